#include "app/heal_bench.hpp"

#include <fmt/format.h>

#include "app/recent_lines.hpp"
#include "app/tree_view.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"

namespace mendel::app {

namespace {

base::Result<std::unique_ptr<HealBench>> laid_out(const Session& session,
                                                  const HealRequest& request,
                                                  const CheckChoice& choice,
                                                  const std::string& commit) {
    auto run = session.runs.empty()
                   ? observe::RunFolder::make(session.repository.common_folder(), session.clock)
                   : observe::RunFolder::make_in(session.runs, session.clock);
    if (!run)
        return base::fail(run.error());
    auto scratch = Scratch::make();
    if (!scratch)
        return base::fail(scratch.error());
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    const auto snapshot =
        commit.empty() ? session.repository.snapshot(run->id()) : base::Result<std::string>(commit);
    if (!snapshot)
        return base::fail(snapshot.error());
    return std::make_unique<HealBench>(HealBench{.session = session,
                                                 .request = request,
                                                 .choice = choice,
                                                 .run = std::move(*run),
                                                 .scratch = std::move(*scratch),
                                                 .head = head->value_or(""),
                                                 .base = *snapshot});
}

base::Result<std::unique_ptr<evaluate::Place>> open_chosen_place(const HealBench& bench) {
    const auto options = bench.place_options("place");
    if (bench.request.place == "copy")
        return evaluate::open_place(options, evaluate::PlaceKind::copy);
    if (bench.request.place == "overlay")
        return evaluate::open_place(options, evaluate::PlaceKind::overlay);
    return evaluate::open_place(options);
}

/// A proof takes four runs of the check: one that runs longer than its share, as an endless loop
/// does, ends early enough for something to be done about it.
std::chrono::milliseconds check_deadline(const Session& session, const HealRequest& request) {
    using std::chrono::milliseconds;
    const milliseconds time =
        request.time.value_or(std::chrono::minutes(session.config.budget.minutes));
    return std::clamp(time / 4, milliseconds(std::chrono::seconds(10)),
                      milliseconds(std::chrono::minutes(10)));
}

/// An endless loop should be known for one long before the deadline.
std::chrono::milliseconds silence_of(std::chrono::milliseconds deadline) {
    using std::chrono::seconds;
    return std::clamp<std::chrono::milliseconds>(deadline / 2, seconds(5), seconds(60));
}

}  // namespace

base::Result<std::unique_ptr<HealBench>> open_bench(const Session& session,
                                                    const HealRequest& request,
                                                    const CheckChoice& choice) {
    return open_bench_at(session, request, choice, {});
}

base::Result<std::unique_ptr<HealBench>> open_bench_at(const Session& session,
                                                       const HealRequest& request,
                                                       const CheckChoice& choice,
                                                       const std::string& commit) {
    auto laid = laid_out(session, request, choice, commit);
    if (!laid)
        return laid;
    auto& bench = **laid;
    auto place = open_chosen_place(bench);
    if (!place)
        return base::fail(place.error());
    bench.place = std::move(*place);
    const auto record = [&bench, sink = session.events](const model::StageEvent& event) {
        bench.run.record(event);
        sink(event);
    };
    bench.judging = {.repository = &session.repository,
                     .base = bench.base,
                     .place = bench.place.get(),
                     .check = choice.check,
                     .neighbours = choice.neighbours,
                     .diagnose = diagnose::diagnose,
                     .config = &session.config,
                     .clock = session.clock,
                     .events = record,
                     .check_deadline = check_deadline(session, request),
                     .check_silence = silence_of(check_deadline(session, request))};
    if (const auto ready = evaluate::run_setup(bench.judging); !ready)
        return base::fail(ready.error());
    return laid;
}

evaluate::PlaceOptions HealBench::place_options(const std::string& folder) const {
    const auto path = scratch.folder(folder);
    return {.repository = &session.repository,
            .base = base,
            .scratch = path ? *path : scratch.path(),
            .disposable = request.place == "in-place",
            .stop = session.stop};
}

BenchRound HealBench::round(int number, const model::Patch& so_far,
                            const evaluate::Reading& red_now) {
    auto bases = std::make_shared<std::vector<evaluate::RoundBase>>();
    for (std::size_t target = 0; target < red_now.failures.size(); ++target)
        bases->push_back(
            {.so_far = so_far, .red = red_now, .target = target, .neighbours = &neighbours});
    for (const auto& failure : red_now.failures)
        judging.events({.kind = model::EventKind::diagnosed,
                        .stage = "diagnose",
                        .subject = failure.tool,
                        .text = failure.message,
                        .round = number});
    model::Round shared{
        .failures = red_now.failures,
        .check = choice.check,
        .tree = tree_view(session.repository, base, so_far, place->root()),
        .run = [this, so_far](const model::RunRequest& wanted) -> base::Result<model::RunResult> {
            if (const auto set = place->set(so_far); !set)
                return base::fail(set.error());
            return place->run(wanted);
        },
        .another_run = another_run(so_far),
        .recent_lines =
            [this, lines = std::shared_ptr<std::map<std::string, std::vector<int>>>()](
                const std::string& path) mutable {
                if (!lines)
                    lines = std::make_shared<std::map<std::string, std::vector<int>>>(
                        recent_lines(session.repository, base));
                return (*lines)[path];
            },
        .events = judging.events};
    return {.setup = {.number = number,
                      .round = std::move(shared),
                      .judge_of =
                          [this, bases](std::size_t target) {
                              return evaluate::make_judge(judging, (*bases)[target]);
                          },
                      .keep_modes = [this](model::Patch& patch) { return keep_modes(patch); }},
            .bases = bases};
}

std::function<base::Result<model::Run>()> HealBench::another_run(const model::Patch& so_far) {
    return [this, so_far, opened = std::size_t(0)]() mutable -> base::Result<model::Run> {
        if (!session.config.heal.setup.empty())
            return base::fail(base::ErrorKind::refused,
                              "The setup is not run a second time for a further Place.");
        const auto number = opened++;
        return more_places.run(number, place_options("place-" + std::to_string(number + 2)),
                               place->kind(), so_far);
    };
}

base::Status HealBench::keep_modes(model::Patch& patch) const {
    for (auto& change : patch.changes) {
        if (!change.before || change.mode_before != 0)
            continue;
        const auto mode = session.repository.mode(base, change.path);
        if (!mode)
            return base::fail(mode.error());
        change.mode = mode->value_or(change.mode);
    }
    return {};
}

evaluate::Reading HealBench::still_red(const model::Verdict& verdict,
                                       const evaluate::Reading& before) const {
    auto reading = before;
    reading.failures = verdict.remaining;
    if (!verdict.checks.empty())
        reading.evidence = verdict.checks.front();
    return reading;
}

namespace {

/// Of several checks that were found, one that cannot be started is no reason to end the run.
bool may_be_left_out(const base::Error& error, const HealBench& bench) {
    return error.kind != base::ErrorKind::refused && bench.choice.candidates.size() > 1;
}

}  // namespace

base::Result<evaluate::Reading> first_red(HealBench& bench) {
    auto candidates = bench.choice.candidates;
    if (candidates.empty())
        candidates.push_back(bench.choice.check);
    auto& neighbours = bench.judging.neighbours;
    base::Result<evaluate::Reading> last;
    bool is_any_read = false;
    for (auto candidate = candidates.begin(); candidate != candidates.end(); ++candidate) {
        bench.judging.check = *candidate;
        begin_stage(bench.session, "reproduce", model::to_text(*candidate));
        auto reading = evaluate::read_check(bench.judging, {});
        if (!reading && may_be_left_out(reading.error(), bench)) {
            bench.choice.not_rerun.push_back(evaluate::not_rerun_line(
                *candidate, "it cannot be started: " + reading.error().message));
            if (!is_any_read)
                last = std::move(reading);
            continue;
        }
        if (!reading)
            return reading;
        bench.choice.check = *candidate;
        bench.red = *reading;
        last = std::move(reading);
        is_any_read = true;
        if (last->state != evaluate::CheckState::green) {
            neighbours.insert(neighbours.end(), std::next(candidate), candidates.end());
            break;
        }
        neighbours.push_back(*candidate);
    }
    bench.judging.check = bench.choice.check;
    return last;
}

}  // namespace mendel::app
