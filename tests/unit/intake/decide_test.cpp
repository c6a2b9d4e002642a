#include "intake/decide.hpp"

#include <set>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "payloads.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;
using intake_test::Json;

namespace {

/// Whether a value has all members that are expected; "says" is a part of the sentence.
bool fits(const Json& expected, const Json& value) {
    if (!expected.is_object())
        return expected == value;
    for (const auto& [key, member] : expected.items()) {
        if (!value.contains(key))
            return false;
        const bool same =
            key == "says" ? base::contains(value[key].get<std::string>(), member.get<std::string>())
                          : fits(member, value[key]);
        if (!same)
            return false;
    }
    return true;
}

/// Two sentences: what is wrong and what to do.
bool is_advice(const std::string& text) {
    return text.find(". ") != std::string::npos && text.back() != ' ' && text.size() < 400;
}

/// The row of the table of costs that begins with this path.
std::string documented_cost(const std::string& path) {
    const auto page = sys::read_file(std::string(MENDEL_SOURCE_FOLDER) + "/docs/intake.md").value();
    for (const auto line : base::split_lines(page))
        if (line.rfind("| " + path + " |", 0) == 0)
            return std::string(line);
    return "";
}

}  // namespace

TEST_CASE("every scenario of tests/payloads/commands.jsonl is decided as it says") {
    const auto lines = intake_test::data_lines("commands.jsonl");
    CHECK(lines.size() >= 60);
    for (const auto& line : lines) {
        const auto course = intake_test::run(intake_test::scenario_of(line));
        const auto decided = intake_test::to_json(course.decision);
        INFO(line.at("name") << ": " << decided);
        CHECK(base::join(course.asked, ", ") == line.at("asks").get<std::string>());
        CHECK(fits(line.at("expect"), decided));
    }
}

TEST_CASE("no way through intake asks more than seven questions, and each topic once") {
    std::size_t most = 0;
    for (const auto& line : intake_test::data_lines("commands.jsonl")) {
        const auto course = intake_test::run(intake_test::scenario_of(line));
        INFO(line.at("name"));
        CHECK(std::set<std::string>(course.asked.begin(), course.asked.end()).size() ==
              course.asked.size());
        most = std::max(most, course.asked.size());
    }
    CHECK(most == 7);
}

TEST_CASE("an event that asks nothing costs no question, a green run one, a stranger one") {
    const std::set<std::string> free = {
        "disabled",        "no_command",    "not_new",        "own_comment", "another_sender",
        "not_finished",    "not_a_check",   "own_workflow",   "not_failed",  "fork",
        "startup_failure", "run_elsewhere", "other_dispatch", "no_actor",    "other_event"};
    for (const auto& line : intake_test::data_lines("commands.jsonl")) {
        const auto course = intake_test::run(intake_test::scenario_of(line));
        const auto decided = intake_test::to_json(course.decision);
        INFO(line.at("name"));
        if (free.count(decided.value("ignore", "")) > 0)
            CHECK(course.asked.empty());
        if (decided.value("ignore", "") == "nothing_open")
            CHECK(course.asked.size() == 1);
        if (base::contains(line.at("name").get<std::string>(), "stranger"))
            CHECK(course.asked.size() == 1);
    }
}

TEST_CASE("the costs in docs/intake.md are what the scenarios ask") {
    struct Row {
        const char* path;
        const char* scenario;
    };
    const auto row = GENERATE(values<Row>({
        {"asks nothing", "plain talk"},
        {"green run", "a green run with something open"},
        {"stranger, wrong command, `/mendel ...`", "a stranger on a public repository"},
        {"`/auto-fix` on a pull request", "a writer's command"},
        {"the same with `apply=`, or on a fork's", "with the head approved"},
        {"`/auto-fix run=ID` on an issue", "a run named on an issue"},
        {"failed run with a pull request", "a failed run of a pull request"},
        {"failed run of a branch", "a failed run of a branch"},
        {"dispatch with `run-id`", "a dispatch with a run of a branch without a pull request"},
        {"dispatch on a branch", "a dispatch on a branch"},
        {"schedule, status, cleanup", "a schedule cleans up"},
    }));
    const auto lines = intake_test::data_lines("commands.jsonl");
    const auto found = std::find_if(lines.begin(), lines.end(), [&](const Json& line) {
        return line.at("name") == row.scenario;
    });
    REQUIRE(found != lines.end());
    const auto count = intake_test::run(intake_test::scenario_of(*found)).asked.size();
    INFO(row.path << " asks " << count);
    CHECK(base::contains(documented_cost(row.path), "| " + std::to_string(count) + " |"));
}

TEST_CASE("every refusal says what is wrong and what to do") {
    std::set<std::string> rules;
    for (const auto& line : intake_test::data_lines("commands.jsonl")) {
        const auto course = intake_test::run(intake_test::scenario_of(line));
        if (!course.decision || !std::holds_alternative<intake::Refuse>(*course.decision))
            continue;
        const auto& refusal = std::get<intake::Refuse>(*course.decision);
        INFO(refusal.rule << ": " << refusal.reason);
        CHECK(is_advice(refusal.reason));
        rules.insert(refusal.rule);
    }
    CHECK(rules.size() >= 20);
}

TEST_CASE("facts that were not asked for are taken as they are") {
    const auto line = intake_test::data_lines("commands.jsonl");
    for (const auto& one : line) {
        const auto scenario = intake_test::scenario_of(one);
        intake::Facts facts;
        for (int topic = 0; topic <= static_cast<int>(intake::Topic::waiting); ++topic)
            intake_test::answer({.topic = static_cast<intake::Topic>(topic)}, scenario.facts,
                                facts);
        const auto at_once =
            intake::decide(scenario.event, scenario.config, facts, scenario.situation);
        INFO(one.at("name"));
        CHECK(intake_test::to_json(at_once) ==
              intake_test::to_json(intake_test::run(scenario).decision));
    }
}

TEST_CASE("questions carry what the forge has to look for") {
    const auto scenario = intake_test::scenario_of({{"base", "comment"}});
    const auto next = [&](const intake::Facts& facts) {
        const auto decision =
            intake::decide(scenario.event, scenario.config, facts, scenario.situation);
        return std::get<intake::Need>(decision.value()).questions;
    };
    intake::Facts facts;
    auto questions = next(facts);
    REQUIRE(questions.size() == 1);
    CHECK(questions[0].login == "Codertocat");
    intake_test::answer(questions[0], scenario.facts, facts);
    questions = next(facts);
    REQUIRE(questions.size() == 2);
    CHECK(questions[0].number == 1);
    for (const auto& question : questions)
        intake_test::answer(question, scenario.facts, facts);
    questions = next(facts);
    REQUIRE(questions.size() == 2);
    CHECK(questions[0].branch == "topic");
    CHECK(questions[1].commit == "3484a3fb816e0859fd6e1cea078d76385ff50625");
    for (const auto& question : questions)
        intake_test::answer(question, scenario.facts, facts);
    questions = next(facts);
    CHECK(questions[0].run_id == 289782451);
    CHECK(questions[0].attempt == 1);
    intake_test::answer(questions[0], scenario.facts, facts);
    CHECK(next(facts)[0].job_id == 42);
}

TEST_CASE("words of /mendel and topics have names of their own") {
    CHECK(intake::name_of(intake::Word::resume) == "resume");
    std::set<std::string_view> names;
    for (int topic = 0; topic <= static_cast<int>(intake::Topic::waiting); ++topic)
        names.insert(intake::name_of(static_cast<intake::Topic>(topic)));
    CHECK(names.size() == 11);
}
