#include "model/agent_try_json.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "model/outcome_json.hpp"

namespace mendel::model {

namespace {

using nlohmann::json;

constexpr std::size_t k_longest_line = 500;
constexpr std::size_t k_longest_words = 2'000;
constexpr std::size_t k_most_items = 20;

std::string line_at(const json& value, const char* key) {
    return base::ellipsize(base::text_at(value, key), k_longest_line);
}

std::vector<std::string> lines_at(const json& value, const char* key) {
    std::vector<std::string> lines;
    const auto& items = base::value_at(value, key);
    for (const auto& item : items.is_array() ? items : json::array())
        if (item.is_string() && lines.size() < k_most_items)
            lines.push_back(base::ellipsize(item.get<std::string>(), k_longest_line));
    return lines;
}

double real_at(const json& value, const char* key) {
    const auto& found = base::value_at(value, key);
    return found.is_number() ? found.get<double>() : 0;
}

Refusal refusal_of(const json& value) {
    return {.rule = line_at(value, "rule"),
            .message = line_at(value, "message"),
            .file = line_at(value, "file"),
            .line = static_cast<int>(base::number_at(value, "line"))};
}

}  // namespace

json to_json(const ToolUse& tool) {
    return {{"name", tool.name},
            {"calls", tool.calls},
            {"errors", tool.errors},
            {"error_share", tool.error_share()},
            {"p95_ms", tool.p95_ms}};
}

json to_json(const AgentTry& tried) {
    json refusals = json::array();
    for (const auto& refusal : tried.refusals)
        refusals.push_back(to_json(refusal));
    json tools = json::array();
    for (const auto& tool : tried.tools)
        tools.push_back(to_json(tool));
    return {{"agent", tried.agent},
            {"end", tried.end},
            {"detail", tried.detail},
            {"words", tried.words},
            {"verdict", tried.verdict.empty() ? json(nullptr) : json(tried.verdict)},
            {"refusals", std::move(refusals)},
            {"remaining", tried.remaining},
            {"files", tried.files},
            {"seconds", static_cast<double>(tried.duration.count()) / 1000.0},
            {"cost_usd", tried.cost_usd},
            {"tools", std::move(tools)}};
}

AgentTry agent_try_from_json(const json& value) {
    AgentTry tried{.agent = line_at(value, "agent"),
                   .end = line_at(value, "end"),
                   .detail = line_at(value, "detail"),
                   .words = base::ellipsize(base::text_at(value, "words"), k_longest_words),
                   .verdict = line_at(value, "verdict"),
                   .remaining = lines_at(value, "remaining"),
                   .files = lines_at(value, "files"),
                   .cost_usd = real_at(value, "cost_usd")};
    for (const auto& item : base::value_at(value, "refusals"))
        if (tried.refusals.size() < k_most_items)
            tried.refusals.push_back(refusal_of(item));
    for (const auto& item : base::value_at(value, "tools"))
        if (tried.tools.size() < 5 * k_most_items)
            tried.tools.push_back({.name = line_at(item, "name"),
                                   .calls = base::number_at(item, "calls"),
                                   .errors = base::number_at(item, "errors"),
                                   .p95_ms = real_at(item, "p95_ms")});
    return tried;
}

}  // namespace mendel::model
