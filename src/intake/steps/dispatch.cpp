#include <algorithm>
#include <array>

#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

constexpr std::string_view k_event_prefix = "mendel-";
constexpr std::string_view k_branches = "refs/heads/";

struct InputKey {
    const char* input;
    const char* key;
};
constexpr std::array k_heal_inputs = {InputKey{"run-id", "run"}, InputKey{"rungs", "rungs"},
                                      InputKey{"apply", "apply"}};
constexpr std::array k_develop_inputs = {
    InputKey{"feature", "feature"}, InputKey{"strategy", "strategy"},
    InputKey{"instances", "instances"}, InputKey{"complexity", "complexity"},
    InputKey{"pattern", "pattern"}};

std::string input(const Case& one, const std::string& name) {
    const auto found = one.event.inputs.find(name);
    return found == one.event.inputs.end() ? "" : found->second;
}

/// What is asked for: by the event type of repository_dispatch, by the input of
/// workflow_dispatch, the workflow's own mission where it says nothing.
std::string mission_of(const Case& one) {
    if (one.event.name == "repository_dispatch")
        return one.event.action.substr(k_event_prefix.size());
    const auto mission = input(one, "mission");
    return mission.empty() ? one.situation.missions.front() : mission;
}

template <class Keys>
std::map<std::string, std::string> values_of(const Case& one, const Keys& keys) {
    std::map<std::string, std::string> values;
    for (const auto& [name, key] : keys)
        if (auto value = input(one, name); !value.empty())
            values[key] = std::move(value);
    return values;
}

Ruling accept_cleanup(Case& one) {
    one.request.mission = model::Mission::cleanup;
    return base::Result<Decision>(Accept{.request = one.request});
}

std::string branch_of(const Case& one) {
    if (auto branch = input(one, "branch"); !branch.empty())
        return branch;
    if (one.event.ref.empty())
        return one.event.default_branch;
    return one.event.ref.rfind(k_branches, 0) == 0 ? one.event.ref.substr(k_branches.size()) : "";
}

Ruling find_named_run(Case& one) {
    const auto id = std::stoll(value_of(one, "run"));
    if (auto need = ask(one, {{.topic = Topic::run, .run_id = id}}))
        return need;
    const auto& run = *one.facts.run;
    if (!run && run.error().kind != base::ErrorKind::permanent)
        return pass_on(run);
    if (!run)
        return refuse(one, "run_elsewhere",
                      "This run is not of this repository. Name one that is.");
    one.run = &*run;
    return refuse_unfit_run(one, *run);
}

Ruling find_newest_failure(Case& one) {
    const auto branch = branch_of(one);
    if (!model::is_branch_name(branch))
        return refuse(one, "no_branch",
                      "The dispatch names no branch. Give the input branch or run-id.");
    auto head = head_of(one, branch);
    if (head.ruling)
        return std::move(head.ruling);
    if (head.commit.empty())
        return refuse(one, "no_branch",
                      "There is no branch of this name. Give the input branch or run-id.");
    if (auto need = ask(one, {{.topic = Topic::runs, .commit = head.commit}}))
        return need;
    const auto& runs = *one.facts.runs;
    if (!runs)
        return pass_on(runs);
    one.run = newest_failure(*runs, one, branch);
    if (one.run == nullptr)
        return refuse(one, "no_failed_run",
                      "No finished check of this branch's head has failed. Wait for the checks, or "
                      "give the input run-id.");
    return refuse_unfit_run(one, *one.run);
}

}  // namespace

Ruling ignore_dispatch(Case& one) {
    const auto& event = one.event;
    if (event.name == "repository_dispatch" && event.action.rfind(k_event_prefix, 0) != 0)
        return ignore("other_dispatch", "The dispatch is for somebody else.");
    if (event.actor.login.empty())
        return ignore("no_actor", "The dispatch does not say who sent it.");
    if (is_bot(event.actor) && event.actor.login != one.situation.self &&
        !is_listed(one.config.allow.bots, event.actor.login))
        return ignore("bot", "The dispatch is by a bot that allow.bots does not list.");
    return std::nullopt;
}

Ruling read_dispatch(Case& one) {
    const auto mission = mission_of(one);
    if (mission == "status")
        return base::Result<Decision>(Act{.word = Word::status, .actor = one.event.actor.login});
    if (mission == "cleanup")
        return accept_cleanup(one);
    const bool is_develop = mission == "develop";
    const auto& built = one.situation.missions;
    if ((mission != "heal" && !is_develop) ||
        std::find(built.begin(), built.end(), mission) == built.end())
        return refuse(
            one, "not_built",
            "This workflow has no such mission. Ask for " + built.front() + ", status or cleanup.");
    auto command = is_develop ? command_of("/parallel-dev", values_of(one, k_develop_inputs))
                              : command_of("/auto-fix", values_of(one, k_heal_inputs));
    if (!command)
        return refuse(one, "grammar", command.error().message);
    one.command = std::move(*command);
    return std::nullopt;
}

Ruling find_dispatched_run(Case& one) {
    return value_of(one, "run").empty() ? find_newest_failure(one) : find_named_run(one);
}

Ruling accept_schedule(Case& one) {
    return accept_cleanup(one);
}

}  // namespace mendel::intake
