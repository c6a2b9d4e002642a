#include "agent/agent.hpp"

#include <algorithm>

namespace mendel::agent {

Cost& Cost::operator+=(const Cost& other) {
    micro_usd += other.micro_usd;
    input_tokens += other.input_tokens;
    output_tokens += other.output_tokens;
    cache_read_tokens += other.cache_read_tokens;
    cache_write_tokens += other.cache_write_tokens;
    turns += other.turns;
    return *this;
}

std::string_view name_of(AgentEnd end) {
    switch (end) {
        case AgentEnd::done:
            return "done";
        case AgentEnd::gave_up:
            return "gave up";
        case AgentEnd::refused:
            return "refused";
        case AgentEnd::timed_out:
            return "timed out";
        case AgentEnd::over_budget:
            return "over budget";
        case AgentEnd::failed:
            return "failed";
        case AgentEnd::stopped:
            return "stopped";
    }
    return "failed";
}

const Agent* find_agent(const std::vector<Agent>& agents, std::string_view name) {
    const auto found = std::find_if(agents.begin(), agents.end(),
                                    [&](const Agent& each) { return each.name == name; });
    return found == agents.end() ? nullptr : &*found;
}

}  // namespace mendel::agent
