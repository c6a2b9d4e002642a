#include <nlohmann/json.hpp>

#include "agent/prompt.hpp"
#include "app/agents/documentation_page.hpp"
#include "app/agents/tool_described.hpp"
#include "app/agents/tools.hpp"
#include "base/json.hpp"

namespace mendel::app {

namespace {

using agent::ToolAnswer;
using agent::ToolCall;

constexpr std::size_t k_most_shown = 80'000;
constexpr std::chrono::seconds k_longest_wait(30);

base::Result<ToolAnswer> fetch(const Desk& desk, const ToolCall& call) {
    const auto url = base::text_at(call.arguments, "url");
    sys::HttpRequest how;
    how.deadline = std::min<std::chrono::milliseconds>(call.deadline, k_longest_wait);
    how.stop = call.stop;
    const auto page = documentation_page(url, desk->session->config.tools.documentation_hosts, how,
                                         sys::http_client(call.stop));
    if (!page)
        return agent::tool_refusal(page.error().message);
    return ToolAnswer{agent::quarantined({.source = url, .text = *page}, k_most_shown)};
}

}  // namespace

std::vector<agent::Tool> documentation_tools(const Desk& desk) {
    if (desk->session->config.tools.documentation_hosts.empty())
        return {};
    return {described_tool("doc_fetch", fetch, desk)};
}

}  // namespace mendel::app
