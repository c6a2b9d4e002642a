#include "intake/event.hpp"

#include <nlohmann/json.hpp>

#include "payloads.hpp"
#include "support/catch.hpp"

using namespace mendel;
using intake_test::Json;

namespace {

std::string error_of(const std::string& name, const std::string& payload) {
    const auto event = intake::parse_event(name, payload);
    if (event)
        return "";
    CHECK(event.error().kind == base::ErrorKind::user);
    return base::describe(event.error());
}

std::string error_with(const std::string& name, const std::string& pointer, const Json& value) {
    auto payload = intake_test::example(name, name == "workflow_run" ? 1 : 0);
    payload[Json::json_pointer(pointer)] = value;
    return error_of(name, payload.dump());
}

std::string nested(std::size_t depth) {
    return "{\"a\":" + std::string(depth, '[') + std::string(depth, ']') + "}";
}

}  // namespace

TEST_CASE("text that is no JSON object is one clear error") {
    const auto text = GENERATE("", "{", "[]", "null", "\"x\"", "{\"a\":1e999}", "{\"a\":}", "{} {}",
                               "\xff\xfe{}", "{\"a\":\"\xff\"}", "{\"a\":\"\\ud800\"}");
    INFO(text);
    CHECK(error_of("issue_comment", text) ==
          "issue_comment: The payload of this event is not a JSON object. Check that the file is "
          "the one that GITHUB_EVENT_PATH names.");
}

TEST_CASE("depth and size have an end") {
    CHECK(error_of("push", nested(90)).empty());
    CHECK_THAT(error_of("push", nested(150)), Catch::Matchers::Contains("deeper than 100"));
    CHECK_THAT(error_of("push", std::string(2'000'000, '[')),
               Catch::Matchers::Contains("deeper than 100"));
    CHECK_THAT(error_of("push", std::string(30'000'000, ' ')), Catch::Matchers::Contains("25 MiB"));
    CHECK(error_of("push", "{\"a\": \"" + std::string(200, '[') + "\\\"[\"}").empty());
}

TEST_CASE("a field of a wrong type or form is named") {
    struct Case {
        const char* event;
        const char* pointer;
        Json value;
        const char* problem;
    };
    const auto c = GENERATE(values<Case>({
        {"push", "/sender/login", 7, "sender/login of this event is not text"},
        {"push", "/sender/id", "7", "sender/id of this event is not a whole number"},
        {"push", "/sender/id", -7, "not a whole number"},
        {"push", "/sender/id", 1e300, "not a whole number"},
        {"push", "/sender/login", "a\nb", "holds control characters"},
        {"push", "/sender/login", std::string(2'000, 'a'), "is too long"},
        {"push", "/after", "HEAD", "after of this event is not a commit id"},
        {"push", "/repository/full_name", "../..", "is not owner/name"},
        {"push", "/action", Json::array(), "action of this event is not text"},
        {"issue_comment", "/comment/body", 5, "comment/body of this event is not text"},
        {"issue_comment", "/comment/id", nullptr, "comment/id of this event is missing"},
        {"issue_comment", "/issue", nullptr, "issue/number of this event is missing"},
        {"issue_comment", "/issue", "x", "issue/number of this event is missing"},
        {"issue_comment", "/issue/labels", "x", "is not a list of labels"},
        {"issue_comment", "/issue/labels/0", Json{{"name", 3}}, "is not a list of labels"},
        {"issue_comment", "/repository", nullptr, "repository/full_name of this event is missing"},
        {"workflow_run", "/workflow_run/id", nullptr, "workflow_run/id of this event is missing"},
        {"workflow_run", "/workflow_run/head_sha", nullptr, "workflow_run/head_sha"},
        {"workflow_run", "/workflow_run/head_sha", "abc", "is not a commit id"},
        {"workflow_run", "/workflow_run/head_branch", "--upload-pack=x",
         "not the name of a branch"},
        {"workflow_run", "/workflow_run/head_branch", "a b", "not the name of a branch"},
        {"workflow_run", "/workflow_run/run_attempt", 99999999999, "is too large"},
        {"workflow_run", "/workflow_run/pull_requests", "x", "is not a list"},
        {"workflow_run", "/workflow_run/pull_requests", Json{{{"number", "1"}}}, "is not a list"},
        {"workflow_dispatch", "/inputs", Json::array(), "is not a mapping of inputs"},
        {"repository_dispatch", "/client_payload", "x", "is not a mapping of inputs"},
        {"repository_dispatch", "/client_payload/a", std::string(70'000, 'x'), "64 KiB"},
    }));
    INFO(c.event << " " << c.pointer);
    const auto error = error_with(c.event, c.pointer, c.value);
    CHECK_THAT(error, Catch::Matchers::Contains(c.problem));
    CHECK(error.size() < 300);
}

TEST_CASE("a parent of a wrong type reads as absent, never as an exception") {
    CHECK(error_with("push", "/sender", Json::array()).empty());
    CHECK(error_with("push", "/repository", 3).empty());
}

TEST_CASE("of a comment the first line is kept, cut and without its end") {
    auto payload = intake_test::example("issue_comment", 0);
    const auto first_line = [&](const std::string& body) {
        payload["comment"]["body"] = body;
        return intake::parse_event("issue_comment", payload.dump()).value().comment.first_line;
    };
    CHECK(first_line("/auto-fix \r\nmore") == "/auto-fix");
    CHECK(first_line("\n/auto-fix").empty());
    CHECK(first_line(std::string(100'000, 'x')).size() == 4'096);
}

TEST_CASE("a run is read with its head, actor and pull requests") {
    const auto run =
        intake::parse_event("workflow_run", intake_test::example("workflow_run", 2).dump())
            .value()
            .run;
    CHECK(run.id == 289782451);
    CHECK(run.attempt == 1);
    CHECK(run.conclusion == "success");
    CHECK(run.event == "repository_dispatch");
    CHECK(run.workflow_path == ".github/workflows/test.yml");
    CHECK(run.head_branch == "master");
    CHECK(run.head_repository == "octo-org/octo-repo");
    CHECK(run.pull_requests == std::vector<std::int64_t>{2});
    CHECK(run.actor.login == "Codertocat");
    CHECK(run.created == "2020-10-05T16:33:24Z");
}

TEST_CASE("inputs are texts and whole numbers") {
    auto payload = intake_test::example("repository_dispatch", 0);
    payload["client_payload"] = {{"a", "x"}, {"b", 7}, {"c", true}, {"d", {{"e", 1}}}};
    const auto event = intake::parse_event("repository_dispatch", payload.dump()).value();
    CHECK(event.inputs == std::map<std::string, std::string>{{"a", "x"}, {"b", "7"}});
    CHECK(event.action == "on-demand-test");
}

TEST_CASE("a bot is known by its type or its name") {
    CHECK(intake::is_bot({.login = "x", .type = "Bot"}));
    CHECK(intake::is_bot({.login = "x[bot]", .type = "User"}));
    CHECK_FALSE(intake::is_bot({.login = "robot", .type = "User"}));
}
