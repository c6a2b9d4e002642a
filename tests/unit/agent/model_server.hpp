#pragma once

#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "model/spending.hpp"
#include "support/catch.hpp"
#include "sys/server.hpp"

namespace mendel::testing {

/// A model's service on loopback that answers what a test says and remembers what it was asked.
class ModelServer {
  public:
    using Answer = std::function<sys::ServerAnswer(int number, const sys::ServerRequest&)>;
    explicit ModelServer(Answer answer)
        : m_answer(std::move(answer)),
          m_server(sys::Server::start([this](const sys::ServerRequest& request) {
                       const std::lock_guard lock(m_mutex);
                       m_requests.push_back(request);
                       return m_answer(static_cast<int>(m_requests.size()), request);
                   }).value()) {}

    std::string url() const { return "http://127.0.0.1:" + std::to_string(m_server.port()); }
    std::vector<sys::ServerRequest> requests() {
        const std::lock_guard lock(m_mutex);
        return m_requests;
    }

  private:
    Answer m_answer;
    std::mutex m_mutex;
    std::vector<sys::ServerRequest> m_requests;
    sys::Server m_server;
};

/// A whole stream of Anthropic's Messages with this text, 100 tokens in and 10 out.
inline sys::ServerAnswer said(const std::string& text) {
    const auto data = [](const std::string& json) { return "data: " + json + "\n\n"; };
    return {.content_type = "text/event-stream",
            .body = data(R"({"type":"message_start","message":{"usage":{"input_tokens":100}}})") +
                    data(R"({"type":"content_block_start","index":0,)"
                         R"("content_block":{"type":"text","text":")" +
                         text + R"("}})") +
                    data(R"({"type":"message_delta","delta":{"stop_reason":"end_turn"},)"
                         R"("usage":{"output_tokens":10}})") +
                    data(R"({"type":"message_stop"})")};
}

/// Books in memory: a token costs a millionth of a dollar.
struct Purse {
    std::mutex mutex;
    long limit = 1'000'000;
    long held = 0;
    long spent = 0;
    std::map<std::string, long> open = {};

    model::Spending spending() {
        return {.reserve = [this](const model::TokenUsage& most) -> base::Result<std::string> {
                    const std::lock_guard lock(mutex);
                    if (spent + held + most.total() > limit)
                        return base::fail(base::ErrorKind::refused, "The purse is empty.");
                    const auto name = std::to_string(open.size());
                    open[name] = most.total();
                    held += most.total();
                    return name;
                },
                .settle = [this](const std::string& name,
                                 const model::TokenUsage& used) -> base::Result<long> {
                    const std::lock_guard lock(mutex);
                    held -= std::exchange(open[name], 0);
                    spent += used.total();
                    return used.total();
                },
                .left_micro_usd =
                    [this] {
                        const std::lock_guard lock(mutex);
                        return limit - spent - held;
                    },
                .price = [](const model::TokenUsage& usage) { return usage.total(); }};
    }
};

}  // namespace mendel::testing
