#include "model/outcome_json.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "model/agent_try_json.hpp"
#include "model/failure_json.hpp"

namespace mendel::model {

namespace {

using nlohmann::json;

double seconds_of(std::chrono::milliseconds duration) {
    return static_cast<double>(duration.count()) / 1000.0;
}

json to_json(const HealedRound& round) {
    return {{"round", round.number},
            {"rung", round.rung},
            {"summary", round.summary},
            {"target", round.target_fingerprint},
            {"message", round.target_message},
            {"verdict", name_of(round.verdict.state)},
            {"notes", round.notes}};
}

template <class T>
json list_of(const std::vector<T>& items) {
    json list = json::array();
    for (const auto& item : items)
        list.push_back(to_json(item));
    return list;
}

}  // namespace

json to_json(const Refusal& refusal) {
    return {{"rule", refusal.rule},
            {"message", refusal.message},
            {"file", refusal.file.empty() ? json(nullptr) : json(refusal.file)},
            {"line", refusal.line == 0 ? json(nullptr) : json(refusal.line)}};
}

json to_json(const std::vector<Refusal>& refusals) {
    return list_of(refusals);
}

std::vector<Refusal> refusals_from_json(const json& list) {
    std::vector<Refusal> refusals;
    for (const auto& item : list)
        refusals.push_back({base::text_at(item, "rule"), base::text_at(item, "message"),
                            base::text_at(item, "file"),
                            static_cast<int>(base::number_at(item, "line"))});
    return refusals;
}

json to_json(const Attempt& attempt) {
    return {{"round", attempt.round},
            {"rung", attempt.rung},
            {"summary", attempt.summary},
            {"verdict", name_of(attempt.state)},
            {"proposed", attempt.proposed},
            {"refusals", list_of(attempt.refusals)},
            {"seconds", seconds_of(attempt.duration)},
            {"cost_usd", attempt.cost_usd}};
}

json to_json(const Outcome& outcome) {
    json files = json::array();
    for (const auto& change : outcome.patch.changes)
        files.push_back(change.path);
    json whole = {{"schema", "mendel.heal/1"},
                  {"outcome", name_of(outcome.kind)},
                  {"check", outcome.check},
                  {"message", outcome.message},
                  {"advice", outcome.advice.empty() ? json(nullptr) : json(outcome.advice)},
                  {"failures", list_of(outcome.failures)},
                  {"remaining", list_of(outcome.remaining)},
                  {"rounds", list_of(outcome.rounds)},
                  {"attempts", list_of(outcome.attempts)},
                  {"refusals", list_of(outcome.refusals)},
                  {"files", files},
                  {"diff", outcome.diff},
                  {"run_directory", outcome.run_directory},
                  {"cost_usd", outcome.cost_usd}};
    if (const auto tries = agent_tries_of(outcome); !tries.empty())
        whole["agent_tries"] = list_of(tries);
    return whole;
}

}  // namespace mendel::model
