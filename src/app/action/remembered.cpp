#include "app/action/remembered.hpp"

#include <algorithm>
#include <utility>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/time_format.hpp"

namespace mendel::app {

namespace {

using base::Json;

constexpr const char* k_schema = "mendel.state/1";
constexpr int k_tries = 6;
constexpr auto k_memory = std::chrono::hours(24 * 8);

}  // namespace

base::Result<intake::State> state_of_text(const std::string& text) {
    if (text.empty())
        return intake::State{};
    const auto json = base::parse_json(text, "state.json");
    if (!json || base::text_at(*json, "schema") != k_schema)
        return base::fail(base::ErrorKind::permanent,
                          "The state that is kept in the repository is not mendel's. Delete the "
                          "ref refs/mendel/state.");
    intake::State state{.stopped = base::flag_at(*json, "stopped"),
                        .stopped_by = base::text_at(*json, "stopped_by")};
    for (const auto& run : base::value_at(*json, "runs"))
        state.runs.push_back({.fingerprint = base::text_at(run, "fingerprint"),
                              .head_branch = base::text_at(run, "head_branch"),
                              .time = base::text_at(run, "time")});
    return state;
}

std::string text_of_state(const intake::State& state) {
    Json runs = Json::array();
    for (const auto& run : state.runs)
        runs.push_back({{"fingerprint", run.fingerprint},
                        {"head_branch", run.head_branch},
                        {"time", run.time}});
    return base::to_pretty_text({{"schema", k_schema},
                                 {"stopped", state.stopped},
                                 {"stopped_by", state.stopped_by},
                                 {"runs", std::move(runs)}});
}

base::Result<bool> remember(forge::GitHubApi& api, std::optional<forge::StateText> known,
                            const std::function<void(intake::State&)>& change,
                            const std::string& comment_node) {
    bool is_seen = false;
    for (int number = 0; number < k_tries; ++number) {
        const auto loaded = known ? base::Result<forge::StateText>(*std::exchange(known, {}))
                                  : forge::load_state(api);
        if (!loaded)
            return base::fail(loaded.error());
        auto state = state_of_text(loaded->text);
        if (!state)
            return base::fail(state.error());
        change(*state);
        const auto stored = forge::store_state_seen(api, *loaded, text_of_state(*state),
                                                    is_seen ? "" : comment_node);
        if (!stored)
            return base::fail(stored.error());
        is_seen = is_seen || stored->seen;
        if (stored->done)
            return is_seen;
    }
    return base::fail(base::ErrorKind::transient,
                      "Other runs of mendel keep changing its state. Try again.");
}

void note_run(intake::State& state, const intake::RecordedRun& run,
              std::chrono::system_clock::time_point now) {
    const auto oldest = base::to_rfc3339(now - k_memory);
    auto& runs = state.runs;
    runs.erase(std::remove_if(runs.begin(), runs.end(),
                              [&](const auto& each) { return each.time < oldest; }),
               runs.end());
    runs.push_back(run);
}

}  // namespace mendel::app
