#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/text.hpp"

namespace mendel::app {

namespace {

using agent::tool_refusal;
using agent::ToolAnswer;
using agent::ToolCall;

constexpr std::size_t k_output_cap = 30'000;

base::Result<ToolAnswer> list_checks(const Desk& desk, const ToolCall&) {
    std::string text;
    for (const auto& [name, command] : desk->checks)
        text += fmt::format("{}: {}\n", name, model::to_text(command));
    return ToolAnswer{text.empty() ? "[there are no checks]\n" : text};
}

/// Head and tail of what a check printed.
std::string shown(const std::string& output) {
    if (output.size() <= k_output_cap)
        return output;
    return fmt::format("{}\n[{} bytes left out]\n{}", output.substr(0, k_output_cap / 3),
                       output.size() - k_output_cap,
                       output.substr(output.size() - (k_output_cap - k_output_cap / 3)));
}

base::Result<ToolAnswer> run_check(const Desk& desk, const ToolCall& call) {
    const auto name = base::text_at(call.arguments, "name");
    const model::Command* command = nullptr;
    std::vector<std::string> names;
    for (const auto& [each, body] : desk->checks) {
        names.push_back(each);
        if (each == name)
            command = &body;
    }
    if (!command)
        return tool_refusal(fmt::format("Only named checks are run: {}. '{}' is none of them.",
                                        names.empty() ? "there are none" : base::join(names, ", "),
                                        name));
    const auto patch = desk->changes();
    if (!patch)
        return base::fail(patch.error());
    const auto ended =
        desk->run({.command = *command, .deadline = call.deadline, .on_top = &*patch});
    if (!ended)
        return base::fail(ended.error());
    return ToolAnswer{fmt::format("exit code {}{}\n{}", ended->exit_code,
                                  ended->timed_out ? " (its time was over)" : "",
                                  shown(ended->output))};
}

}  // namespace

std::vector<agent::Tool> check_tools(const Desk& desk) {
    return {described_tool("check_list", list_checks, desk),
            described_tool("check_run", run_check, desk)};
}

}  // namespace mendel::app
