#include "agent/model_client.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/allowance.hpp"
#include "agent/sse.hpp"
#include "agent/usage.hpp"
#include "base/text.hpp"
#include "sys/http.hpp"

namespace mendel::agent {

namespace {

using base::ErrorKind;
using base::Json;
using std::chrono::milliseconds;

constexpr int k_tries = 5;
constexpr int k_failures_that_open = 5;
constexpr auto k_open_for = std::chrono::seconds(30);
constexpr milliseconds k_first_pause{500};
constexpr milliseconds k_longest_pause{30'000};
constexpr std::chrono::seconds k_idle{60};
constexpr std::size_t k_error_cap = 64 * 1024;

std::string url_of(const Endpoint& endpoint) {
    auto base = endpoint.base_url;
    while (!base.empty() && base.back() == '/')
        base.pop_back();
    const bool versioned = base.size() > 3 && base.compare(base.size() - 3, 3, "/v1") == 0;
    return base + std::string(endpoint.wire->path.substr(versioned ? 3 : 0));
}

/// RFC 9110, 10.2.3, in seconds; -1 where it is not given so.
milliseconds retry_after_of(const sys::HttpResponse& response) {
    if (const long exact = base::to_number(response.header("retry-after-ms")); exact >= 0)
        return milliseconds(exact);
    const long seconds = base::to_number(response.header("retry-after"));
    return seconds < 0 ? milliseconds(-1) : milliseconds(std::chrono::seconds(seconds));
}

bool may_pass(int status) {
    return status == 408 || status == 409 || status == 429 || status >= 500;
}

std::string message_of(const std::string& body) {
    const auto json = base::parse_json(body, "answer");
    if (!json)
        return base::ellipsize(body, 200);
    return base::ellipsize(base::text_at(*json, "error.message"), 300);
}

/// What one exchange brings in.
struct Incoming {
    explicit Incoming(const std::string& api, const std::string& model)
        : usage(api, model, true), events([this](std::string_view, std::string_view data) {
              if (data == "[DONE]")
                  return;
              auto json = base::parse_json(data, "stream");
              if (json && json->is_object())
                  documents.push_back(std::move(*json));
              else
                  malformed = true;
          }) {}
    Incoming(const Incoming&) = delete;
    Incoming& operator=(const Incoming&) = delete;

    UsageReader usage;
    std::vector<Json> documents;
    bool malformed = false;
    sys::HttpResponse head;
    std::string error_body;
    SseReader events;

    bool take(const sys::HttpResponse& from, std::string_view part, long most_output) {
        head.status = from.status;
        head.headers = from.headers;
        if (from.status != 200) {
            error_body += part.substr(0, k_error_cap - std::min(k_error_cap, error_body.size()));
            return true;
        }
        usage.take(part);
        events.take(part);
        return usage.output_so_far() <= 2 * most_output;
    }
};

base::Result<Turn> turn_of(const Endpoint& endpoint, const Incoming& incoming) {
    const int status = incoming.head.status;
    if (status != 200)
        return base::fail(may_pass(status) ? ErrorKind::transient : ErrorKind::permanent,
                          fmt::format("The model's service answered {}: {}.", status,
                                      message_of(incoming.error_body)),
                          endpoint.name);
    if (incoming.malformed)
        return base::fail(ErrorKind::transient, "The model's stream is malformed. Try again.",
                          endpoint.name);
    return endpoint.wire->turn(incoming.documents);
}

}  // namespace

ModelClient::ModelClient(ModelClientOptions options) : m_options(std::move(options)) {}

base::Result<Turn> ModelClient::ask(Conversation conversation) {
    base::Result<Turn> last = base::fail(
        ErrorKind::transient, "No model's service can be asked at the moment. Try again later.");
    for (const auto& endpoint : m_options.endpoints) {
        auto& breaker = m_breakers[endpoint.name];
        if (breaker.open_until > m_options.now())
            continue;
        conversation.model = endpoint.model;
        last = ask_endpoint(endpoint, conversation);
        if (last || last.error().kind == ErrorKind::refused)
            return last;
    }
    return last;
}

base::Result<Turn> ModelClient::ask_endpoint(const Endpoint& endpoint,
                                             const Conversation& conversation) {
    auto& breaker = m_breakers[endpoint.name];
    for (int attempt = 1;; ++attempt) {
        auto answer = ask_once(endpoint, conversation);
        if (answer.turn) {
            breaker.failures = 0;
            return answer.turn;
        }
        if (answer.turn.error().kind != ErrorKind::transient)
            return answer.turn;
        if (++breaker.failures >= k_failures_that_open) {
            breaker.open_until = m_options.now() + k_open_for;
            breaker.failures = 0;
            return answer.turn;
        }
        if (attempt == k_tries)
            return answer.turn;
        if (const auto paused = pause_before(attempt, answer.retry_after); !paused)
            return paused.error().kind == ErrorKind::refused ? base::fail(paused.error())
                                                             : std::move(answer.turn);
    }
}

ModelClient::Answer ModelClient::ask_once(const Endpoint& endpoint,
                                          const Conversation& conversation) {
    const std::string api(endpoint.wire->api);
    auto allowance = allowed(m_options.spending, api, endpoint.wire->request(conversation));
    if (!allowance)
        return {base::fail(allowance.error())};
    Incoming incoming(api, endpoint.model);
    sys::HttpRequest request{.method = "POST", .url = url_of(endpoint), .body = allowance->body};
    request.headers = endpoint.wire->headers(endpoint.key);
    request.headers.push_back("Content-Type: application/json");
    for (const auto& [name, value] : endpoint.headers)
        request.headers.push_back(name + ": " + value);
    request.deadline =
        std::chrono::duration_cast<milliseconds>(m_options.deadline - m_options.now());
    request.idle = k_idle;
    request.on_part = [&](const sys::HttpResponse& head, std::string_view part) {
        return incoming.take(head, part, allowance->at_most.output);
    };
    if (request.deadline.count() <= 0) {
        book(allowance->reservation, {.model = endpoint.model});
        return {base::fail(ErrorKind::refused, "The time of this task is over.")};
    }
    const auto ended = sys::http_client(m_options.stop)(request);
    if (ended)
        incoming.head = *ended;
    const bool paid = incoming.head.status == 200;
    book(allowance->reservation, paid ? incoming.usage.finish(allowance->at_most)
                                      : model::TokenUsage{.model = endpoint.model});
    m_options.audit({.kind = "model",
                     .actor = "mendel",
                     .subject = endpoint.name,
                     .verdict = paid ? "done" : "failed",
                     .detail = fmt::format("status {}", incoming.head.status)});
    if (m_options.stop.stop_requested())
        return {base::fail(ErrorKind::refused, "It was stopped.")};
    // A stream that was broken off may still hold a whole turn; else the exchange's own error
    // tells.
    if (!ended && !paid)
        return {base::fail(ErrorKind::transient, ended.error().message, endpoint.name)};
    return {turn_of(endpoint, incoming), retry_after_of(incoming.head)};
}

base::Status ModelClient::pause_before(int attempt, milliseconds retry_after) {
    const auto ceiling = std::min(k_longest_pause, k_first_pause * (1L << (attempt - 1)));
    auto pause =
        milliseconds(static_cast<long>(m_options.random() * static_cast<double>(ceiling.count())));
    if (retry_after.count() >= 0)
        pause = std::max(pause, retry_after);
    if (m_options.now() + pause >= m_options.deadline)
        return base::fail(ErrorKind::transient, "The next try would come after the time is over.");
    if (!m_options.wait(pause))
        return base::fail(ErrorKind::refused, "It was stopped.");
    return {};
}

void ModelClient::book(const std::string& reservation, const model::TokenUsage& used) {
    const auto booked = m_options.spending.settle(reservation, used);
    m_cost.micro_usd += booked.value_or(0);
    m_cost.input_tokens += used.input;
    m_cost.output_tokens += used.output;
    m_cost.cache_read_tokens += used.cache_read;
    m_cost.cache_write_tokens += used.cache_write;
    ++m_cost.turns;
}

}  // namespace mendel::agent
