#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/failure.hpp"
#include "model/patch.hpp"

namespace mendel::model {

/// green: the command exits 0. progress: the target is gone and nothing that ran at base got
/// worse. refused: anything else, or a gate said no.
enum class VerdictState { green, progress, refused };

/// How much of the proof a Judge runs: the target command alone, or its neighbours too.
enum class Depth { target, neighbours };

/// One run of one check as evidence.
struct CheckRun {
    std::string command;
    std::string place;  ///< "in place", "overlay", "copy"
    int exit_code = 0;
    bool timed_out = false;
    std::chrono::milliseconds duration{0};
    std::string log_sha256 = {};
    std::vector<std::string> fingerprints = {};  ///< of the failures diagnosed in its output
    std::size_t peak_memory = 0;  ///< bytes resident of its largest process, 0: not known
};

/// Why a gate or the Judge said no.
struct Refusal {
    std::string rule;  ///< "scope", "secrets", "tests", "weakening.<rule>", "neighbour", "red" ...
    std::string message;
    std::string file = {};
    int line = 0;
};

/// The Judge's answer for one Patch.
struct Verdict {
    VerdictState state = VerdictState::refused;
    std::vector<CheckRun> checks = {};
    std::vector<Refusal> refusals = {};
    std::vector<Failure> remaining = {};  ///< what the command still reports under the patch
};

/// Tries a Patch in a Place and runs the checks; an Error only where no verdict could be had.
using Judge = std::function<base::Result<Verdict>(const Patch&, Depth)>;

std::string_view name_of(VerdictState state);

/// "file:line: message (rule)" with the parts there are.
std::string to_text(const Refusal& refusal);

}  // namespace mendel::model
