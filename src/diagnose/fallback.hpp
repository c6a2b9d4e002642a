#pragma once

#include <optional>

#include "diagnose/merge.hpp"

namespace mendel::diagnose {

/// The Failure of a red step in which no matcher found anything: the last line that looks like an
/// error, with a low confidence.
Merged unexplained(const Section& section, std::size_t step_index);

/// What a wrapper's summary is the consequence of, where no matcher found it: the last line before
/// it that looks like an error; nothing where none does.
std::optional<Merged> cause_before(const Section& section, std::size_t step_index);

/// The Failure of a step that its deadline ended: the last line it wrote.
Merged timeout_of(const Section& section, std::size_t step_index);

}  // namespace mendel::diagnose
