#include "app/action/tell.hpp"

#include <fmt/format.h>

#include "forge/forge_github.hpp"
#include "forge/github_runs.hpp"
#include "model/outcome.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

constexpr std::size_t k_marker_digits = 12;

bool is_done(const publish::Conclusion& conclusion) {
    return conclusion.outcome == "published" || conclusion.outcome == "fixed";
}

/// Why people could not be told, for the summary; transient failures end the job.
base::Status note(const base::Error& error, publish::Conclusion& conclusion) {
    if (error.kind == base::ErrorKind::transient)
        return base::fail(error);
    conclusion.notes.push_back("No comment could be written: " + error.message);
    return {};
}

base::Status tell_people(const model::Request& request, publish::Conclusion& conclusion,
                         const std::optional<std::string>& own_comment, forge::GitHubApi& api) {
    forge::GitHubForge forge(api);
    const auto number = static_cast<int>(request.number);
    const forge::CommentDraft draft{.body = publish::render_comment(conclusion),
                                    .marker = marker_of(request)};
    const auto comment =
        own_comment ? forge.comment(number, draft, *own_comment) : forge.comment(number, draft);
    if (!comment)
        if (const auto noted = note(comment.error(), conclusion); !noted)
            return noted;
    const bool waits = conclusion.outcome == model::name_of(model::OutcomeKind::awaits_approval);
    if (request.comment_id == 0 || waits)
        return {};
    const auto reaction = is_done(conclusion) ? forge::Reaction::rocket : forge::Reaction::confused;
    if (const auto reacted = forge::react(api, request.comment_id, reaction); !reacted)
        return note(reacted.error(), conclusion);
    return {};
}

}  // namespace

std::string marker_of(const model::Request& request) {
    return request.mission == model::Mission::develop
               ? "develop-" + request.fingerprint.substr(0, k_marker_digits)
               : "heal";
}

std::string own_comment(const forge::Target& target, const model::Request& request) {
    for (const auto& comment : target.own_comments)
        if (comment.marker == marker_of(request))
            return std::to_string(comment.id);
    return {};
}

base::Result<ActionReport> told(const ActionContext& context, const model::Request& request,
                                publish::Conclusion conclusion,
                                const std::optional<std::string>& own_comment,
                                forge::GitHubApi& api) {
    conclusion.run_url = context.run_url;
    if (request.number != 0)
        if (const auto done = tell_people(request, conclusion, own_comment, api); !done)
            return base::fail(done.error());
    conclusion.api_calls = api.calls();
    ActionReport report{.summary = publish::render_summary(conclusion)};
    report.outputs = {{"conclusion", conclusion.outcome},
                      {"verified", conclusion.verified ? "true" : "false"},
                      {"category", request.category},
                      {"fingerprint", request.fingerprint},
                      {"pull-request-url", conclusion.pull_request_url},
                      {"branch", conclusion.branch},
                      {"receipt", conclusion.pull_request == 0
                                      ? ""
                                      : sys::join_path(context.input("input"), "receipt.json")}};
    report.outputs["pull-request-number"] =
        conclusion.pull_request == 0 ? "" : std::to_string(conclusion.pull_request);
    return report;
}

}  // namespace mendel::app
