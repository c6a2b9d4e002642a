#include "app/action/pipeline_heal_stage.hpp"

#include <fmt/format.h>

#include "app/action/checkout_session.hpp"
#include "app/action/heal_report.hpp"
#include "app/check_command.hpp"
#include "app/pipeline_heal.hpp"
#include "base/text.hpp"
#include "intake/event.hpp"
#include "model/request_json.hpp"
#include "publish/conclusion_text.hpp"
#include "sys/beneath.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;

/// The check that the workflow's author names, where one is named.
std::optional<model::Command> named_check(const ActionContext& context) {
    const auto& line = context.input("check-command");
    if (line.empty())
        return std::nullopt;
    return model::Command{.body = model::Script{"bash", line},
                          .directory = context.input("working-directory")};
}

/// The named check, else what intake's log shows.
Result<HealRequest> heal_request(const ActionContext& context, const model::Request& request) {
    HealRequest wanted{
        .command = named_check(context), .rungs = request.options.rungs, .place = "in-place"};
    if (wanted.command)
        return wanted;
    const auto& folder = context.input("input");
    auto log = folder.empty() ? Result<std::optional<std::string>>(std::nullopt)
                              : sys::read_beneath(folder, "log.txt");
    if (!log)
        return base::fail(log.error());
    if (!*log)
        return base::fail(base::ErrorKind::user,
                          "There is no log to start from. Pass on the artifact of the intake job "
                          "as input, or set check-command.",
                          folder);
    wanted.log = std::move(**log);
    return wanted;
}

ActionReport report_of(const model::Outcome& outcome) {
    const auto name = std::string(model::name_of(outcome.kind));
    const auto* first = outcome.failures.empty() ? nullptr : &outcome.failures.front();
    return {.outputs = {{"conclusion", name},
                        {"category", first ? std::string(model::name_of(first->category)) : ""},
                        {"fingerprint", first ? first->fingerprint : ""},
                        {"cost-usd", fmt::format("{:.2f}", outcome.cost_usd)},
                        {"receipt", outcome.kind == model::OutcomeKind::fixed
                                        ? sys::join_path(outcome.run_directory, "receipt.json")
                                        : ""},
                        {"run-directory", outcome.run_directory}},
            .summary = publish::render_summary({.outcome = name,
                                                .message = outcome.message,
                                                .advice = outcome.advice,
                                                .refusals = outcome.refusals,
                                                .check = outcome.check})};
}

/// No check could be made of what the log shows.
ActionReport unread(const base::Error& error) {
    return {.outputs = {{"conclusion", "not reproduced"}},
            .summary = publish::render_summary(
                {.outcome = "not reproduced",
                 .message = base::describe(error),
                 .advice = "Name the failing command in the input check-command."})};
}

Result<ActionReport> healed(const Session& session, const HealRequest& wanted) {
    const auto outcome = heal(session, wanted);
    if (!outcome && outcome.error().kind == base::ErrorKind::user)
        return unread(outcome.error());
    return outcome ? Result<ActionReport>(report_of(*outcome)) : base::fail(outcome.error());
}

/// Heals the commit of a Request in a job of its own.
Result<ActionReport> heal_requested(const ActionContext& context, const model::Request& request,
                                    const model::EventSink& events, std::stop_token stop) {
    const auto session = open_checkout(context, request.default_branch, events, std::move(stop));
    if (!session)
        return base::fail(session.error());
    if (const auto checked = check_commit(session->repository, request); !checked)
        return base::fail(checked.error());
    const auto wanted = heal_request(context, request);
    return wanted ? healed(*session, *wanted) : base::fail(wanted.error());
}

/// Heals as the last step of the job that failed, at the commit that the job checked out: the
/// first of the job's own checks that is red.
Result<ActionReport> heal_in_job(const ActionContext& context, const model::EventSink& events,
                                 std::stop_token stop) {
    const auto payload = sys::read_file(context.event_path);
    if (!payload)
        return base::fail(payload.error());
    const auto event = intake::parse_event(context.event_name, *payload);
    if (!event)
        return base::fail(event.error());
    const auto session = open_checkout(context, event->default_branch, events, std::move(stop));
    if (!session)
        return base::fail(session.error());
    return healed(*session, {.command = named_check(context),
                             .job = {.workflow = context.workflow_path, .id = context.job},
                             .place = "in-place"});
}

}  // namespace

Result<ActionReport> heal_stage(const ActionContext& context, const model::EventSink& events,
                                std::stop_token stop) {
    if (context.input("request").empty())
        return heal_in_job(context, events, std::move(stop));
    const auto request = model::parse_request(context.input("request"), "the input request");
    if (!request)
        return base::fail(request.error());
    if (!request->approved.empty())
        return ActionReport{.outputs = {{"conclusion", "nothing to do"}},
                            .summary = "mendel: the fix was made and is approved.\n"};
    if (request->mission == model::Mission::report)
        return report_failures(context, *request);
    if (request->mission != model::Mission::heal)
        return ActionReport{.outputs = {{"conclusion", "nothing to do"}},
                            .summary = "mendel: this request asks for no healing.\n"};
    return heal_requested(context, *request, events, std::move(stop));
}

}  // namespace mendel::app
