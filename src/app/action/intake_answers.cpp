#include "app/action/intake_answers.hpp"

#include <fmt/format.h>

#include "app/action/intake_facts.hpp"
#include "app/action/remembered.hpp"
#include "base/text.hpp"
#include "forge/forge_github.hpp"
#include "forge/github_runs.hpp"
#include "forge/github_state.hpp"
#include "publish/conclusion_text.hpp"

namespace mendel::app {

namespace {

using base::Result;
using publish::Conclusion;

constexpr const char* k_help =
    "Commands, on the first line of a new comment:\n\n"
    "- `/auto-fix [run=ID] [rungs=LIST] [apply=SHA]` mends the newest failed run of this pull "
    "request\n"
    "- `/parallel-dev feature=\"...\" [strategy=S] [instances=N] [complexity=C] [pattern=P]` has "
    "agents build a feature side by side, where the workflow parallel-dev.yml is installed\n"
    "- `/mendel status` tells what is open and what was tried\n"
    "- `/mendel approve SHA` publishes a fix that waits for approval, as mendel's comment says\n"
    "- `/mendel stop` and `/mendel resume` switch mendel off and on for this repository\n";

ActionReport report_of(Conclusion conclusion, const forge::GitHubApi& api) {
    conclusion.api_calls = api.calls();
    return {.outputs = {{"request", ""}, {"conclusion", conclusion.outcome}},
            .summary = publish::render_summary(conclusion)};
}

/// Where an answer goes.
struct Asker {
    std::int64_t number = 0;
    std::int64_t comment = 0;
    forge::Reaction reaction = forge::Reaction::confused;
    std::string marker = {};
};

/// Comments and reacts; what may not be written is said in the summary.
void tell(const Asker& asker, Conclusion& conclusion, forge::GitHubApi& api) {
    forge::GitHubForge forge(api);
    if (asker.number != 0)
        if (const auto told = forge.comment(
                static_cast<int>(asker.number),
                {.body = publish::render_comment(conclusion), .marker = asker.marker});
            !told)
            conclusion.notes.push_back("No comment could be written: " + told.error().message);
    if (asker.comment != 0)
        if (const auto reacted = forge::react(api, asker.comment, asker.reaction); !reacted)
            conclusion.notes.push_back("No reaction could be given: " + reacted.error().message);
}

Result<std::string> status_text(forge::GitHubApi& api) {
    const auto loaded = forge::load_state(api);
    if (!loaded)
        return base::fail(loaded.error());
    const auto state = state_of_text(loaded->text);
    if (!state)
        return base::fail(state.error());
    const auto open = forge::GitHubForge(api).pull_requests({.label = "mendel"});
    if (!open)
        return base::fail(open.error());
    auto text =
        state->stopped ? fmt::format("Stopped by {}. ", state->stopped_by) : std::string("Ready. ");
    text += fmt::format("{} open, {} in the last eight days.",
                        base::counted(open->size(), "pull request"),
                        base::counted(state->runs.size(), "run"));
    return text;
}

/// What a word of /mendel comes to, as one text.
Result<std::string> carried_out(const intake::Act& asked, forge::GitHubApi& api) {
    if (asked.word == intake::Word::help)
        return std::string(k_help);
    if (asked.word == intake::Word::status)
        return status_text(api);
    const bool stop = asked.word == intake::Word::stop;
    const auto done = remember(api, std::nullopt, [&](intake::State& state) {
        state.stopped = stop;
        state.stopped_by = stop ? asked.actor : "";
    });
    if (!done)
        return base::fail(done.error());
    return std::string(stop ? "Stopped for this repository. `/mendel resume` switches on again."
                            : "Switched on again.");
}

}  // namespace

ActionReport ignored_report(const intake::Ignore& ignored, const forge::GitHubApi& api) {
    return report_of({.outcome = "ignored", .message = ignored.reason}, api);
}

Result<ActionReport> refused_report(const intake::Refuse& refused, const ActionContext& context,
                                    forge::GitHubApi& api) {
    Conclusion conclusion{
        .outcome = "refused", .message = refused.reason, .run_url = context.run_url};
    if (refused.tell == intake::Tell::author)
        tell({.number = refused.number, .comment = refused.comment_id, .marker = "refused"},
             conclusion, api);
    return report_of(std::move(conclusion), api);
}

Result<ActionReport> answered(const intake::Act& asked, const ActionContext& context,
                              forge::GitHubApi& api) {
    const auto text = carried_out(asked, api);
    if (!text)
        return base::fail(text.error());
    Conclusion conclusion{.outcome = std::string(intake::name_of(asked.word)),
                          .run_url = context.run_url,
                          .notes = {*text}};
    tell({.number = asked.number,
          .comment = asked.comment_id,
          .reaction = forge::Reaction::rocket,
          .marker = "answer"},
         conclusion, api);
    return report_of(std::move(conclusion), api);
}

Result<ActionReport> clean_up(const model::Request& request, forge::GitHubApi& api) {
    intake::Facts facts;
    FactGatherer(api).answer({.topic = intake::Topic::open_items, .branch = request.head_branch},
                             facts);
    if (!*facts.open_items)
        return base::fail(facts.open_items->error());
    forge::GitHubForge forge(api);
    Conclusion conclusion{.outcome = "closed",
                          .message = fmt::format("Branch {} is green again.", request.head_branch)};
    for (const auto number : **facts.open_items) {
        if (const auto closed = forge.close_issue(static_cast<int>(number)); !closed)
            return base::fail(closed.error());
        conclusion.notes.push_back(fmt::format("#{} was closed.", number));
    }
    return report_of(std::move(conclusion), api);
}

ActionReport accepted_report(const model::Request& request, const forge::GitHubApi& api) {
    const auto run = request.run_id == 0 ? "" : fmt::format(", run {}", request.run_id);
    auto report =
        report_of({.outcome = "accepted",
                   .message = fmt::format("{} of branch {} at {}{}, attempt {}.",
                                          model::name_of(request.mission), request.head_branch,
                                          request.head_commit.substr(0, 12), run, request.attempt)},
                  api);
    report.outputs["category"] = request.category;
    report.outputs["fingerprint"] = request.fingerprint;
    return report;
}

}  // namespace mendel::app
