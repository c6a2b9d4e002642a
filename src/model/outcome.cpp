#include "model/outcome.hpp"

namespace mendel::model {

std::string_view name_of(OutcomeKind kind) {
    switch (kind) {
        case OutcomeKind::fixed:
            return "fixed";
        case OutcomeKind::published:
            return "published";
        case OutcomeKind::not_fixed:
            return "not fixed";
        case OutcomeKind::refused:
            return "refused";
        case OutcomeKind::not_reproduced:
            return "not reproduced";
        case OutcomeKind::not_isolated:
            return "not isolated";
        case OutcomeKind::tool_missing:
            return "tool missing";
        case OutcomeKind::nothing_to_do:
            return "nothing to do";
        case OutcomeKind::awaits_approval:
            return "awaiting approval";
    }
    return "not fixed";
}

std::vector<AgentTry> agent_tries_of(const Outcome& outcome) {
    std::vector<AgentTry> tries;
    for (const auto& attempt : outcome.attempts)
        tries.insert(tries.end(), attempt.tries.begin(), attempt.tries.end());
    return tries;
}

}  // namespace mendel::model
