#include "app/heal_bench.hpp"

#include <algorithm>

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
    auto run = observe::RunFolder::make(session.repository.root(), session.clock);
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

bool is_gate_rule(const std::string& rule) {
    static const std::vector<std::string> k_gates = {"scope", "secrets", "tests", "weakening",
                                                     "neighbour"};
    const auto name = rule.substr(0, rule.find('.'));
    return std::find(k_gates.begin(), k_gates.end(), name) != k_gates.end();
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

model::Outcome not_red(const evaluate::Reading& reading, const CheckChoice& choice) {
    const auto command = model::to_text(choice.check);
    switch (reading.state) {
        case evaluate::CheckState::tool_missing:
            return {
                .kind = model::OutcomeKind::tool_missing,
                .message = fmt::format("{} is not installed, so the check cannot run.",
                                       reading.missing_tool),
                .advice = reading.setup_hint.empty()
                              ? "Install it, or add the line that does to heal.setup."
                              : fmt::format("Add this line to heal.setup: {}", reading.setup_hint),
                .failures = reading.failures};
        case evaluate::CheckState::unsteady:
            return {.kind = model::OutcomeKind::not_reproduced,
                    .message = "The check fails differently each time: it looks flaky.",
                    .advice = "Run it a few more times and look at what it shares between runs.",
                    .failures = reading.failures};
        default:
            if (!choice.candidates.empty())
                return {.kind = model::OutcomeKind::nothing_to_do,
                        .message = fmt::format("All {} are green.",
                                               base::counted(choice.candidates.size(), "check"))};
            return {.kind = model::OutcomeKind::not_reproduced,
                    .message = fmt::format("The check is green here: {}", command),
                    .advice =
                        "Compare the failing environment with this one (versions, "
                        "variables, services)."};
    }
}

model::Outcome unhealed(model::Outcome outcome) {
    outcome.kind = model::OutcomeKind::not_fixed;
    outcome.message = outcome.rounds.empty()
                          ? "No rung could mend this check."
                          : fmt::format("{} mended a part, then no rung could go on.",
                                        base::counted(outcome.rounds.size(), "round"));
    outcome.advice = "Look at what is left with --explain.";
    for (const auto& attempt : outcome.attempts) {
        for (const auto& refusal : attempt.refusals) {
            if (refusal.rule != "not-isolated" && !is_gate_rule(refusal.rule))
                continue;
            const bool isolated = refusal.rule != "not-isolated";
            outcome.kind =
                isolated ? model::OutcomeKind::refused : model::OutcomeKind::not_isolated;
            outcome.message = model::to_text(refusal);
            outcome.refusals = attempt.refusals;
            outcome.advice = isolated ? "Decide on this change yourself; --explain shows the tries."
                                      : "Run with --place in-place on a disposable checkout.";
        }
    }
    return outcome;
}

base::Result<model::Outcome> confirmed(HealBench& bench, model::Outcome outcome) {
    begin_stage(bench.session, "judge", "run the accepted patch again in a fresh place");
    const auto verdict =
        evaluate::confirm(bench.judging, outcome.patch, bench.place_options("confirm"));
    if (!verdict)
        return base::fail(verdict.error());
    if (verdict->state != model::VerdictState::green) {
        outcome.refusals = verdict->refusals;
        outcome.remaining = verdict->remaining;
        outcome.kind = model::OutcomeKind::refused;
        outcome.message = verdict->refusals.empty() ? "The patch was not green a second time."
                                                    : model::to_text(verdict->refusals.front());
        return outcome;
    }
    outcome.kind = model::OutcomeKind::fixed;
    outcome.remaining.clear();
    outcome.message =
        fmt::format("Fixed in {}, {} changed.", base::counted(outcome.rounds.size(), "round"),
                    base::counted(outcome.patch.changes.size(), "file"));
    return outcome;
}

}  // namespace mendel::app
