#include <cstdio>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "agent/runner_model.hpp"
#include "agent/tool_box.hpp"
#include "sys/http.hpp"
#include "sys/pool.hpp"
#include "sys/process.hpp"
#include "sys/server.hpp"

/// Two workloads of tool calls, each through mendel's own loop over a model (which asks for all
/// calls in one turn) and one after the other:
///
///     fetch     12 endpoints on loopback that answer after 50, 91, ... 500 ms
///     analysis  4 analysers (services on loopback that answer after 20, 30, 40 and 50 ms) over 24
///               files
///
/// The time of the loop holds everything: both turns of the model, checks of arguments, audit. The
/// sequential time holds the calls alone.

using namespace mendel;
using base::Json;
using std::chrono::steady_clock;

namespace {

struct Workload {
    std::string name;
    std::vector<int> delays;  ///< milliseconds of each call
};

Workload fetch() {
    Workload workload{"fetch", {}};
    for (int each = 0; each < 12; ++each)
        workload.delays.push_back(50 + each * 450 / 11);
    return workload;
}

Workload analysis() {
    Workload workload{"analysis", {}};
    for (int file = 0; file < 24; ++file)
        for (const int delay : {20, 30, 40, 50})
            workload.delays.push_back(delay);
    return workload;
}

std::string data(const Json& json) {
    return "data: " + json.dump() + "\n\n";
}

/// A model that asks for every call in its first turn and is done in its second.
sys::ServerAnswer turn_of(const Workload& workload, const sys::ServerRequest& request) {
    const bool again = request.body.find("tool_result") != std::string::npos;
    auto body = data({{"type", "message_start"}, {"message", {{"usage", {{"input_tokens", 1}}}}}});
    for (std::size_t index = 0; !again && index < workload.delays.size(); ++index) {
        const auto id = "call" + std::to_string(index);
        const Json input = {{"id", id}, {"delay", workload.delays[index]}};
        body += data({{"type", "content_block_start"},
                      {"index", index},
                      {"content_block", {{"type", "tool_use"}, {"id", id}, {"name", "ask"}}}});
        body += data({{"type", "content_block_delta"},
                      {"index", index},
                      {"delta", {{"partial_json", input.dump()}}}});
    }
    if (again)
        body += data({{"type", "content_block_start"},
                      {"index", 0},
                      {"content_block", {{"type", "text"}, {"text", "Done."}}}});
    body += data({{"type", "message_delta"},
                  {"delta", {{"stop_reason", again ? "end_turn" : "tool_use"}}},
                  {"usage", {{"output_tokens", 1}}}});
    return {.content_type = "text/event-stream", .body = body + data({{"type", "message_stop"}})};
}

agent::Tool asking(const std::string& url) {
    return {.name = "ask",
            .description = "Asks a service.",
            .input_schema = R"({"type":"object","required":["id","delay"],"properties":)"
                            R"({"id":{"type":"string"},"delay":{"type":"integer"}}})",
            .call = [url](const agent::ToolCall& call) -> base::Result<agent::ToolAnswer> {
                const auto answer = sys::http_client()(
                    {.url = url + "/" + std::to_string(base::number_at(call.arguments, "delay"))});
                if (!answer)
                    return base::fail(answer.error());
                return agent::ToolAnswer{answer->body};
            }};
}

double milliseconds_since(steady_clock::time_point begin) {
    return std::chrono::duration<double, std::milli>(steady_clock::now() - begin).count();
}

void measure(const Workload& workload) {
    const auto service = sys::Server::start(
        [](const sys::ServerRequest& request) -> sys::ServerAnswer {
            sys::pause_for(std::chrono::milliseconds(std::stol(request.path.substr(1))));
            return {.body = "{}"};
        },
        {.workers = 64});
    const auto model = sys::Server::start(
        [&](const sys::ServerRequest& request) { return turn_of(workload, request); });
    const auto url = "http://127.0.0.1:" + std::to_string(service->port());
    const auto tool = asking(url);

    agent::ToolBox box({tool}, {});
    auto begin = steady_clock::now();
    for (std::size_t index = 0; index < workload.delays.size(); ++index)
        box.call("ask", {{"id", std::to_string(index)}, {"delay", workload.delays[index]}});
    const double sequential = milliseconds_since(begin);

    const agent::Profile profile{.name = "bench",
                                 .runner = agent::RunnerKind::model,
                                 .api = "anthropic",
                                 .base_url = "http://127.0.0.1:" + std::to_string(model->port()),
                                 .model = "bench"};
    const auto agent = agent::make_model_agent(
        profile, {}, {.variable = [](const auto&) { return std::optional<std::string>(); }});
    agent::AgentJob job{.task = {.id = "bench", .title = "Ask"},
                        .worktree = "/",
                        .tools = {tool},
                        .changes = [] { return model::Patch(); },
                        .deadline = steady_clock::now() + std::chrono::minutes(1)};
    job.spending = {.reserve = [](const auto&) { return base::Result<std::string>("r"); },
                    .settle = [](const auto&, const auto&) { return base::Result<long>(0L); }};
    begin = steady_clock::now();
    const auto result = agent.run(job);
    const double parallel = milliseconds_since(begin);
    const bool whole = result && result->end == agent::AgentEnd::done && !result->tools.empty() &&
                       result->tools[0].calls == static_cast<long>(workload.delays.size()) &&
                       result->tools[0].errors == 0;
    std::printf(
        "  %-10s %4zu calls  one after the other %8.1f ms  mendel %8.1f ms  %5.2f times%s\n",
        workload.name.c_str(), workload.delays.size(), sequential, parallel, sequential / parallel,
        whole ? "" : "  (NOT WHOLE)");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string(argv[1]) == "__launch")
        return sys::launch(std::stoi(argv[2]));
    for (int each = 0; each < 3; ++each) {
        measure(fetch());
        measure(analysis());
    }
}
