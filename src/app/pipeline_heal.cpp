#include "app/pipeline_heal.hpp"

#include <fmt/format.h>

#include "app/agents/agent_rung.hpp"
#include "app/check_choice.hpp"
#include "app/conclusion.hpp"
#include "app/heal_bench.hpp"
#include "app/ladder.hpp"
#include "app/report.hpp"
#include "base/text.hpp"

namespace mendel::app {

namespace {

using base::Result;
using evaluate::CheckState;
using model::Outcome;
using model::OutcomeKind;

constexpr int k_most_rounds = 30;

/// Rounds of diagnosis and ladder over the patched tree until green, time's end, or no rung helps.
Result<Outcome> heal_rounds(HealBench& bench, const Ladder& ladder, evaluate::Reading red) {
    Outcome outcome{.failures = red.failures, .remaining = red.failures};
    for (int number = 1; number <= k_most_rounds && !bench.session.stop.stop_requested();
         ++number) {
        const auto round = bench.round(number, outcome.patch, red);
        auto healed = climb(ladder, round.setup, outcome.attempts);
        if (!healed)
            return base::fail(healed.error());
        if (!*healed)
            return unhealed(bench, std::move(outcome));
        outcome.patch = model::combined(outcome.patch, (*healed)->patch);
        outcome.remaining = (*healed)->verdict.remaining;
        outcome.rounds.push_back(std::move(**healed));
        const auto& verdict = outcome.rounds.back().verdict;
        if (verdict.state == model::VerdictState::green)
            return confirmed(bench, std::move(outcome));
        red = bench.still_red(verdict, red);
    }
    return unhealed(bench, std::move(outcome));
}

Result<Outcome> heal_check(const Session& session, const HealRequest& request,
                           const CheckChoice& choice, const Ladder& ladder) {
    auto bench = open_bench(session, request, choice);
    if (!bench)
        return base::fail(bench.error());
    const auto red = first_red(**bench);
    if (!red)
        return base::fail(red.error());
    auto outcome = red->state == CheckState::red ? heal_rounds(**bench, ladder, *red)
                                                 : Result<Outcome>(not_red(*red, (*bench)->choice));
    if (!outcome)
        return outcome;
    return recorded(**bench, std::move(*outcome));
}

}  // namespace

base::Result<Outcome> heal(const Session& session, const HealRequest& request) {
    const auto& names = request.rungs.empty() ? session.config.heal.rungs : request.rungs;
    auto rungs = chosen_rungs(all_rungs(session.config, agent_rung(session)), names);
    if (!rungs)
        return base::fail(rungs.error());
    const auto choice = choose_check(session, request);
    if (!choice)
        return base::fail(choice.error());
    if (!choice->found)
        return Outcome{.kind = OutcomeKind::nothing_to_do,
                       .message = "No check was found in this repository.",
                       .advice = "Give the failing command: mendel heal -- COMMAND."};
    const auto time = request.time.value_or(std::chrono::minutes(session.config.budget.minutes));
    const Ladder ladder{.rungs = std::move(*rungs),
                        .attempts = session.config.heal.attempts,
                        .clock = session.clock,
                        .deadline = session.clock.steady() + time};
    return heal_check(session, request, *choice, ladder);
}

}  // namespace mendel::app
