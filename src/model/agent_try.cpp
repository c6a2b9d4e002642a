#include "model/agent_try.hpp"

#include <algorithm>
#include <map>

namespace mendel::model {

std::vector<ToolUse> tools_of(const std::vector<AgentTry>& tries) {
    std::map<std::string, ToolUse> by_name;
    for (const auto& each : tries)
        for (const auto& tool : each.tools) {
            auto& sum = by_name[tool.name];
            sum.name = tool.name;
            sum.calls += tool.calls;
            sum.errors += tool.errors;
            sum.p95_ms = std::max(sum.p95_ms, tool.p95_ms);
        }
    std::vector<ToolUse> tools;
    for (auto& [name, sum] : by_name)
        tools.push_back(std::move(sum));
    return tools;
}

}  // namespace mendel::model
