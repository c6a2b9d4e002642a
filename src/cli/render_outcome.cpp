#include "cli/render_outcome.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/time_format.hpp"
#include "model/outcome_json.hpp"

namespace mendel::cli {

namespace {

std::string headline(const model::Outcome& outcome, const Style& style) {
    const bool good =
        outcome.kind == model::OutcomeKind::fixed || outcome.kind == model::OutcomeKind::published;
    const auto name = std::string(model::name_of(outcome.kind));
    const auto shown = good ? style.green("✓ " + name) : style.yellow("✗ " + name);
    return style.bold(shown) + "  " + printable(outcome.message) + "\n";
}

std::string rounds_text(const model::Outcome& outcome, const Style& style) {
    std::string text;
    for (const auto& round : outcome.rounds)
        text += fmt::format("  {} {:<12} {}\n", style.green(std::to_string(round.number)),
                            round.rung, printable(round.summary));
    return text;
}

std::string proof_text(const model::Outcome& outcome) {
    std::string text;
    if (outcome.rounds.empty())
        return text;
    for (const auto& check : outcome.rounds.back().verdict.checks)
        text += fmt::format("  exit code {} in {} ({}): {}\n", check.exit_code,
                            base::to_text(check.duration), check.place, printable(check.command));
    return text;
}

std::string explain_text(const model::Outcome& outcome, const Style& style) {
    std::string text = style.bold("Tries") + "\n";
    for (const auto& attempt : outcome.attempts) {
        const auto state = attempt.proposed ? model::name_of(attempt.state) : "nothing proposed";
        text += fmt::format("  round {}  {:<12} {}  {}, ${:.2f}\n    {}\n", attempt.round,
                            attempt.rung, state, base::to_text(attempt.duration), attempt.cost_usd,
                            printable(attempt.summary));
        for (const auto& refusal : attempt.refusals)
            text += "    refused: " + printable(model::to_text(refusal)) + "\n";
    }
    for (const auto& round : outcome.rounds)
        for (const auto& note : round.notes)
            text +=
                fmt::format("  round {}  {:<12} {}\n", round.number, round.rung, printable(note));
    return text;
}

std::string failures_text(const std::vector<model::Failure>& failures, const Style& style) {
    std::string text = style.bold("Left") + "\n";
    const auto shown = std::min(failures.size(), k_most_failures_shown);
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& failure = failures[i];
        const auto place = failure.locations.empty()
                               ? std::string()
                               : fmt::format(" {}:{}", failure.locations.front().file,
                                             failure.locations.front().line);
        text += fmt::format("  {}{}: {}\n", model::name_of(failure.category), printable(place),
                            printable(failure.message));
    }
    if (shown < failures.size())
        text += fmt::format("  and {} more; outcome.json in the run folder has them all\n",
                            failures.size() - shown);
    return text;
}

/// What agents tried, for whoever takes over.
std::string hand_over_text(const model::Outcome& outcome, const Style& style) {
    const auto tries = model::agent_tries_of(outcome);
    if (tries.empty())
        return {};
    auto text = style.bold("Hand-over: what was tried and learnt") + "\n";
    for (std::size_t index = 0; index < tries.size(); ++index) {
        const auto& tried = tries[index];
        text += fmt::format("  try {}  {}: {}, {}, ${:.2f}\n    {}\n", index + 1,
                            printable(tried.agent), printable(tried.end),
                            base::to_text(tried.duration), tried.cost_usd, printable(tried.detail));
        text += tried.verdict.empty()
                    ? std::string("    nothing was changed\n")
                    : fmt::format("    changed {}; the judge says: {}\n",
                                  printable(base::join(tried.files, ", ")), tried.verdict);
        for (const auto& refusal : tried.refusals)
            text += "    refused: " + printable(model::to_text(refusal)) + "\n";
        for (const auto& line : tried.remaining)
            text += "    still failing: " + printable(line) + "\n";
    }
    for (const auto& tool : model::tools_of(tries))
        text += fmt::format("  {:<22} {} calls, {:.0f} % errors, p95 {:.0f} ms\n", tool.name,
                            tool.calls, 100 * tool.error_share(), tool.p95_ms);
    return text;
}

std::string waiting_text(const app::Delivered& delivered) {
    std::string text = "It is proven, and waits for approval:\n";
    for (const auto& risk : delivered.risks)
        text += "  " + printable(model::to_text(risk)) + "\n";
    return text + fmt::format("Look at it, then say until {}: mendel approve {}\n",
                              delivered.expires, delivered.approve);
}

}  // namespace

std::string delivery_text(const app::Delivered& delivered) {
    if (!delivered.risks.empty())
        return waiting_text(delivered);
    if (delivered.pull_request != 0)
        return fmt::format("Pull request {} {} from branch {} ({}).\n", delivered.pull_request,
                           delivered.updated ? "updated" : "opened", delivered.branch,
                           delivered.commit.substr(0, 12));
    if (!delivered.branch.empty())
        return fmt::format("Branch {} holds the fix ({}).\n", delivered.branch,
                           delivered.commit.substr(0, 12));
    return delivered.applied ? "The fix is applied to the work tree.\n" : "";
}

std::string outcome_text(const model::Outcome& outcome, const app::Delivered& delivered,
                         const OutcomeView& view) {
    const auto& style = view.style;
    auto text = headline(outcome, style) + rounds_text(outcome, style);
    if (!outcome.diff.empty())
        text += "\n" + colored_diff(outcome.diff, style) + "\n";
    if (!outcome.rounds.empty())
        text += style.bold("Proof") + "\n" + proof_text(outcome);
    if (view.explain && !outcome.attempts.empty())
        text += explain_text(outcome, style);
    if (!outcome.remaining.empty())
        text += failures_text(outcome.remaining, style);
    if (outcome.kind == model::OutcomeKind::not_fixed ||
        outcome.kind == model::OutcomeKind::refused)
        text += hand_over_text(outcome, style);
    if (!outcome.advice.empty())
        text += printable(outcome.advice) + "\n";
    text += delivery_text(delivered);
    if (!outcome.run_directory.empty())
        text += style.dim("Kept in " + printable(outcome.run_directory)) + "\n";
    return text;
}

nlohmann::json outcome_json(const model::Outcome& outcome, const app::Delivered& delivered) {
    auto json = model::to_json(outcome);
    json["delivered"] = {{"applied", delivered.applied},
                         {"branch", delivered.branch},
                         {"commit", delivered.commit},
                         {"pull_request", delivered.pull_request}};
    if (delivered.risks.empty())
        return json;
    json["awaits"] = {{"commit", delivered.approve},
                      {"expires", delivered.expires},
                      {"reasons", nlohmann::json::array()}};
    for (const auto& risk : delivered.risks)
        json["awaits"]["reasons"].push_back(model::to_json(risk));
    return json;
}

}  // namespace mendel::cli
