#include "agent/model_client.hpp"

#include "base/text.hpp"
#include "unit/agent/model_server.hpp"

using namespace mendel;
using base::ErrorKind;
using mendel::testing::ModelServer;
using mendel::testing::Purse;
using mendel::testing::said;
using std::chrono::milliseconds;

namespace {

/// A client whose waits are only counted.
struct Asked {
    std::vector<milliseconds> pauses = {};
    Purse purse = {};
    std::chrono::steady_clock::time_point time = std::chrono::steady_clock::now();
    const std::vector<agent::Tool> tools = {};

    agent::ModelClient client(const std::vector<std::string>& urls) {
        agent::ModelClientOptions options{.spending = purse.spending(),
                                          .deadline = time + std::chrono::minutes(10),
                                          .wait =
                                              [this](milliseconds pause) {
                                                  pauses.push_back(pause);
                                                  return true;
                                              },
                                          .random = [] { return 0.5; },
                                          .now = [this] { return time; }};
        for (const auto& url : urls)
            options.endpoints.push_back({.wire = &agent::k_anthropic_wire,
                                         .name = "at " + url,
                                         .base_url = url,
                                         .key = "the-key",
                                         .model = "m"});
        return agent::ModelClient(std::move(options));
    }
    agent::Conversation conversation() const {
        return {.system = "s", .messages = {{.text = "hello"}}, .tools = &tools};
    }
};

sys::ServerAnswer status(int number) {
    return {.status = number, .body = R"({"error":{"message":"busy"}})"};
}

}  // namespace

TEST_CASE("a turn is asked for with the key and booked") {
    ModelServer server([](int, const auto&) { return said("hi"); });
    Asked asked;
    auto client = asked.client({server.url()});
    const auto turn = client.ask(asked.conversation());
    REQUIRE(turn);
    CHECK(turn->text == "hi");
    CHECK(server.requests()[0].header("x-api-key") == "the-key");
    CHECK(asked.purse.spent == 110);
    CHECK(asked.purse.held == 0);
    CHECK(client.cost().micro_usd == 110);
}

TEST_CASE("a busy service is asked again after growing pauses, nothing is charged for its errors") {
    ModelServer server(
        [](int number, const auto&) { return number < 4 ? status(529) : said("hi"); });
    Asked asked;
    REQUIRE(asked.client({server.url()}).ask(asked.conversation()));
    CHECK(asked.pauses ==
          std::vector<milliseconds>{milliseconds(250), milliseconds(500), milliseconds(1000)});
    CHECK(asked.purse.spent == 110);
}

TEST_CASE("Retry-After is obeyed, unless it is past the deadline") {
    const auto answer = [](const char* seconds) {
        return [seconds](int number, const auto&) {
            auto busy = status(429);
            busy.headers = {{"Retry-After", seconds}};
            return number == 1 ? busy : said("hi");
        };
    };
    ModelServer soon(answer("7"));
    Asked asked;
    REQUIRE(asked.client({soon.url()}).ask(asked.conversation()));
    CHECK(asked.pauses == std::vector<milliseconds>{milliseconds(7000)});
    ModelServer late(answer("7000"));
    Asked patient;
    const auto turn = patient.client({late.url()}).ask(patient.conversation());
    REQUIRE_FALSE(turn);
    CHECK(turn.error().kind == ErrorKind::transient);
    CHECK(late.requests().size() == 1);
}

TEST_CASE("an answer for good is not asked for again") {
    ModelServer server([](int, const auto&) { return status(400); });
    Asked asked;
    const auto turn = asked.client({server.url()}).ask(asked.conversation());
    REQUIRE_FALSE(turn);
    CHECK(turn.error().kind == ErrorKind::permanent);
    CHECK(base::contains(turn.error().message, "busy"));
    CHECK(server.requests().size() == 1);
}

TEST_CASE("the next endpoint takes over, and the breaker keeps the first from being asked") {
    ModelServer broken([](int, const auto&) { return status(500); });
    ModelServer works([](int, const auto&) { return said("hi"); });
    Asked asked;
    auto client = asked.client({broken.url(), works.url()});
    REQUIRE(client.ask(asked.conversation()));
    const auto tries = broken.requests().size();
    CHECK(tries == 5);
    REQUIRE(client.ask(asked.conversation()));
    CHECK(broken.requests().size() == tries);
    asked.time += std::chrono::seconds(31);
    REQUIRE(client.ask(asked.conversation()));
    CHECK(broken.requests().size() > tries);
}

TEST_CASE("cut and malformed streams are asked for again and charged for what came") {
    ModelServer server([](int number, const auto&) {
        auto answer = said("hi");
        if (number == 1)
            answer.body.resize(answer.body.size() / 2);
        if (number == 2)
            answer.body = "data: {broken\n\n";
        return answer;
    });
    Asked asked;
    REQUIRE(asked.client({server.url()}).ask(asked.conversation()));
    CHECK(server.requests().size() == 3);
    CHECK(asked.purse.held == 0);
    CHECK(asked.purse.spent > 110);
}

TEST_CASE("the output limit shrinks to what the budget allows, then nothing is asked") {
    ModelServer server([](int, const auto&) { return said("hi"); });
    Asked asked;
    asked.purse.limit = 1500;
    auto client = asked.client({server.url()});
    REQUIRE(client.ask(asked.conversation()));
    CHECK(base::contains(server.requests()[0].body, "\"max_tokens\":1"));
    CHECK_FALSE(base::contains(server.requests()[0].body, "8192"));
    asked.purse.limit = asked.purse.spent + 100;
    const auto refused = client.ask(asked.conversation());
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::refused);
    CHECK(server.requests().size() == 1);
}

TEST_CASE("without books nothing is asked") {
    ModelServer server([](int, const auto&) { return said("hi"); });
    Asked asked;
    agent::ModelClientOptions options{.deadline = asked.time + std::chrono::minutes(1),
                                      .wait = [](auto) { return true; },
                                      .random = [] { return 0.0; },
                                      .now = [&] { return asked.time; }};
    options.endpoints = {
        {.wire = &agent::k_anthropic_wire, .name = "x", .base_url = server.url(), .model = "m"}};
    agent::ModelClient client(std::move(options));
    CHECK(client.ask(asked.conversation()).error().kind == ErrorKind::refused);
    CHECK(server.requests().empty());
}
