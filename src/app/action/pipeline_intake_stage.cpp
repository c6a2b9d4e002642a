#include "app/action/pipeline_intake_stage.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/intake_answers.hpp"
#include "app/action/intake_facts.hpp"
#include "app/action/remembered.hpp"
#include "base/json.hpp"
#include "base/time_format.hpp"
#include "forge/github_runs.hpp"
#include "intake/decide.hpp"
#include "intake/slash_command.hpp"
#include "model/request_json.hpp"
#include "sys/files.hpp"
#include "sys/owner.hpp"

namespace mendel::app {

namespace {

using base::Result;
using intake::Decision;

constexpr const char* k_folder = "mendel-run";

/// The decision of one event, with the facts that it needed. The configuration costs a call, so it
/// is read only where the decision could depend on it.
class Deciding {
  public:
    Deciding(const intake::Event& event, const intake::Situation& situation, forge::GitHubApi& api)
        : m_event(event), m_situation(situation), m_gatherer(api) {}

    Result<Decision> run() {
        for (;;) {
            auto decision = intake::decide(m_event, m_config, m_facts, m_situation);
            if (!m_is_configured && depends_on_configuration(decision)) {
                auto config = m_gatherer.look(subject(), m_facts);
                if (!config)
                    return base::fail(config.error());
                m_config = std::move(*config);
                m_is_configured = true;
                continue;
            }
            if (!decision || !std::holds_alternative<intake::Need>(*decision))
                return decision;
            for (const auto& question : std::get<intake::Need>(*decision).questions)
                m_gatherer.answer(question, m_facts);
        }
    }

    const FactGatherer& gatherer() const { return m_gatherer; }

  private:
    Subject subject() const {
        const auto& pulls = m_event.run.pull_requests;
        if (m_event.kind != intake::EventKind::comment)
            return {.branch = m_event.run.head_branch,
                    .pull_request = pulls.empty() ? 0 : pulls.front()};
        if (m_event.is_pull_request)
            return {.pull_request = m_event.number, .with_runs = true};
        // On an issue another command asks for the head of its run's branch.
        const auto command = intake::command_name(m_event.comment.first_line).value_or("");
        return {.branch = command == "/parallel-dev" ? m_event.default_branch : ""};
    }

    static bool depends_on_configuration(const Result<Decision>& decision) {
        if (!decision)
            return false;
        if (const auto* ignored = std::get_if<intake::Ignore>(&*decision))
            return ignored->rule == "bot" || ignored->rule == "disabled";
        const auto* need = std::get_if<intake::Need>(&*decision);
        return need == nullptr || need->questions.size() != 1 ||
               need->questions.front().topic != intake::Topic::open_items;
    }

    const intake::Event& m_event;
    const intake::Situation& m_situation;
    FactGatherer m_gatherer;
    intake::Facts m_facts;
    config::Config m_config;
    bool m_is_configured = false;
};

/// Leaves the log where the workflow uploads it, owned as the workspace is.
base::Status leave_log(const ActionContext& context, const std::string& log) {
    const auto folder = sys::join_path(context.workspace, k_folder);
    if (const auto written = sys::write_file(sys::join_path(folder, "log.txt"), log); !written)
        return written;
    const auto owner = sys::owner_of(context.workspace);
    return owner ? sys::give_tree(folder, *owner) : base::fail(owner.error());
}

/// Records the attempt; whether the comment has its reaction since.
Result<bool> note_attempt(const model::Request& request, const FactGatherer& gatherer,
                          const std::string& comment_node, forge::GitHubApi& api) {
    const auto now = api.access().clock.now();
    const auto note = [&](intake::State& state) {
        note_run(state,
                 {.fingerprint = request.fingerprint,
                  .head_branch = request.head_branch,
                  .time = base::to_rfc3339(now)},
                 now);
    };
    return remember(api, gatherer.state(), note, comment_node);
}

/// Records the attempt before any work starts, then hands the Request on.
Result<ActionReport> accept(const ActionContext& context, const intake::Accept& accepted,
                            const intake::Event& event, const FactGatherer& gatherer,
                            forge::GitHubApi& api) {
    const auto& request = accepted.request;
    if (request.mission == model::Mission::cleanup)
        return clean_up(request, api);
    const auto text = base::to_line(model::to_json(request));
    if (const auto checked = model::parse_request(text, "the request"); !checked)
        return refused_report({.rule = "form",
                               .reason = checked.error().message,
                               .tell = intake::Tell::author,
                               .number = request.number,
                               .comment_id = request.comment_id},
                              context, api);
    bool is_seen = false;
    if (context.input("deliver") != "issue" && request.approved.empty()) {
        const auto noted = note_attempt(request, gatherer, event.comment.node_id, api);
        if (!noted)
            return base::fail(noted.error());
        is_seen = *noted;
    }
    if (request.comment_id != 0 && !is_seen)
        (void)forge::react(api, request.comment_id, forge::Reaction::eyes);
    auto report = accepted_report(request, api);
    if (request.mission != model::Mission::develop && request.approved.empty()) {
        if (const auto left = leave_log(context, gatherer.log()); !left)
            return base::fail(left.error());
        report.outputs["run-directory"] = k_folder;
    }
    report.outputs["request"] = text;
    return report;
}

Result<ActionReport> act_on(const ActionContext& context, const Decision& decision,
                            const intake::Event& event, const FactGatherer& gatherer,
                            forge::GitHubApi& api) {
    if (const auto* ignored = std::get_if<intake::Ignore>(&decision))
        return ignored_report(*ignored, api);
    if (const auto* refused = std::get_if<intake::Refuse>(&decision))
        return refused_report(*refused, context, api);
    if (const auto* asked = std::get_if<intake::Act>(&decision))
        return answered(*asked, context, api);
    return accept(context, std::get<intake::Accept>(decision), event, gatherer, api);
}

}  // namespace

Result<ActionReport> intake_stage(const ActionContext& context, forge::GitHubApi& api) {
    const auto payload = sys::read_file(context.event_path);
    if (!payload)
        return base::fail(payload.error());
    const auto event = intake::parse_event(context.event_name, *payload);
    if (!event)
        return base::fail(event.error());
    const intake::Situation situation{.now = api.access().clock.now(),
                                      .self = context.self,
                                      .workflow_path = context.workflow_path,
                                      .missions = {context.mission()},
                                      .reports_only = context.input("deliver") == "issue"};
    Deciding deciding(*event, situation, api);
    const auto decision = deciding.run();
    return decision ? act_on(context, *decision, *event, deciding.gatherer(), api)
                    : base::fail(decision.error());
}

}  // namespace mendel::app
