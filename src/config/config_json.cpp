#include "config/config_json.hpp"

#include <nlohmann/json.hpp>

namespace mendel::config {

void to_json(base::Json& json, const AgentConfig& agent) {
    json = base::Json::parse(agent.settings);
}

void from_json(const base::Json& json, AgentConfig& agent) {
    agent = {json.at("name").get<std::string>(), base::to_line(json)};
}

namespace {

using base::Json;

/// The one list of keys: calls `visit(pointer, field)` for each.
template <class AnyConfig, class Visit>
void for_each_key(AnyConfig& config, const Visit& visit) {
    visit("/version", config.version);
    visit("/enabled", config.enabled);
    visit("/heal/rungs", config.heal.rungs);
    visit("/heal/attempts", config.heal.attempts);
    visit("/heal/repair/seconds", config.heal.repair.seconds);
    visit("/heal/repair/candidates", config.heal.repair.candidates);
    visit("/heal/deliver", config.heal.deliver);
    visit("/heal/setup", config.heal.setup);
    visit("/heal/verify", config.heal.verify);
    visit("/scope/write", config.scope.write);
    visit("/scope/deny", config.scope.deny);
    visit("/scope/max_files", config.scope.max_files);
    visit("/scope/max_lines", config.scope.max_lines);
    visit("/branches/prefix", config.branches.prefix);
    visit("/allow/auto-fix", config.allow.auto_fix);
    visit("/allow/approve", config.allow.approve);
    visit("/allow/parallel-dev", config.allow.parallel_dev);
    visit("/allow/bots", config.allow.bots);
    visit("/allow/dependency-bots", config.allow.dependency_bots);
    visit("/agents", config.agents);
    visit("/budget/usd_per_run", config.budget.usd_per_run);
    visit("/budget/usd_per_day", config.budget.usd_per_day);
    visit("/budget/tokens_per_run", config.budget.tokens_per_run);
    visit("/budget/turns", config.budget.turns);
    visit("/budget/minutes", config.budget.minutes);
    visit("/budget/runs_per_hour", config.budget.runs_per_hour);
    visit("/budget/open_pull_requests", config.budget.open_pull_requests);
    visit("/approvals/dependency_majors", config.approvals.dependency_majors);
    visit("/approvals/paths", config.approvals.paths);
    visit("/approvals/above_usd", config.approvals.above_usd);
    visit("/approvals/hours", config.approvals.hours);
    visit("/tools/documentation_hosts", config.tools.documentation_hosts);
    visit("/privacy/personal_data", config.privacy.personal_data);
}

}  // namespace

Json to_json(const Config& config) {
    Json json = Json::object();
    for_each_key(config, [&](const char* pointer, const auto& field) {
        json[Json::json_pointer(pointer)] = field;
    });
    return json;
}

void read_json(const Json& json, Config& config) {
    for_each_key(config, [&](const char* pointer, auto& field) {
        const Json::json_pointer place(pointer);
        if (json.contains(place))
            json[place].get_to(field);
    });
}

std::vector<std::string> key_pointers() {
    std::vector<std::string> pointers;
    const Config config;
    for_each_key(config, [&](const char* pointer, const auto&) { pointers.emplace_back(pointer); });
    return pointers;
}

}  // namespace mendel::config
