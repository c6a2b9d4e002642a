#pragma once

#include <cstddef>
#include <vector>

#include "diagnose/log.hpp"
#include "diagnose/log_line.hpp"

namespace mendel::diagnose {

/// The lines of a step in the order of who wrote them.
struct Unbraided {
    /// In place of an index: an empty line that parts two programs.
    static constexpr std::size_t k_gap = static_cast<std::size_t>(-1);
    std::vector<std::size_t> order = {};     ///< indices of lines; empty where one program wrote
    Strand::Form form = Strand::Form::none;  ///< of the prefixes that are to be taken off
};

/// Takes apart what several programs wrote at once, by the prefixes that strand_of knows. Lines of
/// one form that are half of the step's, of two programs at least, are put together by program, a
/// line without a prefix with the one before it; the build steps of BuildKit ("#12 3.456 ") in each
/// stretch of lines that begin with their number.
Unbraided unbraided(const std::vector<Line>& lines, const Step& step);

/// The line without its prefix of this form, which becomes its mark.
Line without_prefix(Line line, Strand::Form form);

}  // namespace mendel::diagnose
