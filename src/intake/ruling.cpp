#include "intake/ruling.hpp"

namespace mendel::intake {

namespace {

bool is_answered(const Facts& facts, Topic topic) {
    switch (topic) {
        case Topic::permission:
            return facts.permission.has_value();
        case Topic::pull_requests:
            return facts.pull_requests.has_value();
        case Topic::state:
            return facts.state.has_value();
        case Topic::branch_head:
            return facts.branch_head.has_value();
        case Topic::push:
            return facts.push.has_value();
        case Topic::runs:
            return facts.runs.has_value();
        case Topic::run:
            return facts.run.has_value();
        case Topic::jobs:
            return facts.jobs.has_value();
        case Topic::diagnosis:
            return facts.diagnosis.has_value();
        case Topic::open_items:
            return facts.open_items.has_value();
        case Topic::waiting:
            return facts.waiting.has_value();
    }
    return false;
}

}  // namespace

Ruling ignore(std::string rule, std::string reason) {
    return base::Result<Decision>(Ignore{std::move(rule), std::move(reason)});
}

Ruling refuse(const Case& one, std::string rule, std::string reason) {
    const bool commented = one.event.kind == EventKind::comment;
    return base::Result<Decision>(Refuse{.rule = std::move(rule),
                                         .reason = std::move(reason),
                                         .tell = commented ? Tell::author : Tell::nobody,
                                         .number = commented ? one.event.number : 0,
                                         .comment_id = commented ? one.event.comment.id : 0});
}

Ruling decline(const Case& one, std::string rule, std::string reason) {
    return one.event.kind == EventKind::run ? ignore(std::move(rule), std::move(reason))
                                            : refuse(one, std::move(rule), std::move(reason));
}

Ruling ask(const Case& one, const std::vector<Question>& questions) {
    Need need;
    for (const auto& question : questions)
        if (!is_answered(one.facts, question.topic))
            need.questions.push_back(question);
    if (need.questions.empty())
        return std::nullopt;
    return base::Result<Decision>(std::move(need));
}

BranchHead head_of(const Case& one, const std::string& branch) {
    if (auto need = ask(one, {{.topic = Topic::branch_head, .branch = branch}}))
        return {.ruling = std::move(need)};
    const auto& head = *one.facts.branch_head;
    if (!head && head.error().kind != base::ErrorKind::permanent)
        return {.ruling = pass_on(head)};
    return {.commit = head.value_or("")};
}

std::string value_of(const Case& one, const std::string& key) {
    if (!one.command)
        return {};
    const auto found = one.command->values.find(key);
    return found == one.command->values.end() ? "" : found->second;
}

}  // namespace mendel::intake
