#pragma once

#include "model/diagnosis.hpp"

namespace mendel::repair {

/// What the search needs of other stages; app hands it in.
struct Ports {
    model::Diagnose diagnose = {};  ///< reads failing tests from a run's output; else exit codes
};

}  // namespace mendel::repair
