#pragma once

#include <optional>
#include <string>
#include <vector>

#include "intake/decide.hpp"
#include "intake/slash_command.hpp"

namespace mendel::intake {

/// What one step of a decision says: nothing, and the next step has its turn; or the end.
using Ruling = std::optional<base::Result<Decision>>;

/// One decision in the making. Steps read the facts and fill in what they found.
struct Case {
    const Event& event;
    const config::Config& config;
    const Facts& facts;
    const Situation& situation;
    std::optional<SlashCommand> command = {};
    const WorkflowRun* run = nullptr;   ///< the failed run that is spoken of
    const PullRequest* pull = nullptr;  ///< the open pull request of its head
    bool own_branch = false;            ///< the head branch is mendel's own
    std::int64_t job_id = 0;
    model::Request request = {};
};

/// One rule, or a few that belong together. Steps stand in the order of their cost.
using Step = Ruling (*)(Case&);

Ruling ignore(std::string rule, std::string reason);

/// Refuses; whoever commented is told.
Ruling refuse(const Case& one, std::string rule, std::string reason);

/// What an event that nobody said by hand asks in vain is ignored; other events are refused.
Ruling decline(const Case& one, std::string rule, std::string reason);

/// A Need for those questions that have no answer yet; nothing where all have one.
Ruling ask(const Case& one, const std::vector<Question>& questions);

/// Ends the decision with the Error of a fact.
template <class T>
Ruling pass_on(const base::Result<T>& fact) {
    return base::Result<Decision>(base::fail(fact.error()));
}

/// The head of a branch, empty where there is no such branch; or the ruling that ends this step.
struct BranchHead {
    Ruling ruling = {};
    std::string commit = {};
};
BranchHead head_of(const Case& one, const std::string& branch);  ///< asks: branch_head

/// The command's value of this key; empty where it was not given.
std::string value_of(const Case& one, const std::string& key);

}  // namespace mendel::intake
