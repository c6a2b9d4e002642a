#include "model/agent_try_json.hpp"

#include <algorithm>
#include <cmath>

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
constexpr double k_longest_seconds = 1e6;

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

std::chrono::milliseconds duration_at(const json& value, const char* key) {
    const auto seconds = std::clamp(base::real_at(value, key), 0.0, k_longest_seconds);
    return std::chrono::milliseconds(std::llround(seconds * 1000.0));
}

std::vector<Refusal> refusals_at(const json& value) {
    auto refusals = refusals_from_json(base::value_at(value, "refusals"));
    if (refusals.size() > k_most_items)
        refusals.resize(k_most_items);
    for (auto& refusal : refusals)
        for (auto* text : {&refusal.rule, &refusal.message, &refusal.file})
            *text = base::ellipsize(*text, k_longest_line);
    return refusals;
}

}  // namespace

json to_json(const ToolUse& tool) {
    return {{"name", tool.name},
            {"calls", tool.calls},
            {"errors", tool.errors},
            {"error_share", tool.error_share()},
            {"p95_ms", tool.p95_ms}};
}

json to_json(const std::vector<ToolUse>& tools) {
    json list = json::array();
    for (const auto& tool : tools)
        list.push_back(to_json(tool));
    return list;
}

json to_json(const AgentTry& tried) {
    return {{"agent", tried.agent},
            {"end", tried.end},
            {"detail", tried.detail},
            {"words", tried.words},
            {"verdict", tried.verdict.empty() ? json(nullptr) : json(tried.verdict)},
            {"refusals", to_json(tried.refusals)},
            {"remaining", tried.remaining},
            {"files", tried.files},
            {"seconds", static_cast<double>(tried.duration.count()) / 1000.0},
            {"cost_usd", tried.cost_usd},
            {"tools", to_json(tried.tools)}};
}

AgentTry agent_try_from_json(const json& value) {
    AgentTry tried{.agent = line_at(value, "agent"),
                   .end = line_at(value, "end"),
                   .detail = line_at(value, "detail"),
                   .words = base::ellipsize(base::text_at(value, "words"), k_longest_words),
                   .verdict = line_at(value, "verdict"),
                   .refusals = refusals_at(value),
                   .remaining = lines_at(value, "remaining"),
                   .files = lines_at(value, "files"),
                   .duration = duration_at(value, "seconds"),
                   .cost_usd = base::real_at(value, "cost_usd")};
    for (const auto& item : base::value_at(value, "tools"))
        if (tried.tools.size() < 5 * k_most_items)
            tried.tools.push_back({.name = line_at(item, "name"),
                                   .calls = base::number_at(item, "calls"),
                                   .errors = base::number_at(item, "errors"),
                                   .p95_ms = base::real_at(item, "p95_ms")});
    return tried;
}

}  // namespace mendel::model
