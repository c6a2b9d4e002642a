#include "develop/attempt.hpp"

#include <fmt/format.h>

#include "app/check_choice.hpp"
#include "app/heal_bench.hpp"
#include "app/scratch.hpp"
#include "evaluate/reading.hpp"
#include "git/checkout.hpp"
#include "sys/clock.hpp"

namespace mendel::develop {

namespace {

constexpr std::size_t k_most_words = 4000;

const Maker* maker_named(const Workshop& workshop, const std::string& name) {
    for (const auto& maker : workshop.makers)
        if (maker.name == name)
            return &maker;
    return nullptr;
}

/// The commit that the attempt begins at: equal input gives an equal one.
base::Result<std::string> beginning(const git::Repository& repository, const Attempt& attempt) {
    if (attempt.so_far.empty())
        return attempt.base;
    return repository.commit(attempt.so_far, attempt.base, "What was accepted so far\n", {});
}

model::Command shell_line(const std::string& line) {
    return {.body = model::Script{"bash", line}};
}

base::Result<std::vector<model::Command>> checks_of(const app::Session& session,
                                                    const Attempt& attempt) {
    std::vector<model::Command> checks = attempt.task.verify;
    for (const auto& line : attempt.checks)
        checks.push_back(shell_line(line));
    if (!checks.empty())
        return checks;
    const auto choice = app::choose_check(session, {});
    return choice ? base::Result<std::vector<model::Command>>(choice->candidates)
                  : base::fail(choice.error());
}

/// The change that stands in a worktree when the maker is done, whatever the maker says of it.
base::Result<Made> made_in_worktree(const Maker& maker, MakeJob job) {
    const auto scratch = app::Scratch::make();
    if (!scratch)
        return base::fail(scratch.error());
    job.worktree = scratch->path() + "/worktree";
    if (const auto out = git::checkout_clone(job.session->repository, job.commit, job.worktree);
        !out)
        return base::fail(out.error());
    const auto worktree = git::Repository::open(job.worktree);
    if (!worktree)
        return base::fail(worktree.error());
    job.changes = [&] { return git::work_tree_changes(*worktree, job.commit); };
    auto made = maker.make(job);
    if (!made)
        return made;
    auto patch = job.changes();
    if (!patch)
        return base::fail(patch.error());
    made->patch = std::move(*patch);
    return made;
}

base::Status judged(const MakeJob& job, const Attempt& attempt, AttemptResult& result) {
    if (job.checks.empty() && attempt.measure.empty())
        return {};
    const auto first = job.checks.empty() ? shell_line(attempt.measure) : job.checks.front();
    const auto bench =
        app::open_bench_at(*job.session, {}, {.found = true, .check = first}, job.commit);
    if (!bench)
        return base::fail(bench.error());
    auto& judging = (*bench)->judging;
    if (const auto set = judging.place->set(result.patch); !set)
        return set;
    for (const auto& check : job.checks) {
        const auto reading = evaluate::read_command(judging, check);
        if (!reading)
            return base::fail(reading.error());
        result.checks.push_back(reading->evidence);
        // An unsteady check that ended green once is no proof.
        if (reading->state != evaluate::CheckState::green && result.checks.back().exit_code == 0)
            result.checks.back().exit_code = 1;
    }
    for (int count = 0; !attempt.measure.empty() && count < attempt.measurements; ++count) {
        const auto ran = judging.place->run({.command = shell_line(attempt.measure)});
        if (!ran)
            return base::fail(ran.error());
        result.measured.push_back(std::chrono::duration<double>(ran->duration).count());
    }
    return {};
}

}  // namespace

base::Result<AttemptResult> work_on(const Workshop& workshop, const Attempt& attempt,
                                    const std::stop_token& stop) {
    const auto* maker = maker_named(workshop, attempt.maker);
    if (maker == nullptr)
        return base::fail(
            base::ErrorKind::user,
            fmt::format("There is no agent '{}' here. Configure it under agents.", attempt.maker));
    auto repository = git::Repository::open(workshop.root);
    if (!repository)
        return base::fail(repository.error());
    const app::Session session{.repository = std::move(*repository),
                               .config = workshop.config,
                               .clock = sys::system_clock(),
                               .events = [](const model::StageEvent&) {},
                               .stop = stop,
                               .runs = workshop.runs};
    const auto begin = session.clock.steady();
    const auto commit = beginning(session.repository, attempt);
    const auto checks = checks_of(session, attempt);
    if (!commit || !checks)
        return base::fail(commit ? checks.error() : commit.error());
    const MakeJob job{.session = &session,
                      .task = attempt.task,
                      .commit = *commit,
                      .checks = *checks,
                      .lessons = attempt.evidence,
                      .deadline = begin + std::chrono::minutes(attempt.minutes),
                      .attempt = attempt.number,
                      .stop = stop};
    auto made = maker->in_worktree ? made_in_worktree(*maker, job) : maker->make(job);
    if (!made)
        return base::fail(made.error());
    AttemptResult result{.id = attempt.id,
                         .maker = attempt.maker,
                         .patch = std::move(made->patch),
                         .is_finished = made->is_finished,
                         .cost_usd = made->cost_usd,
                         .words = made->words.substr(0, k_most_words),
                         .detail = made->detail};
    if (!result.patch.empty() && result.is_finished)
        if (const auto read = judged(job, attempt, result); !read)
            return base::fail(read.error());
    result.seconds = std::chrono::duration<double>(session.clock.steady() - begin).count();
    return result;
}

}  // namespace mendel::develop
