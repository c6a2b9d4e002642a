#pragma once

#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "model/patch.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// What a Gate looks at: the whole diff against the base, never one round of it.
struct GateInput {
    const model::Patch& patch;
    const config::Config& config;
    bool allow_ci = false;  ///< the user allowed CI files on the command line
};

/// One rule that the whole diff must pass.
struct Gate {
    std::string_view name;
    std::vector<model::Refusal> (*check)(const GateInput&);
};

extern const Gate k_scope_gate;      ///< files, sizes, links and modes that may be written
extern const Gate k_secrets_gate;    ///< no credential in added lines
extern const Gate k_tests_gate;      ///< tests of the base are still there and still run
extern const Gate k_weakening_gate;  ///< nothing was made less strict to get green

/// All gates that need no run, in the order in which they are asked.
const std::vector<Gate>& gates();

/// The refusals of all gates; none: the diff may pass.
///
///     const auto refusals = evaluate::run_gates({.patch = whole, .config = config});
std::vector<model::Refusal> run_gates(const GateInput& input);

}  // namespace mendel::evaluate
