#include "forge/github_api.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "forge/github_limits.hpp"
#include "forge_script.hpp"
#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::forge;

namespace {

Answer broken_off() {
    return base::fail(base::ErrorKind::transient, "The server could not be reached.");
}

bool has_header(const sys::HttpRequest& request, const std::string& header) {
    return std::find(request.headers.begin(), request.headers.end(), header) !=
           request.headers.end();
}

}  // namespace

TEST_CASE("a call carries the version, the token and the repository") {
    Script script;
    script.answers = {answer(200, R"({"full_name": "acme/shop"})")};
    GitHubApi api(script.access());
    const auto found = api.get("/repos/{}");
    REQUIRE(found);
    CHECK(base::text_at(*found, "full_name") == "acme/shop");
    CHECK(script.asked[0].url == "https://api.example.com/repos/acme/shop");
    CHECK(has_header(script.asked[0], "X-GitHub-Api-Version: 2022-11-28"));
    CHECK(has_header(script.asked[0], "Authorization: Bearer t0ken"));
    CHECK(api.calls() == 1);
}

TEST_CASE("failures of the server and the network are tried again with growing waits") {
    Script script;
    script.answers = {answer(502), broken_off(), answer(200)};
    GitHubApi api(script.access());
    CHECK(api.get("/user"));
    CHECK(script.waits == std::vector<std::chrono::milliseconds>{std::chrono::milliseconds(500),
                                                                 std::chrono::milliseconds(1000)});
}

TEST_CASE("a service that fails to the end is a transient error") {
    Script script;
    for (int i = 0; i < 5; ++i)
        script.answers.push_back(answer(503));
    GitHubApi api(script.access());
    const auto found = api.get("/user");
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == base::ErrorKind::transient);
}

TEST_CASE("a creation that broke off is not sent again") {
    Script script;
    script.answers = {broken_off()};
    GitHubApi api(script.access());
    const auto made = api.send_json("POST", "/repos/{}/pulls", {{"title", "x"}}, Repeat::never);
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == base::ErrorKind::transient);
}

TEST_CASE("rate limits are waited for as GitHub asks") {
    struct Case {
        int status;
        std::string body;
        std::map<std::string, std::string> headers;
        std::optional<int> seconds;
    };
    const std::vector<Case> cases = {
        {429, "", {{"retry-after", "7"}}, 7},
        {403, "", {{"retry-after", "3"}}, 3},
        {403, "", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "1030"}}, 30},
        {403, "", {{"x-ratelimit-remaining", "0"}, {"x-ratelimit-reset", "900"}}, 1},
        {403, "You have exceeded a secondary rate limit.", {}, 60},
        {429, "", {}, 60},
        {403, "Resource not accessible by integration", {{"x-ratelimit-remaining", "9"}}, {}},
        {200, "", {{"retry-after", "7"}}, {}},
    };
    for (const auto& each : cases) {
        CAPTURE(each.status, each.body);
        const auto wait = limit_wait(answer(each.status, each.body, each.headers),
                                     std::chrono::system_clock::from_time_t(1000));
        CHECK(wait.has_value() == each.seconds.has_value());
        if (wait && each.seconds)
            CHECK(wait->count() == *each.seconds);
    }
}

TEST_CASE("a limit beyond all patience ends the call at once") {
    Script script;
    script.answers = {answer(429, "", {{"retry-after", "3600"}})};
    GitHubApi api(script.access());
    const auto found = api.get("/user");
    REQUIRE_FALSE(found);
    CHECK(found.error().kind == base::ErrorKind::transient);
    CHECK(base::contains(found.error().message, "3600"));
    CHECK(script.waits.empty());
}

TEST_CASE("lists are read page after page") {
    Script script;
    script.answers = {
        answer(200, R"([{"id": 1}])",
               {{"link",
                 R"(<https://api.example.com/p?page=2>; rel="next", <https://x>; rel="last")"}}),
        answer(200, R"([{"id": 2}])", {{"link", R"(<https://api.example.com/p>; rel="prev")"}})};
    GitHubApi api(script.access());
    const auto items = api.get_all("/repos/{}/issues?state=open");
    REQUIRE(items);
    CHECK(items->size() == 2);
    CHECK(script.asked[0].url ==
          "https://api.example.com/repos/acme/shop/issues?state=open&per_page=100");
    CHECK(script.asked[1].url == "https://api.example.com/p?page=2");
}

TEST_CASE("a page on another host gets no credentials") {
    Script script;
    script.answers = {
        answer(200, "[]", {{"link", R"(<https://evil.example.net/p?page=2>; rel="next")"}})};
    GitHubApi api(script.access());
    const auto items = api.get_all("/user/repos");
    REQUIRE_FALSE(items);
    CHECK(items.error().kind == base::ErrorKind::permanent);
}

TEST_CASE("a log is taken from where GitHub points, without the token") {
    Script script;
    script.answers = {answer(302, "", {{"location", "https://blobs.example.net/log?sig=1"}}),
                      broken_off(), answer(200, "the log")};
    GitHubApi api(script.access());
    const auto log = api.download("/repos/{}/actions/jobs/5/logs");
    REQUIRE(log);
    CHECK(*log == "the log");
    CHECK(script.asked[2].url == "https://blobs.example.net/log?sig=1");
    for (const auto& header : script.asked[2].headers)
        CHECK_FALSE(base::contains(header, "t0ken"));
}

TEST_CASE("a log that is gone is gone for good") {
    Script script;
    script.answers = {answer(410, R"({"message": "Gone"})")};
    GitHubApi api(script.access());
    const auto log = api.download("/repos/{}/actions/jobs/5/logs");
    REQUIRE_FALSE(log);
    CHECK(log.error().kind == base::ErrorKind::permanent);
}

TEST_CASE("a refusal is told in GitHub's words with the permission that is lacking") {
    Script script;
    script.answers = {answer(403, R"({"message": "Resource not accessible by integration"})",
                             {{"x-accepted-github-permissions", "pull_requests=write"}})};
    GitHubApi api(script.access());
    const auto made = api.send_json("POST", "/repos/{}/pulls", base::Json::object());
    REQUIRE_FALSE(made);
    CHECK(made.error().kind == base::ErrorKind::permanent);
    CHECK(base::contains(made.error().message, "not accessible by integration"));
    CHECK(base::contains(made.error().message, "pull_requests=write"));
}
