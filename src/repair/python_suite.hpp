#pragma once

#include <chrono>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "model/round.hpp"

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

/// One run of the helper.
struct PythonRun {
    std::vector<nlohmann::json> answers;
    bool finished = false;  ///< the helper said that it is done
    std::string trouble;    ///< what it said otherwise, one line
};

/// @param lines what the helper reads: what to do, then the candidates
base::Result<PythonRun> run_python(const model::Round& round, const PythonSuite& suite,
                                   const std::vector<nlohmann::json>& lines,
                                   std::chrono::milliseconds deadline);

}  // namespace mendel::repair
