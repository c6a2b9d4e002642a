#include "forge/github_state.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "forge/github_overview.hpp"
#include "forge_script.hpp"

using namespace mendel;
using namespace mendel::forge;

namespace {

const StateText k_known{
    .reference = "refs/mendel/state", .commit = "c1", .text = "{}", .repository_node = "R_1"};

std::vector<Answer> after_commit(std::initializer_list<Answer> more) {
    std::vector<Answer> answers = {answer(201, R"({"sha": "t1"})"),
                                   answer(201, R"({"sha": "c2"})")};
    answers.insert(answers.end(), more);
    return answers;
}

base::Json variables_of(const sys::HttpRequest& request) {
    return base::value_at(*base::parse_json(request.body, "test"), "variables");
}

std::string head_with(const std::string& suites, const std::string& errors = "") {
    return R"({"data": {"repository": {"id": "R_1", "pullRequests": {"nodes": []},
        "wanted": {"number": 7, "state": "OPEN", "headRefOid": "aa", "headRefName": "topic",
                   "commits": {"nodes": [{"commit": {"oid": "aa", "checkSuites": )" +
           suites + "}}]}}}}" + errors + "}";
}

const char* const k_suite = R"({"pageInfo": {"hasNextPage": false}, "nodes": [
    {"conclusion": "FAILURE", "branch": {"name": "topic"},
     "workflowRun": {"resourcePath": "/acme/shop/actions/runs/16999999999", "event": "push",
                     "createdAt": "2026-01-01T00:00:00Z", "file": {"path": ".github/workflows/ci.yml"}},
     "checkRuns": {"nodes": [{"resourcePath": "/acme/shop/actions/runs/16999999999/job/44999999999",
                              "name": "test", "conclusion": "TIMED_OUT"}]}},
    {"conclusion": "SUCCESS", "branch": {"name": "topic"}, "workflowRun": null,
     "checkRuns": {"nodes": []}}]})";

Overview looked_at(std::deque<Answer> answers) {
    Script script;
    script.answers = std::move(answers);
    GitHubApi api(script.access());
    const auto found = overview(api, {.config_file = "mendel.yml", .number = 7, .with_runs = true});
    REQUIRE(found);
    return *found;
}

}  // namespace

TEST_CASE("the state moves and the comment is seen in one call, by compare and swap") {
    Script script;
    const auto answers = after_commit({answer(200, R"({"data": {"moved": {}, "seen": {}}})")});
    script.answers = {answers.begin(), answers.end()};
    GitHubApi api(script.access());
    const auto stored = store_state_seen(api, k_known, "{}", "IC_9");
    REQUIRE(stored);
    CHECK(stored->done);
    CHECK(stored->seen);
    const auto variables = variables_of(script.asked.at(2));
    CHECK(base::text_at(variables, "reaction.subjectId") == "IC_9");
    const auto& update = base::value_at(variables, "refs.refUpdates").front();
    CHECK(base::text_at(update, "beforeOid") == "c1");
    CHECK(base::text_at(update, "afterOid") == "c2");
    CHECK_FALSE(base::flag_at(update, "force"));
}

TEST_CASE("a state that is not there yet must not be there when it is made") {
    Script script;
    const auto answers = after_commit({answer(200, R"({"data": {"moved": {}, "seen": null}})")});
    script.answers = {answers.begin(), answers.end()};
    GitHubApi api(script.access());
    const auto stored = store_state_seen(api, {.repository_node = "R_1"}, "{}", "IC_9");
    REQUIRE(stored);
    CHECK(stored->done);
    CHECK_FALSE(stored->seen);
    const auto variables = variables_of(script.asked.at(2));
    const auto& update = base::value_at(variables, "refs.refUpdates").front();
    CHECK(base::text_at(update, "beforeOid") == std::string(40, '0'));
    CHECK(base::text_at(update, "name") == "refs/mendel/state");
}

TEST_CASE("where GitHub moves no such ref by GraphQL, REST does") {
    Script script;
    const auto answers = after_commit(
        {answer(200, R"({"data": {"moved": null, "seen": {}}, "errors": [{}]})"), answer(200)});
    script.answers = {answers.begin(), answers.end()};
    GitHubApi api(script.access());
    const auto stored = store_state_seen(api, k_known, "{}", "IC_9");
    REQUIRE(stored);
    CHECK(stored->done);
    CHECK(stored->seen);
    CHECK(script.asked.at(3).method == "PATCH");
}

TEST_CASE("who was slower neither stores nor reacts twice") {
    Script script;
    const auto answers = after_commit(
        {answer(200, R"({"data": {"moved": null, "seen": {}}, "errors": [{}]})"), answer(422)});
    script.answers = {answers.begin(), answers.end()};
    GitHubApi api(script.access());
    const auto stored = store_state_seen(api, k_known, "{}", "IC_9");
    REQUIRE(stored);
    CHECK_FALSE(stored->done);
    CHECK(stored->seen);
}

TEST_CASE("the runs of a head come with its pull request, whatever the size of their numbers") {
    const auto found = looked_at({answer(200, head_with(k_suite))});
    REQUIRE(found.pulls.size() == 1);
    CHECK(found.state.repository_node == "R_1");
    REQUIRE(found.runs);
    REQUIRE(found.runs->size() == 1);
    const auto& run = found.runs->front();
    CHECK(run.id == 16999999999);
    CHECK(run.conclusion == "failure");
    CHECK(run.workflow_path == ".github/workflows/ci.yml");
    REQUIRE(run.failed_jobs.size() == 1);
    CHECK(run.failed_jobs[0].id == 44999999999);
    CHECK(run.failed_jobs[0].conclusion == "timed_out");
}

TEST_CASE("runs that are not all there are not told") {
    const std::string more = R"({"pageInfo": {"hasNextPage": true}, "nodes": []})";
    const std::string gone = base::replace_all(k_suite, R"({"name": "topic"})", "null");
    const std::string no_file =
        base::replace_all(k_suite, R"({"path": ".github/workflows/ci.yml"})", "null");
    for (const auto& body :
         {head_with("null"), head_with(more), head_with(gone), head_with(no_file),
          head_with(k_suite, R"(, "errors": [{"type": "FORBIDDEN", "message": "no"}])")}) {
        CAPTURE(body);
        const auto found = looked_at({answer(200, body)});
        CHECK_FALSE(found.runs);
        CHECK(found.pulls.size() == 1);
    }
}

TEST_CASE("a server that does not know the runs is asked without them") {
    const auto found = looked_at({answer(200, R"({"errors": [{"message": "no field file"}]})"),
                                  answer(200, head_with("null"))});
    CHECK_FALSE(found.runs);
    CHECK(found.pulls.size() == 1);
}
