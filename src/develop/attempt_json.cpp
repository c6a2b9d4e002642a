#include <algorithm>

#include <nlohmann/json.hpp>

#include "develop/attempt.hpp"
#include "model/patch_json.hpp"
#include "model/task_json.hpp"

namespace mendel::develop {

namespace {

using base::Json;

constexpr const char* k_attempt = "mendel.attempt/1";
constexpr const char* k_result = "mendel.attempt_result/1";

Json evidence_json(const std::vector<model::Evidence>& evidence) {
    auto list = Json::array();
    for (const auto& one : evidence)
        list.push_back({{"source", one.source}, {"text", one.text}});
    return list;
}

base::Result<Json> document(std::string_view text, const char* schema) {
    auto json = base::parse_json(text, schema);
    if (json && base::text_at(*json, "schema") != schema)
        return base::fail(base::ErrorKind::user,
                          std::string("This is no document of the schema ") + schema +
                              ". Use the same version of mendel on all machines.");
    return json;
}

}  // namespace

Json to_json(const Attempt& attempt) {
    return {{"schema", k_attempt},
            {"id", attempt.id},
            {"task", model::to_json(attempt.task)},
            {"maker", attempt.maker},
            {"base", attempt.base},
            {"so_far", model::to_json(attempt.so_far)},
            {"number", attempt.number},
            {"checks", attempt.checks},
            {"measure", attempt.measure},
            {"measurements", attempt.measurements},
            {"minutes", attempt.minutes},
            {"evidence", evidence_json(attempt.evidence)}};
}

base::Result<Attempt> parse_attempt(std::string_view text) {
    const auto json = document(text, k_attempt);
    if (!json)
        return base::fail(json.error());
    auto task = model::task_from_json(base::value_at(*json, "task"), "attempt");
    auto so_far = model::patch_from_json(base::value_at(*json, "so_far"));
    if (!task || !so_far)
        return base::fail(task ? so_far.error() : task.error());
    Attempt attempt{.id = base::text_at(*json, "id"),
                    .task = std::move(*task),
                    .maker = base::text_at(*json, "maker"),
                    .base = base::text_at(*json, "base"),
                    .so_far = std::move(*so_far),
                    .number = static_cast<int>(base::number_at(*json, "number")),
                    .measure = base::text_at(*json, "measure"),
                    .measurements = static_cast<int>(base::number_at(*json, "measurements")),
                    .minutes = static_cast<int>(base::number_at(*json, "minutes"))};
    for (const auto& line : base::value_at(*json, "checks"))
        if (line.is_string())
            attempt.checks.push_back(line.get<std::string>());
    for (const auto& one : base::value_at(*json, "evidence"))
        attempt.evidence.push_back(
            {.source = base::text_at(one, "source"), .text = base::text_at(one, "text")});
    return attempt;
}

Json checks_json(const std::vector<model::CheckRun>& runs) {
    auto checks = Json::array();
    for (const auto& check : runs)
        checks.push_back({{"command", check.command},
                          {"place", check.place},
                          {"exit_code", check.exit_code},
                          {"timed_out", check.timed_out},
                          {"seconds", std::chrono::duration<double>(check.duration).count()},
                          {"peak_memory", check.peak_memory}});
    return checks;
}

std::vector<model::CheckRun> read_checks(const Json& checks) {
    std::vector<model::CheckRun> runs;
    if (!checks.is_array())
        return runs;
    for (const auto& check : checks)
        runs.push_back({.command = base::text_at(check, "command"),
                        .place = base::text_at(check, "place"),
                        .exit_code = static_cast<int>(base::number_at(check, "exit_code")),
                        .timed_out = base::flag_at(check, "timed_out"),
                        .duration = std::chrono::milliseconds(static_cast<std::int64_t>(
                            std::clamp(base::real_at(check, "seconds"), 0.0, 1e6) * 1000)),
                        .peak_memory = static_cast<std::size_t>(
                            std::max(std::int64_t{0}, base::number_at(check, "peak_memory")))});
    return runs;
}

Json to_json(const AttemptResult& result) {
    return {{"schema", k_result},
            {"id", result.id},
            {"maker", result.maker},
            {"patch", model::to_json(result.patch)},
            {"checks", checks_json(result.checks)},
            {"finished", result.is_finished},
            {"measured", result.measured},
            {"cost_usd", result.cost_usd},
            {"seconds", result.seconds},
            {"words", result.words},
            {"detail", result.detail}};
}

base::Result<AttemptResult> parse_attempt_result(std::string_view text) {
    const auto json = document(text, k_result);
    if (!json)
        return base::fail(json.error());
    auto patch = model::patch_from_json(base::value_at(*json, "patch"));
    if (!patch)
        return base::fail(patch.error());
    AttemptResult result{.id = base::text_at(*json, "id"),
                         .maker = base::text_at(*json, "maker"),
                         .patch = std::move(*patch),
                         .is_finished = base::flag_at(*json, "finished"),
                         .cost_usd = base::real_at(*json, "cost_usd"),
                         .seconds = base::real_at(*json, "seconds"),
                         .words = base::text_at(*json, "words"),
                         .detail = base::text_at(*json, "detail")};
    for (const auto& one : base::value_at(*json, "measured"))
        if (one.is_number())
            result.measured.push_back(one.get<double>());
    result.checks = read_checks(base::value_at(*json, "checks"));
    return result;
}

}  // namespace mendel::develop
