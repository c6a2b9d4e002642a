#include "app/heal_bench.hpp"

#include <fmt/format.h>

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
                   ? observe::RunFolder::make(session.repository.root(), session.clock)
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
                     .events = record};
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
        .events = judging.events};
    return {.setup = {.number = number,
                      .round = std::move(shared),
                      .judge_of =
                          [this, bases](std::size_t target) {
                              return evaluate::make_judge(judging, (*bases)[target]);
                          }},
            .bases = bases};
}

evaluate::Reading HealBench::still_red(const model::Verdict& verdict,
                                       const evaluate::Reading& before) const {
    auto reading = before;
    reading.failures = verdict.remaining;
    if (!verdict.checks.empty())
        reading.evidence = verdict.checks.front();
    return reading;
}

base::Result<evaluate::Reading> first_red(HealBench& bench) {
    auto candidates = bench.choice.candidates;
    if (candidates.empty())
        candidates.push_back(bench.choice.check);
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        bench.choice.check = bench.judging.check = candidates[i];
        begin_stage(bench.session, "reproduce", model::to_text(candidates[i]));
        auto reading = evaluate::read_check(bench.judging, {});
        if (!reading)
            return reading;
        bench.red = *reading;
        if (reading->state == evaluate::CheckState::green && i + 1 < candidates.size())
            continue;
        candidates.erase(candidates.begin() + static_cast<std::ptrdiff_t>(i));
        auto& neighbours = bench.judging.neighbours;
        neighbours.insert(neighbours.end(), candidates.begin(), candidates.end());
        if (reading->state == evaluate::CheckState::red) {
            auto readings = evaluate::read_neighbours(bench.judging);
            if (!readings)
                return base::fail(readings.error());
            bench.neighbours = std::move(*readings);
        }
        return reading;
    }
    return bench.red;
}

}  // namespace mendel::app
