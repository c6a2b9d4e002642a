#include "intake/decide.hpp"

#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

using Steps = std::vector<Step>;

const Steps& steps_of(EventKind kind) {
    static const Steps comment = {
        ignore_disabled,
        ignore_no_command,
        ignore_author,
        require_permission,
        read_command,
        develop_feature,
        refuse_stop_label,
        approve_waiting,
        find_target,
        refuse_stopped,
        refuse_busy_hour,
        bind_to_approval,
        bind_to_push,
        choose_run,
        find_failed_job,
        find_fingerprint,
        refuse_spent_attempts,
        refuse_open_pull_requests,
        accept,
    };
    static const Steps run = {
        ignore_disabled,           ignore_run,       clean_up_success, ignore_conclusion,
        ignore_run_of_bot,         find_head_of_run, refuse_stopped,   refuse_busy_hour,
        bind_run_to_head,          find_failed_job,  find_fingerprint, refuse_spent_attempts,
        refuse_open_pull_requests, accept,
    };
    static const Steps dispatch = {
        ignore_disabled,           ignore_dispatch,  read_dispatch,    develop_feature,
        find_dispatched_run,       find_head_of_run, refuse_stopped,   refuse_busy_hour,
        bind_run_to_head,          find_failed_job,  find_fingerprint, refuse_spent_attempts,
        refuse_open_pull_requests, accept,
    };
    static const Steps schedule = {ignore_disabled, accept_schedule};
    static const Steps none = {};
    switch (kind) {
        case EventKind::comment:
            return comment;
        case EventKind::run:
            return run;
        case EventKind::dispatch:
            return dispatch;
        case EventKind::schedule:
            return schedule;
        case EventKind::other:
            return none;
    }
    return none;
}

model::Request draft_of(const Event& event) {
    return {.repository = event.repository,
            .event = event.name,
            .actor = event.actor.login,
            .number = event.number,
            .comment_id = event.comment.id,
            .default_branch = event.default_branch};
}

}  // namespace

std::string_view name_of(Word word) {
    switch (word) {
        case Word::help:
            return "help";
        case Word::status:
            return "status";
        case Word::stop:
            return "stop";
        case Word::resume:
            return "resume";
    }
    return "help";
}

bool is_own_branch(const config::Config& config, const Situation& situation,
                   const std::string& branch, const Actor& author) {
    return branch.rfind(config.branches.prefix, 0) == 0 && author.login == situation.self;
}

base::Result<Decision> decide(const Event& event, const config::Config& config, const Facts& facts,
                              const Situation& situation) {
    Case one{.event = event,
             .config = config,
             .facts = facts,
             .situation = situation,
             .request = draft_of(event)};
    for (const auto step : steps_of(event.kind))
        if (auto ruling = step(one))
            return std::move(*ruling);
    return Ignore{"other_event", "This kind of event asks nothing of mendel."};
}

}  // namespace mendel::intake
