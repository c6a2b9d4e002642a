#include "agent/mcp.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;
using base::Json;

namespace {

struct Served {
    agent::ToolBox box{
        {{.name = "echo",
          .description = "Says it again.",
          .input_schema = R"({"type":"object","properties":{"text":{"type":"string"}}})",
          .call = [](const agent::ToolCall& call) -> base::Result<agent::ToolAnswer> {
              return agent::ToolAnswer{base::text_at(call.arguments, "text")};
          }}},
        {}};
    agent::McpServer server{box};

    Json ask(const Json& message) {
        const auto answer = server.answer(message.dump());
        return answer ? Json::parse(*answer) : Json();
    }
    sys::ServerAnswer post(std::map<std::string, std::string> headers,
                           const std::string& token = {}) {
        headers.try_emplace("host", "127.0.0.1:80");
        return agent::mcp_handler(
            server, {.token = token})({.method = "POST",
                                       .path = "/mcp",
                                       .headers = headers,
                                       .body = R"({"jsonrpc":"2.0","id":1,"method":"ping"})"});
    }
};

Json request(const std::string& method, const Json& parameters = Json::object()) {
    return {{"jsonrpc", "2.0"}, {"id", 7}, {"method", method}, {"params", parameters}};
}

}  // namespace

TEST_CASE("a client that knows an older version is answered in it, an unknown one in the newest") {
    Served served;
    CHECK(served.ask(request("initialize",
                             {{"protocolVersion", "2025-06-18"}}))["result"]["protocolVersion"] ==
          "2025-06-18");
    CHECK(served.ask(request("initialize",
                             {{"protocolVersion", "1999-01-01"}}))["result"]["protocolVersion"] ==
          "2025-11-25");
}

TEST_CASE("tools are listed and called") {
    Served served;
    const auto list = served.ask(request("tools/list"));
    CHECK(list["result"]["tools"][0]["name"] == "echo");
    CHECK(list["result"]["tools"][0]["inputSchema"]["type"] == "object");
    const auto called =
        served.ask(request("tools/call", {{"name", "echo"}, {"arguments", {{"text", "hi"}}}}));
    CHECK(called["result"]["content"][0]["text"] == "hi");
    CHECK(called["result"]["isError"] == false);
    CHECK(served.ask(request("tools/call", {{"name", "echo"},
                                            {"arguments", {{"text", 3}}}}))["result"]["isError"] ==
          true);
    CHECK(served.ask(request("tools/call", {{"name", "none"}}))["error"]["code"] == -32602);
}

TEST_CASE("what is no request is answered as JSON-RPC says") {
    Served served;
    CHECK(Json::parse(*served.server.answer("{"))["error"]["code"] == -32700);
    CHECK(Json::parse(*served.server.answer("[]"))["error"]["code"] == -32600);
    CHECK(Json::parse(*served.server.answer(
              R"({"jsonrpc":"2.0","id":[],"method":"ping"})"))["error"]["code"] == -32600);
    CHECK(served.ask(request("nothing"))["error"]["code"] == -32601);
    CHECK(served.ask(request("tools/call", Json::array()))["error"]["code"] == -32602);
    CHECK_FALSE(served.server.answer(R"({"jsonrpc":"2.0","method":"notifications/initialized"})"));
}

TEST_CASE("over HTTP only this machine with the token is answered") {
    Served served;
    CHECK(served.post({}).status == 200);
    CHECK(served.post({{"host", "evil.example"}}).status == 403);
    CHECK(served.post({{"host", "localhost:1"}, {"origin", "http://evil.example"}}).status == 403);
    CHECK(served.post({{"host", "localhost:1"}, {"origin", "http://localhost:5"}}).status == 200);
    CHECK(served.post({{"host", "127.0.0.1.evil.example"}}).status == 403);
    CHECK(served.post({}, "secret").status == 401);
    CHECK(served.post({{"authorization", "Bearer secreT"}}, "secret").status == 401);
    CHECK(served.post({{"authorization", "Bearer secret"}}, "secret").status == 200);
    CHECK(served.post({{"mcp-protocol-version", "1"}}).status == 400);
    const auto get = agent::mcp_handler(
        served.server, {})({.method = "GET", .path = "/mcp", .headers = {{"host", "localhost"}}});
    CHECK(get.status == 405);
}
