#include "app/conclusion.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"

namespace mendel::app {

namespace {

using model::Outcome;
using model::OutcomeKind;

bool is_gate_rule(const std::string& rule) {
    static const std::vector<std::string> k_gates = {"scope", "secrets", "tests", "weakening",
                                                     "neighbour"};
    const auto name = rule.substr(0, rule.find('.'));
    return std::find(k_gates.begin(), k_gates.end(), name) != k_gates.end();
}

/// Says which gate refused a patch that no other try made up for.
void name_gate(Outcome& outcome) {
    for (const auto& attempt : outcome.attempts) {
        for (const auto& refusal : attempt.refusals) {
            const bool isolated = refusal.rule != "not-isolated";
            if (isolated && !is_gate_rule(refusal.rule))
                continue;
            outcome.kind = isolated ? OutcomeKind::refused : OutcomeKind::not_isolated;
            outcome.message = model::to_text(refusal);
            outcome.refusals = attempt.refusals;
            outcome.advice = isolated ? "Decide on this change yourself; --explain shows the tries."
                                      : "Run with --place in-place on a disposable checkout.";
        }
    }
}

/// Why an agent that was asked for could not even try, as a sentence before others; else empty.
std::string silent_agent(const HealBench& bench, const Outcome& outcome) {
    const auto& named = bench.request.rungs;
    const bool asked = std::find(named.begin(), named.end(), "agent") != named.end();
    if (!asked && bench.session.config.agents.empty())
        return {};
    for (const auto& attempt : outcome.attempts)
        if (attempt.rung == "agent" && !attempt.proposed && attempt.tries.empty())
            return fmt::format(
                "No agent tried: {}. ",
                base::trim(std::string_view(attempt.summary)
                               .substr(0, attempt.summary.find_last_not_of(" .") + 1)));
    return {};
}

/// Where patches changed nothing, it may be that the check runs code from elsewhere.
base::Status name_reach(HealBench& bench, Outcome& outcome) {
    const auto tried = std::find_if(outcome.attempts.begin(), outcome.attempts.end(),
                                    [](const auto& attempt) { return attempt.proposed; });
    if (tried == outcome.attempts.end())
        return {};
    const auto reached = evaluate::reaches(bench.judging, tried->patch, bench.red.evidence);
    if (!reached)
        return base::fail(reached.error());
    if (*reached)
        return {};
    outcome.kind = OutcomeKind::not_isolated;
    outcome.message =
        fmt::format("The check does not read {}: broken on purpose, it changes nothing.",
                    tried->patch.changes.front().path);
    outcome.advice =
        "An installed copy may be what runs. Install the package in editable form, or add the "
        "line that installs it to heal.setup.";
    return {};
}

}  // namespace

Outcome not_red(const evaluate::Reading& reading, const CheckChoice& choice) {
    const auto command = model::to_text(choice.check);
    switch (reading.state) {
        case evaluate::CheckState::tool_missing:
            return {
                .kind = OutcomeKind::tool_missing,
                .message = fmt::format("{} is not installed, so the check cannot run.",
                                       reading.missing_tool),
                .advice = reading.setup_hint.empty()
                              ? "Install it, or add the line that does to heal.setup."
                              : fmt::format("Add this line to heal.setup: {}", reading.setup_hint),
                .failures = reading.failures};
        case evaluate::CheckState::unsteady:
            if (reading.evidence.timed_out)
                return {.kind = OutcomeKind::not_reproduced,
                        .message = fmt::format(
                            "One of two runs of the check was stopped after "
                            "{:.0f} s, the other was not.",
                            static_cast<double>(reading.evidence.duration.count()) / 1000),
                        .advice = "Give it more time: --time, or budget.minutes.",
                        .failures = reading.failures};
            return {.kind = OutcomeKind::not_reproduced,
                    .message = "The check fails differently each time: it looks flaky.",
                    .advice = "Run it a few more times and look at what it shares between runs.",
                    .failures = reading.failures};
        default:
            if (!choice.candidates.empty())
                return {.kind = OutcomeKind::nothing_to_do,
                        .message = fmt::format("All {} are green.",
                                               base::counted(choice.candidates.size(), "check"))};
            return {.kind = OutcomeKind::not_reproduced,
                    .message = fmt::format("The check is green here: {}", command),
                    .advice =
                        "Compare the failing environment with this one (versions, "
                        "variables, services)."};
    }
}

base::Result<Outcome> unhealed(HealBench& bench, Outcome outcome) {
    outcome.kind = OutcomeKind::not_fixed;
    outcome.message = outcome.rounds.empty()
                          ? "No rung could mend this check."
                          : fmt::format("{} mended a part, then no rung could go on.",
                                        base::counted(outcome.rounds.size(), "round"));
    outcome.advice = silent_agent(bench, outcome) + "Look at what is left with --explain.";
    name_gate(outcome);
    if (outcome.kind == OutcomeKind::not_fixed && outcome.rounds.empty())
        if (const auto probed = name_reach(bench, outcome); !probed)
            return base::fail(probed.error());
    return outcome;
}

base::Result<Outcome> confirmed(HealBench& bench, Outcome outcome) {
    begin_stage(bench.session, "judge", "run the accepted patch again in a fresh place");
    const auto verdict =
        evaluate::confirm(bench.judging, outcome.patch, bench.place_options("confirm"));
    if (!verdict)
        return base::fail(verdict.error());
    if (verdict->state != model::VerdictState::green) {
        outcome.refusals = verdict->refusals;
        outcome.remaining = verdict->remaining;
        outcome.kind = OutcomeKind::refused;
        outcome.message = verdict->refusals.empty() ? "The patch was not green a second time."
                                                    : model::to_text(verdict->refusals.front());
        return outcome;
    }
    outcome.kind = OutcomeKind::fixed;
    outcome.remaining.clear();
    outcome.message =
        fmt::format("Fixed in {}, {} changed.", base::counted(outcome.rounds.size(), "round"),
                    base::counted(outcome.patch.changes.size(), "file"));
    return outcome;
}

}  // namespace mendel::app
