#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "fuzz/fuzz.hpp"
#include "intake/decide.hpp"
#include "model/request_json.hpp"

using namespace mendel;

namespace {

constexpr std::size_t k_most_questions = 7;

intake::WorkflowRun run_at(const intake::Event& event) {
    auto run = event.run;
    run.id = 7;
    run.conclusion = "failure";
    run.event = "push";
    run.workflow_path = ".github/workflows/ci.yml";
    run.repository = event.repository;
    run.head_repository = event.repository;
    run.head_branch = "topic";
    run.head_commit = std::string(40, 'a');
    run.created = "2020-01-01T00:00:00Z";
    return run;
}

/// The facts of a good day, so that inputs reach the far end.
void answer(const intake::Question& question, const intake::Event& event, intake::Facts& facts) {
    const auto run = run_at(event);
    switch (question.topic) {
        case intake::Topic::permission:
            facts.permission = intake::Permission{.role_name = "write", .permission = "write"};
            return;
        case intake::Topic::pull_requests:
            facts.pull_requests =
                std::vector<intake::PullRequest>{{.number = event.number,
                                                  .head_branch = "topic",
                                                  .head_commit = run.head_commit,
                                                  .head_repository = event.repository,
                                                  .base_branch = "main"}};
            return;
        case intake::Topic::state:
            facts.state = intake::State{};
            return;
        case intake::Topic::branch_head:
            facts.branch_head = question.branch;
            return;
        case intake::Topic::push:
            facts.push =
                intake::Push{.head_commit = run.head_commit, .time = "2020-01-01T00:00:00Z"};
            return;
        case intake::Topic::runs:
            facts.runs = std::vector<intake::WorkflowRun>{run};
            return;
        case intake::Topic::run:
            facts.run = run;
            return;
        case intake::Topic::jobs:
            facts.jobs = std::vector<intake::Job>{{.id = 1, .conclusion = "failure"}};
            return;
        case intake::Topic::diagnosis:
            facts.diagnosis = intake::Diagnosis{.fingerprint = std::string(64, 'f')};
            return;
        case intake::Topic::open_items:
            facts.open_items = std::vector<std::int64_t>{event.number};
            return;
    }
}

void check_request(const intake::Event& event, const intake::Accept& accepted) {
    const auto text = base::to_line(model::to_json(accepted.request));
    must_hold(model::parse_request(text, "x").has_value(), "an accepted Request is well formed");
    must_hold(accepted.request.repository == event.repository, "the repository is the event's");
    must_hold(!accepted.request.is_fork || accepted.request.mission != model::Mission::heal ||
                  accepted.request.apply == accepted.request.head_commit,
              "a fork's code is run only where its head was approved");
}

void follow(const intake::Event& event) {
    intake::Facts facts;
    std::size_t asked = 0;
    for (;;) {
        const auto decision = intake::decide(event, {}, facts, {});
        must_hold(decision.has_value(), "known facts are no error");
        if (std::holds_alternative<intake::Accept>(*decision))
            check_request(event, std::get<intake::Accept>(*decision));
        if (!std::holds_alternative<intake::Need>(*decision))
            return;
        for (const auto& question : std::get<intake::Need>(*decision).questions) {
            answer(question, event, facts);
            must_hold(++asked <= k_most_questions, "at most seven questions");
        }
    }
}

}  // namespace

/// The first line of the input is the event's name, the rest its payload.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = text_of(data, size);
    const auto end = text.find('\n');
    if (end == std::string_view::npos)
        return 0;
    const auto event = intake::parse_event(text.substr(0, end), text.substr(end + 1));
    if (event)
        follow(*event);
    else
        must_hold(event.error().kind == base::ErrorKind::user && event.error().message.size() < 300,
                  "a payload that cannot be read is a short error");
    return 0;
}
