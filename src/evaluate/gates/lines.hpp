#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/patch.hpp"

namespace mendel::evaluate {

/// One line that a patch adds or removes.
struct PatchLine {
    std::string file;
    int line = 0;  ///< 1-based, in the file after (added) or before (removed)
    std::string_view text;
};

/// Lines (white space around them aside) that occur more often after the patch than before it,
/// over all files together, so that moved lines are not added. Views into the patch.
std::vector<PatchLine> added_lines(const model::Patch& patch);

/// The same of lines that occur less often.
std::vector<PatchLine> removed_lines(const model::Patch& patch);

/// Whether the bytes are text: no NUL in the first 8,000 bytes.
bool is_text(std::string_view bytes);

}  // namespace mendel::evaluate
