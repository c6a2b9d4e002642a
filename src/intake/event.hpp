#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::intake {

/// What an event can ask of mendel.
enum class EventKind {
    comment,   ///< issue_comment
    run,       ///< workflow_run
    dispatch,  ///< workflow_dispatch and repository_dispatch
    schedule,  ///< schedule
    other,     ///< any other: asks nothing
};

/// "comment", "run", "dispatch", "schedule" or "other".
std::string_view name_of(EventKind kind);

struct Actor {
    std::string login = {};
    std::int64_t id = 0;
    std::string type = {};  ///< "User", "Bot", "Organization"
};

/// Whether the account is an app: by its type or by a login that ends in "[bot]".
bool is_bot(const Actor& actor);

/// A comment on an issue or pull request. Of its text the first line alone is kept.
struct Comment {
    std::int64_t id = 0;
    std::string node_id = {};     ///< GraphQL's name of it
    std::string first_line = {};  ///< without line break, at most 4,096 bytes
    Actor author = {};
    std::string association = {};  ///< "OWNER", "NONE"...: shown, never a grant
    std::string created = {};      ///< RFC 3339
};

/// A workflow run as https://docs.github.com/rest/actions/workflow-runs has it.
struct WorkflowRun {
    std::int64_t id = 0;
    int attempt = 0;                 ///< 1-based; 0: not told
    std::string conclusion = {};     ///< "success", "failure"...; empty while it goes on
    std::string event = {};          ///< what started it: "push", "pull_request"
    std::string workflow_path = {};  ///< ".github/workflows/ci.yml", without "@ref"
    std::string head_branch = {};
    std::string head_commit = {};
    std::string repository = {};                   ///< "owner/name" it ran in
    std::string head_repository = {};              ///< "owner/name" of head_branch; empty: deleted
    std::vector<std::int64_t> pull_requests = {};  ///< of this repository; none for forks
    Actor actor = {};                              ///< who pushed or started it
    std::string created = {};                      ///< RFC 3339
};

/// What GitHub sent, typed. Empty texts and zeros stand for what the payload does not have.
struct Event {
    EventKind kind = EventKind::other;
    std::string name = {};    ///< "issue_comment"
    std::string action = {};  ///< "created"; of repository_dispatch the event type
    Actor actor = {};         ///< the payload's sender
    std::string repository = {};
    std::string default_branch = {};
    std::int64_t number = 0;               ///< issue or pull request
    std::string commit = {};               ///< the commit that the event is about
    bool is_pull_request = false;          ///< `number` is a pull request
    std::vector<std::string> labels = {};  ///< of the issue or pull request
    Comment comment = {};                  ///< of kind comment
    WorkflowRun run = {};                  ///< of kind run
    std::string ref = {};                  ///< workflow_dispatch: "refs/heads/main"
    /// workflow_dispatch: inputs; repository_dispatch: texts and whole numbers of client_payload.
    std::map<std::string, std::string> inputs = {};
    std::string cron = {};  ///< schedule: the line that fired
};

/// Reads the payload of an event, whatever it holds: the file that GITHUB_EVENT_PATH names, under
/// the name in GITHUB_EVENT_NAME (https://docs.github.com/webhooks/webhook-events-and-payloads).
/// Errors are of kind user: text that is no JSON object, over 25 MiB or nested over 100 deep, a
/// field of a wrong type or form, a field that the kind cannot do without. Example:
///
///     const auto event = intake::parse_event("workflow_run", text);
///     if (event && event->kind == intake::EventKind::run) ...
base::Result<Event> parse_event(std::string_view name, std::string_view payload);

}  // namespace mendel::intake
