#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "intake/roles.hpp"
#include "model/request_json.hpp"
#include "payloads.hpp"
#include "support/catch.hpp"

using namespace mendel;
using intake_test::Json;
using intake_test::Scenario;

namespace {

constexpr int k_tries = 4'000;

/// Numbers that are the same in every run (a linear congruential generator, Knuth's constants).
class Numbers {
  public:
    std::size_t below(std::size_t limit) {
        m_state = m_state * 6'364'136'223'846'793'005U + 1'442'695'040'888'963'407U;
        return static_cast<std::size_t>(m_state >> 33U) % limit;
    }

  private:
    std::uint64_t m_state = 42;
};

std::vector<Scenario> all_scenarios() {
    std::vector<Scenario> all;
    for (const auto& line : intake_test::data_lines("commands.jsonl"))
        all.push_back(intake_test::scenario_of(line));
    return all;
}

/// The event of one scenario under the configuration of another, and each fact of any.
Scenario mixed(const std::vector<Scenario>& all, Numbers& numbers) {
    const auto any = [&]() -> const Scenario& { return all[numbers.below(all.size())]; };
    Scenario scenario = any();
    scenario.config = any().config;
    const auto topics = scenario.facts;
    for (const auto& topic : topics.items())
        scenario.facts[topic.key()] = any().facts.at(topic.key());
    return scenario;
}

bool has_error(const Json& fact) {
    return fact.is_object() && fact.contains("error");
}

intake::Role role_in(const Scenario& scenario) {
    const auto& fact = scenario.facts.at("permission");
    if (has_error(fact))
        return intake::Role::none;
    return intake::role_of(
        {.role_name = fact.at("role_name"), .permission = fact.at("permission")});
}

/// What must hold of an accepted command of a person.
void check_person(const Scenario& scenario, const model::Request& request) {
    const auto role = role_in(scenario);
    const auto& allow = scenario.config.allow;
    const auto& least = request.mission == model::Mission::develop ? allow.parallel_dev
                        : request.approved.empty()                 ? allow.auto_fix
                                                                   : allow.approve;
    CHECK(role >= intake::role_named(least));
    if (!request.apply.empty())
        CHECK(role >= intake::Role::write);
}

/// Whether any fact says that the commit is the head of the branch now.
bool is_head_somewhere(const Scenario& scenario, const model::Request& request) {
    const auto& facts = scenario.facts;
    for (const auto& pull : has_error(facts.at("pull_requests")) ? Json() : facts["pull_requests"])
        if (pull.at("head_commit") == request.head_commit)
            return true;
    return facts.at("branch_head") == request.head_commit ||
           (!has_error(facts.at("push")) && facts["push"]["head_commit"] == request.head_commit);
}

void check_work(const Scenario& scenario, const intake::Accept& accepted) {
    const auto& request = accepted.request;
    CHECK(scenario.config.enabled);
    CHECK_FALSE(has_error(scenario.facts.at("state")));
    CHECK_FALSE(scenario.facts["state"].value("stopped", true));
    CHECK(is_head_somewhere(scenario, request));
    CHECK(request.fingerprint.size() == 64);
    if (request.mission == model::Mission::develop) {  // no failure is concerned, and no fork
        CHECK(accepted.job_id == 0);
        CHECK_FALSE(request.is_fork);
        CHECK_FALSE(request.options.feature.empty());
    } else {
        CHECK(request.attempt <= scenario.config.heal.attempts);
        CHECK((accepted.job_id > 0) == request.approved.empty());
    }
    CHECK(model::is_commit_id(request.tested_commit));
    if (!request.apply.empty())
        CHECK(request.apply == request.head_commit);
    if (request.is_fork && request.mission == model::Mission::heal)
        CHECK(request.apply == request.head_commit);
    if (scenario.event.kind == intake::EventKind::comment &&
        !intake::is_bot(scenario.event.comment.author))
        check_person(scenario, request);
}

void check_accepted(const Scenario& scenario, const intake::Accept& accepted) {
    const auto text = base::to_line(model::to_json(accepted.request));
    const auto read = model::parse_request(text, "x");
    INFO(text << (read ? "" : base::describe(read.error())));
    CHECK(read.has_value());
    CHECK(accepted.request.repository == scenario.event.repository);
    if (accepted.request.mission != model::Mission::cleanup)
        check_work(scenario, accepted);
}

}  // namespace

TEST_CASE("whatever the facts: no grant without permission, no work but on the exact head") {
    const auto all = all_scenarios();
    Numbers numbers;
    int accepted = 0;
    for (int i = 0; i < k_tries; ++i) {
        const auto scenario = mixed(all, numbers);
        const auto course = intake_test::run(scenario);
        REQUIRE(course.asked.size() <= 7);
        if (!course.decision || !std::holds_alternative<intake::Accept>(*course.decision))
            continue;
        ++accepted;
        INFO(i << " " << scenario.facts);
        check_accepted(scenario, std::get<intake::Accept>(*course.decision));
    }
    CHECK(accepted > 100);
}

TEST_CASE("without one of its facts nothing is accepted") {
    for (auto scenario : all_scenarios()) {
        const auto course = intake_test::run(scenario);
        if (!course.decision || !std::holds_alternative<intake::Accept>(*course.decision))
            continue;
        for (const auto& topic : course.asked) {
            auto without = scenario;
            without.facts[topic] = {{"error", "transient"}};
            INFO(topic);
            const auto decided = intake_test::to_json(intake_test::run(without).decision);
            if (topic == "push" && decided.contains("accept"))
                CHECK_FALSE(has_error(without.facts.at("runs")));
            else
                CHECK_FALSE(decided.contains("accept"));
        }
    }
}
