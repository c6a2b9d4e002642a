#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "model/round.hpp"
#include "repair/helper_run.hpp"

namespace mendel::repair {

/// A run of pytest, unittest or a plain script that the check amounts to, with our helper in
/// front. The helper (data/mendel_repair*.py) is laid into a scratch folder of the tree for each
/// run and speaks JSON lines.
struct PythonSuite {
    std::string kind;        ///< "pytest", "unittest" or "script"
    model::Command command;  ///< starts the helper
};

/// The suites that the check runs, in order; none where it runs no Python tests that are known.
std::vector<PythonSuite> python_suites(const model::Round& round);

/// @param lines what the helper reads: what to do, then the candidates
base::Result<HelperRun> run_python(const model::Round& round, const PythonSuite& suite,
                                   std::vector<nlohmann::json> lines,
                                   std::chrono::milliseconds deadline);

}  // namespace mendel::repair
