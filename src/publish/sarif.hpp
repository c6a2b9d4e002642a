#pragma once

#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/failure.hpp"

namespace mendel::publish {

/// SARIF 2.1.0 (https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html) with one
/// run, a rule per tool and rule, a result per failure.
nlohmann::json failures_sarif(const std::vector<model::Failure>& failures);

}  // namespace mendel::publish
