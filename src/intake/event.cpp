#include "intake/event.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "intake/event_fields.hpp"
#include "model/request.hpp"

namespace mendel::intake {

namespace {

using base::Json;

constexpr std::size_t k_most_bytes = 25U << 20U;
constexpr int k_most_depth = 100;
constexpr std::size_t k_first_line_bytes = 4'096;
constexpr std::size_t k_most_inputs = 100;
constexpr std::size_t k_most_input_bytes = 65'536;
constexpr std::size_t k_most_labels = 1'000;

/// Where a commit stands in payloads, the most telling first.
constexpr std::array k_commit_paths = {
    "workflow_job/head_sha",
    "deployment/sha",
    "workflow_run/head_sha",
    "check_run/head_sha",
    "check_suite/head_sha",
    "pull_request/head/sha",
    "merge_group/head_sha",
    "after",
    "sha",
    "comment/commit_id",
};

tl::unexpected<base::Error> unreadable(std::string_view name, std::string_view what) {
    return base::fail(base::ErrorKind::user,
                      "The payload of this event " + std::string(what) +
                          ". Check that the file is the one that GITHUB_EVENT_PATH names.",
                      std::string(name));
}

/// How deep brackets are nested, seen without parsing.
int depth_of(std::string_view text) {
    int depth = 0;
    int deepest = 0;
    bool quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (quoted && c == '\\')
            ++i;
        else if (c == '"')
            quoted = !quoted;
        else if (!quoted && (c == '[' || c == '{'))
            deepest = std::max(deepest, ++depth);
        else if (!quoted && (c == ']' || c == '}'))
            --depth;
    }
    return deepest;
}

Actor read_actor(EventFields& fields, const std::string& path) {
    return {.login = fields.text(path + "/login"),
            .id = fields.number(path + "/id"),
            .type = fields.text(path + "/type")};
}

std::string first_line(std::string_view body) {
    auto line = body.substr(0, body.find('\n'));
    line = base::trim_right(line);
    return base::ellipsize(line, k_first_line_bytes);
}

void read_comment(EventFields& fields, Event& event) {
    event.comment = {.id = fields.number("comment/id"),
                     .node_id = fields.text("comment/node_id"),
                     .first_line = first_line(fields.long_text("comment/body")),
                     .author = read_actor(fields, "comment/user"),
                     .association = fields.text("comment/author_association"),
                     .created = fields.text("comment/created_at")};
    event.is_pull_request = fields.find("issue/pull_request") != nullptr;
    fields.require(event.number > 0, "issue/number");
    fields.require(event.comment.id > 0, "comment/id");
}

void read_labels(EventFields& fields, Event& event) {
    const auto* labels = fields.find("issue/labels");
    if (labels == nullptr)
        return;
    if (!labels->is_array() || labels->size() > k_most_labels)
        return fields.complain("issue/labels", "is not a list of labels");
    for (const auto& label : *labels) {
        EventFields one(label, event.name);
        event.labels.push_back(one.text("name"));
        if (!one.status())
            fields.complain("issue/labels", "is not a list of labels");
    }
}

void read_pull_request_numbers(EventFields& fields, WorkflowRun& run) {
    const auto* pulls = fields.find("workflow_run/pull_requests");
    if (pulls == nullptr)
        return;
    if (!pulls->is_array())
        return fields.complain("workflow_run/pull_requests", "is not a list");
    for (const auto& pull : *pulls) {
        EventFields one(pull, "workflow_run");
        run.pull_requests.push_back(one.number("number"));
        if (!one.status())
            fields.complain("workflow_run/pull_requests", "is not a list of pull requests");
    }
}

/// A run's path may carry "@ref"; payloads of 2021 have it under the workflow alone.
std::string workflow_path(EventFields& fields) {
    auto path = fields.text("workflow_run/path");
    if (path.empty())
        path = fields.text("workflow/path");
    return path.substr(0, path.find('@'));
}

std::string branch_name(EventFields& fields, const std::string& path) {
    auto branch = fields.text(path);
    if (!branch.empty() && !model::is_branch_name(branch))
        fields.complain(path, "is not the name of a branch");
    return branch;
}

void read_run(EventFields& fields, Event& event) {
    auto& run = event.run;
    const auto attempt = fields.number("workflow_run/run_attempt");
    if (attempt > std::numeric_limits<int>::max())
        fields.complain("workflow_run/run_attempt", "is too large");
    run = {.id = fields.number("workflow_run/id"),
           .attempt = static_cast<int>(attempt),
           .conclusion = fields.text("workflow_run/conclusion"),
           .event = fields.text("workflow_run/event"),
           .workflow_path = workflow_path(fields),
           .head_branch = branch_name(fields, "workflow_run/head_branch"),
           .head_commit = event.commit,
           .repository = fields.repository("workflow_run/repository/full_name"),
           .head_repository = fields.repository("workflow_run/head_repository/full_name"),
           .actor = read_actor(fields, "workflow_run/actor"),
           .created = fields.text("workflow_run/created_at")};
    read_pull_request_numbers(fields, run);
    fields.require(run.id > 0, "workflow_run/id");
    fields.require(!run.head_commit.empty(), "workflow_run/head_sha");
}

/// Texts and whole numbers of an object; other values ask nothing that is known.
void read_inputs(EventFields& fields, const std::string& path, Event& event) {
    const auto* inputs = fields.find(path);
    if (inputs == nullptr)
        return;
    if (!inputs->is_object() || inputs->size() > k_most_inputs)
        return fields.complain(path, "is not a mapping of inputs");
    std::size_t bytes = 0;
    for (const auto& [key, value] : inputs->items()) {
        if (value.is_string())
            event.inputs[key] = value.get<std::string>();
        else if (value.is_number_integer())
            event.inputs[key] = value.dump();
        bytes += key.size() + (value.is_string() ? event.inputs[key].size() : 0);
    }
    if (bytes > k_most_input_bytes)
        fields.complain(path, "is larger than 64 KiB");
}

EventKind kind_of(std::string_view name) {
    if (name == "issue_comment")
        return EventKind::comment;
    if (name == "workflow_run")
        return EventKind::run;
    if (name == "workflow_dispatch" || name == "repository_dispatch")
        return EventKind::dispatch;
    return name == "schedule" ? EventKind::schedule : EventKind::other;
}

void read_common(EventFields& fields, Event& event) {
    event.action = fields.text("action");
    event.actor = read_actor(fields, "sender");
    event.repository = fields.repository("repository/full_name");
    event.default_branch = branch_name(fields, "repository/default_branch");
    event.number = fields.number("issue/number");
    if (event.number == 0)
        event.number = fields.number("pull_request/number");
    for (const auto* path : k_commit_paths)
        if (event.commit.empty())
            event.commit = fields.commit(path);
    read_labels(fields, event);
}

void read_kind(EventFields& fields, Event& event) {
    fields.require(event.kind == EventKind::other || !event.repository.empty(),
                   "repository/full_name");
    if (event.kind == EventKind::comment)
        read_comment(fields, event);
    if (event.kind == EventKind::run)
        read_run(fields, event);
    if (event.kind == EventKind::dispatch) {
        event.ref = fields.text("ref");
        read_inputs(fields, event.name == "workflow_dispatch" ? "inputs" : "client_payload", event);
    }
    if (event.kind == EventKind::schedule)
        event.cron = fields.text("schedule");
}

}  // namespace

std::string_view name_of(EventKind kind) {
    switch (kind) {
        case EventKind::comment:
            return "comment";
        case EventKind::run:
            return "run";
        case EventKind::dispatch:
            return "dispatch";
        case EventKind::schedule:
            return "schedule";
        case EventKind::other:
            return "other";
    }
    return "other";
}

bool is_bot(const Actor& actor) {
    constexpr std::string_view k_ending = "[bot]";
    const std::string_view login = actor.login;
    return actor.type == "Bot" || (login.size() >= k_ending.size() &&
                                   login.substr(login.size() - k_ending.size()) == k_ending);
}

base::Result<Event> parse_event(std::string_view name, std::string_view payload) {
    if (payload.size() > k_most_bytes)
        return unreadable(name, "is larger than 25 MiB");
    if (depth_of(payload) > k_most_depth)
        return unreadable(name, "is nested deeper than 100 levels");
    const auto json = Json::parse(payload, nullptr, false);
    if (!json.is_object())
        return unreadable(name, "is not a JSON object");
    Event event{.kind = kind_of(name), .name = std::string(name)};
    EventFields fields(json, name);
    read_common(fields, event);
    read_kind(fields, event);
    if (const auto status = fields.status(); !status)
        return base::fail(status.error());
    return event;
}

}  // namespace mendel::intake
