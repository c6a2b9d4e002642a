#pragma once

#include "repair/localise.hpp"

namespace mendel::repair {

/// Scores lines by what the log says alone: own stack frames (the innermost most), locations of the
/// failure, and the functions of the files under test that the failing tests name or reach.
/// Never fails; an empty list where the log names no file.
Localisation localise_log(const model::Round& round);

}  // namespace mendel::repair
