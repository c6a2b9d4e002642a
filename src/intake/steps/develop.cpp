#include <algorithm>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

constexpr std::string_view k_branches = "refs/heads/";
constexpr std::size_t k_most_feature = 4'000;  ///< as model/request_json reads it

bool is_dispatch(const Case& one) {
    return one.event.kind == EventKind::dispatch;
}

/// A dispatch names its branch; an issue has none, so that the default branch is meant.
std::string branch_of(const Case& one) {
    if (!is_dispatch(one) || one.event.ref.empty())
        return one.event.default_branch;
    return one.event.ref.rfind(k_branches, 0) == 0 ? one.event.ref.substr(k_branches.size()) : "";
}

Ruling find_branch(Case& one) {
    const auto branch = branch_of(one);
    if (!model::is_branch_name(branch))
        return refuse(one, "no_branch", "The dispatch is for no branch. Start it on one.");
    if (auto need = ask(one, {{.topic = Topic::pull_requests},
                              {.topic = Topic::state},
                              {.topic = Topic::branch_head, .branch = branch}}))
        return need;
    if (!*one.facts.pull_requests)
        return pass_on(*one.facts.pull_requests);
    auto head = head_of(one, branch);
    if (head.ruling)
        return std::move(head.ruling);
    if (head.commit.empty())
        return refuse(one, "no_branch", "There is no branch of this name. Push it first.");
    auto& request = one.request;
    request.head_branch = branch;
    request.head_commit = head.commit;
    request.base_branch = branch;
    request.head_repository = one.event.repository;
    return std::nullopt;
}

Ruling find_code(Case& one) {
    if (!one.event.is_pull_request)
        return find_branch(one);
    if (auto ruling = find_target(one))
        return ruling;
    if (one.request.is_fork)
        return refuse(one, "fork",
                      "Features are not built on the code of a fork. Say the command on an issue, "
                      "or on a pull request of this repository.");
    return std::nullopt;
}

/// What was said before the last push was said of other code.
Ruling bind_to_head(Case& one) {
    if (one.pull == nullptr)
        return std::nullopt;
    if (auto need = ask(one, {{.topic = Topic::push, .branch = one.request.head_branch}}))
        return need;
    const auto& push = *one.facts.push;
    const auto pushed = push ? parse_time(push->time) : std::nullopt;
    const auto said = parse_time(one.event.comment.created);
    if (!pushed || !said || push->head_commit.empty())
        return refuse(one, "push_unknown",
                      "When the head was pushed is not known. Say the command on an issue, and the "
                      "default branch is meant.");
    if (push->head_commit != one.request.head_commit || *said <= *pushed)
        return refuse(one, "older_than_push",
                      "The head was pushed after this comment. Look at it, then say the command "
                      "again.");
    return std::nullopt;
}

Ruling take_feature(Case& one) {
    auto& request = one.request;
    auto& options = request.options;
    const auto or_else = [&](const char* key, const char* otherwise) {
        const auto value = value_of(one, key);
        return value.empty() ? std::string(otherwise) : value;
    };
    request.mission = model::Mission::develop;
    request.tested_commit = request.head_commit;
    options.feature = value_of(one, "feature");
    if (options.feature.size() > k_most_feature)
        return refuse(one, "feature_too_long",
                      "The feature is longer than 4,000 bytes. Say it in fewer words.");
    options.strategy = or_else("strategy", "feature-first");
    options.complexity = or_else("complexity", "medium");
    options.pattern = or_else("pattern", "parallel");
    options.instances = static_cast<int>(base::to_number(or_else("instances", "2")));
    request.fingerprint = base::sha256("develop\n" + request.head_branch + "\n" + options.feature);
    const auto& runs = (*one.facts.state)->runs;
    request.attempt =
        1 + static_cast<int>(std::count_if(runs.begin(), runs.end(), [&](const RecordedRun& run) {
            return run.fingerprint == request.fingerprint;
        }));
    return std::nullopt;
}

}  // namespace

Ruling develop_feature(Case& one) {
    if (!one.command || one.command->name != "/parallel-dev")
        return std::nullopt;
    for (const auto step : {refuse_stop_label, find_code, refuse_stopped, refuse_busy_hour,
                            bind_to_head, take_feature, refuse_open_pull_requests, accept})
        if (auto ruling = step(one))
            return ruling;
    return std::nullopt;
}

}  // namespace mendel::intake
