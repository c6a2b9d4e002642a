#include "develop/collect.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "publish/pull_request_text.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

namespace {

AttemptResult read_result(const std::string& path) {
    const auto text = sys::read_file(path);
    auto result = text ? parse_attempt_result(*text) : base::fail(text.error());
    if (result)
        return std::move(*result);
    return {.id = path, .is_finished = false, .detail = result.error().message};
}

std::string table(const Collected& collected) {
    std::string text = "| attempt | by | total | why |\n|---|---|---|---|\n";
    for (const auto& placing : collected.placings)
        for (const auto& result : collected.results) {
            if (result.id != placing.id)
                continue;
            std::string why = placing.reason;
            for (const auto& score : placing.scores)
                why += fmt::format("{}{} {:.2f}: {}", why.empty() ? "" : "; ", score.dimension,
                                   score.points, score.evidence);
            text += fmt::format("| {}{} | {} | {:.2f} | {} |\n", publish::inert(placing.id),
                                placing.id == collected.winner ? " 🏆" : "",
                                publish::inert(result.maker), placing.total, publish::inert(why));
        }
    return text;
}

}  // namespace

AttemptResult result_of(const Developed& developed, const std::string& id) {
    const auto& state = developed.state;
    AttemptResult result{.id = id,
                         .patch = state.so_far,
                         .checks = state.checks,
                         .is_finished = developed.is_done,
                         .cost_usd = state.cost_usd};
    for (const auto& instance : state.instances) {
        result.maker += (result.maker.empty() ? "" : "+") + instance.maker;
        result.seconds += instance.seconds;
    }
    for (const auto& task : state.tasks)
        if (task.stage == Stage::failed)
            result.detail = fmt::format("{} failed: {}", task.planned.task.id, task.note);
    return result;
}

base::Result<Collected> collect(const app::Session& session, const std::vector<std::string>& files,
                                const std::string& branch) {
    if (files.empty())
        return base::fail(base::ErrorKind::user,
                          "There is no result to collect. Name the files of mendel develop "
                          "--result.");
    Collected collected;
    std::vector<evaluate::Entry> entries;
    for (const auto& path : files) {
        auto result = read_result(path);
        for (const auto& other : collected.results)
            if (other.id == result.id)
                result.id += "+";
        entries.push_back({.id = result.id,
                           .patch = result.patch,
                           .checks = result.checks,
                           .is_finished = result.is_finished,
                           .cost_usd = result.cost_usd});
        collected.results.push_back(std::move(result));
    }
    collected.placings = evaluate::referee(entries, {.config = &session.config});
    collected.winner = evaluate::winner_of(collected.placings).value_or("");
    collected.report = table(collected);
    if (collected.winner.empty() || branch.empty())
        return collected;
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    for (const auto& result : collected.results) {
        if (result.id != collected.winner)
            continue;
        const auto commit = session.repository.commit(
            result.patch, head->value_or(""), "Developed side by side\n\n" + collected.report, {});
        if (!commit)
            return base::fail(commit.error());
        if (const auto set = session.repository.set_reference("refs/heads/" + branch, *commit);
            !set)
            return base::fail(set.error());
        collected.branch = branch;
    }
    return collected;
}

base::Json to_json(const Collected& collected) {
    auto placings = base::Json::array();
    for (const auto& placing : collected.placings) {
        auto scores = base::Json::array();
        for (const auto& score : placing.scores)
            scores.push_back({{"dimension", score.dimension},
                              {"points", score.points},
                              {"evidence", score.evidence}});
        placings.push_back({{"id", placing.id},
                            {"may_win", placing.may_win},
                            {"reason", placing.reason},
                            {"total", placing.total},
                            {"scores", scores}});
    }
    return {{"schema", "mendel.collect/1"},
            {"winner", collected.winner},
            {"branch", collected.branch},
            {"placings", placings},
            {"report", collected.report}};
}

}  // namespace mendel::develop
