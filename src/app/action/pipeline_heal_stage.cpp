#include "app/action/pipeline_heal_stage.hpp"

#include <fmt/format.h>

#include "app/action/default_config.hpp"
#include "app/check_command.hpp"
#include "app/pipeline_heal.hpp"
#include "base/text.hpp"
#include "git/checkout.hpp"
#include "model/request_json.hpp"
#include "publish/conclusion_text.hpp"
#include "sys/beneath.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

using base::Result;

/// The configuration of the default branch, as the checkout's history has it.
Result<config::Config> config_of(const git::Repository& repository, const model::Request& request) {
    const auto tip = repository.reference("refs/remotes/origin/" + request.default_branch);
    if (!tip)
        return base::fail(tip.error());
    if (!*tip)
        return base::fail(base::ErrorKind::user,
                          fmt::format("The checkout does not have the branch {}, whose "
                                      "configuration counts. Set fetch-depth: 0 for the checkout.",
                                      request.default_branch));
    const auto text = repository.read(**tip, k_config_file);
    if (!text)
        return base::fail(text.error());
    return default_config(*text);
}

void add_lines(const std::string& input, std::vector<std::string>& lines) {
    for (const auto line : base::split_lines(input))
        if (!base::trim(line).empty())
            lines.emplace_back(base::trim(line));
}

Result<Session> open_checkout(const ActionContext& context, const model::Request& request,
                              const model::EventSink& events, std::stop_token stop) {
    auto repository = git::Repository::open(context.workspace);
    if (!repository)
        return base::fail(repository.error());
    const auto head = repository->head_commit();
    if (!head)
        return base::fail(head.error());
    if (*head != request.head_commit && *head != request.tested_commit)
        return base::fail(base::ErrorKind::user,
                          fmt::format("The checkout is not at commit {}. Check out the request's "
                                      "head_commit.",
                                      request.head_commit.substr(0, 12)),
                          context.workspace);
    auto config = config_of(*repository, request);
    if (!config)
        return base::fail(config.error());
    add_lines(context.input("setup"), config->heal.setup);
    add_lines(context.input("verify"), config->heal.verify);
    return Session{.repository = std::move(*repository),
                   .config = std::move(*config),
                   .clock = sys::system_clock(),
                   .events = events,
                   .stop = std::move(stop),
                   .runs = sys::join_path(context.temporary, "mendel")};
}

/// The check that the workflow's author names, else what intake's log shows.
Result<HealRequest> heal_request(const ActionContext& context, const model::Request& request) {
    HealRequest wanted{.rungs = request.options.rungs, .place = "in-place"};
    if (const auto& line = context.input("check-command"); !line.empty()) {
        wanted.command = model::Command{.body = model::Script{"bash", line},
                                        .directory = context.input("working-directory")};
        return wanted;
    }
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

ActionReport report_of(const model::Request& request, const model::Outcome& outcome) {
    const auto name = std::string(model::name_of(outcome.kind));
    return {.outputs = {{"conclusion", name},
                        {"category", request.category},
                        {"fingerprint", request.fingerprint},
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

}  // namespace

Result<ActionReport> heal_stage(const ActionContext& context, const model::EventSink& events,
                                std::stop_token stop) {
    const auto request = model::parse_request(context.input("request"), "the input request");
    if (!request)
        return base::fail(request.error());
    if (request->mission != model::Mission::heal)
        return ActionReport{.outputs = {{"conclusion", "nothing to do"}},
                            .summary = "mendel: this request asks for no healing.\n"};
    const auto session = open_checkout(context, *request, events, std::move(stop));
    if (!session)
        return base::fail(session.error());
    const auto wanted = heal_request(context, *request);
    if (!wanted)
        return base::fail(wanted.error());
    const auto outcome = heal(*session, *wanted);
    if (!outcome && outcome.error().kind == base::ErrorKind::user)
        return unread(outcome.error());
    return outcome ? Result<ActionReport>(report_of(*request, *outcome))
                   : base::fail(outcome.error());
}

}  // namespace mendel::app
