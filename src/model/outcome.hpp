#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "model/agent_try.hpp"
#include "model/failure.hpp"
#include "model/patch.hpp"
#include "model/verdict.hpp"

namespace mendel::model {

/// What came of a Request.
enum class OutcomeKind {
    fixed,            ///< proven green
    published,        ///< proven green and delivered
    not_fixed,        ///< no chain of rungs ended green
    refused,          ///< every fix that turned the check green was refused by a gate
    not_reproduced,   ///< the check was green on the commit that was tested
    not_isolated,     ///< no Place in which the check reads the patched files
    tool_missing,     ///< the check's program is absent
    nothing_to_do,    ///< no check was found or all are green
    awaits_approval,  ///< proven green, and a person has to approve it before it is delivered
};

/// One try of one rung, for --explain and the receipt.
struct Attempt {
    int round = 0;
    std::string rung;
    std::string summary;  ///< the patch's summary, or why there was none
    VerdictState state = VerdictState::refused;
    bool proposed = false;  ///< a Patch was made and judged
    std::vector<Refusal> refusals = {};
    std::chrono::milliseconds duration{0};
    double cost_usd = 0;
    Patch patch = {};                  ///< as judged, relative to the tree of its round
    std::vector<AgentTry> tries = {};  ///< of agents; with the first attempt of a proposal
};

/// One accepted step of the chain from red to green.
struct HealedRound {
    int number = 0;
    std::string rung;
    std::string summary;
    std::string target_fingerprint;
    std::string target_message;
    Verdict verdict;
    Patch patch;                          ///< relative to the tree before this round
    std::vector<std::string> notes = {};  ///< how it was found, what would have served as well
};

struct Outcome {
    OutcomeKind kind = OutcomeKind::not_fixed;
    std::string message;                  ///< one sentence of what came of it
    std::string advice = {};              ///< one sentence of what to do next, may be empty
    std::vector<Failure> failures = {};   ///< as first diagnosed
    std::vector<Failure> remaining = {};  ///< after the last accepted round, empty when green
    std::vector<HealedRound> rounds = {};
    std::vector<Attempt> attempts = {};
    std::vector<Refusal> refusals = {};  ///< of the gates on the whole diff
    Patch patch = {};                    ///< the whole diff against the base
    std::string diff = {};               ///< the same as git's unified diff, once recorded
    std::string check = {};              ///< the command as typed
    std::string run_directory = {};      ///< where receipt, patch and report were written
    double cost_usd = 0;
};

std::string_view name_of(OutcomeKind kind);

/// The tries of agents among all attempts, in order.
std::vector<AgentTry> agent_tries_of(const Outcome& outcome);

}  // namespace mendel::model
