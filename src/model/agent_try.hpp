#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "model/verdict.hpp"

namespace mendel::model {

/// How one tool fared in one try.
struct ToolUse {
    std::string name;
    long calls = 0;
    long errors = 0;  ///< calls that were refused or failed
    double p95_ms = 0;

    double error_share() const {
        return calls == 0 ? 0 : static_cast<double>(errors) / static_cast<double>(calls);
    }
};

/// One try of an agent at a Task: what it did, and what the Judge had to say.
struct AgentTry {
    std::string agent;
    std::string end;           ///< "done", "over budget" ...
    std::string detail = {};   ///< why it ended so, one sentence
    std::string words = {};    ///< its last words, foreign
    std::string verdict = {};  ///< "green", "progress", "refused"; empty: nothing was changed
    std::vector<Refusal> refusals = {};
    std::vector<std::string> remaining = {};  ///< what the check still reports, a line each
    std::vector<std::string> files = {};      ///< that were changed
    std::chrono::milliseconds duration{0};
    double cost_usd = 0;
    std::vector<ToolUse> tools = {};
};

/// The use of tools over all tries, by name: counts are added, of p95 the worst is kept.
std::vector<ToolUse> tools_of(const std::vector<AgentTry>& tries);

}  // namespace mendel::model
