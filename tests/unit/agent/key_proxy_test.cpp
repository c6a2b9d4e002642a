#include "agent/key_proxy.hpp"

#include "base/text.hpp"
#include "sys/http.hpp"
#include "unit/agent/model_server.hpp"

using namespace mendel;
using mendel::testing::ModelServer;
using mendel::testing::Purse;
using mendel::testing::said;

namespace {

struct Proxied {
    ModelServer service{[](int, const auto&) { return said("hi"); }};
    Purse purse = {};
    std::vector<model::AuditEntry> entries = {};
    std::mutex mutex;
    agent::KeyProxy proxy;

    explicit Proxied(int most = 100)
        : proxy(agent::KeyProxy::start({.api = "anthropic",
                                        .base_url = service.url(),
                                        .key = "the-key",
                                        .models = {"m"},
                                        .spending = purse.spending(),
                                        .max_requests = most,
                                        .audit =
                                            [this](const auto& entry) {
                                                const std::lock_guard lock(mutex);
                                                entries.push_back(entry);
                                            }})
                    .value()) {}

    sys::HttpResponse ask(const std::string& token, const std::string& body,
                          const std::string& path = "/v1/messages") {
        return sys::http_client()({.method = "POST",
                                   .url = proxy.url() + path,
                                   .headers = {"x-api-key: " + token,
                                               "anthropic-version: 2023-06-01", "cookie: a=b"},
                                   .body = body})
            .value();
    }
    sys::HttpResponse ask() {
        return ask(proxy.token(), R"({"model":"m","max_tokens":50,"stream":true})");
    }
};

}  // namespace

TEST_CASE("the proxy puts the key in the place of its own token and passes the stream through") {
    Proxied run;
    const auto answer = run.ask();
    CHECK(answer.status == 200);
    CHECK(base::contains(answer.body, "message_stop"));
    const auto request = run.service.requests().at(0);
    CHECK(request.header("x-api-key") == "the-key");
    CHECK(request.header("anthropic-version") == "2023-06-01");
    CHECK(request.header("cookie").empty());
    CHECK_FALSE(base::contains(request.body, run.proxy.token()));
    CHECK(run.purse.spent == 110);
    CHECK(run.purse.held == 0);
    CHECK(run.proxy.cost().micro_usd == 110);
    CHECK(run.proxy.cost().turns == 1);
}

TEST_CASE("other tokens, paths and models are refused and audited, and reach no service") {
    Proxied run;
    const auto body = R"({"model":"m","max_tokens":50})";
    CHECK(run.ask("guess", body).status == 401);
    CHECK(run.ask(run.proxy.token(), body, "/v1/files").status == 403);
    CHECK(run.ask(run.proxy.token(), body, "/v1/messages/../files").status == 403);
    CHECK(run.ask(run.proxy.token(), R"({"model":"other"})").status == 403);
    CHECK(run.ask(run.proxy.token(), "no json").status == 403);
    CHECK(run.service.requests().empty());
    REQUIRE(run.entries.size() == 5);
    for (const auto& entry : run.entries)
        CHECK(entry.verdict == "refused");
}

TEST_CASE("once the budget or the requests are used up, the proxy refuses and says so") {
    Proxied run(2);
    CHECK(run.ask().status == 200);
    CHECK(run.ask().status == 200);
    const auto third = run.ask();
    CHECK(third.status == 403);
    CHECK(base::contains(third.body, "2 model requests"));
    CHECK_FALSE(run.proxy.exhausted().empty());
    Proxied poor;
    poor.purse.limit = 10;
    CHECK(poor.ask().status == 403);
    CHECK(base::contains(poor.proxy.exhausted(), "purse"));
    CHECK(poor.service.requests().empty());
}
