#include "agent/key_proxy.hpp"

#include <algorithm>
#include <array>
#include <mutex>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/allowance.hpp"
#include "agent/usage.hpp"
#include "base/text.hpp"
#include "sys/clock.hpp"
#include "sys/http.hpp"
#include "sys/pool.hpp"
#include "sys/server.hpp"

namespace mendel::agent {

namespace {

using base::Json;

constexpr auto k_deadline = std::chrono::minutes(15);
constexpr std::chrono::seconds k_idle{120};

/// The text after the last of the known prefixes of a credential.
std::string given_token(const sys::ServerRequest& request) {
    for (const char* name : {"x-api-key", "x-goog-api-key", "authorization"}) {
        std::string value = request.header(name);
        if (value.rfind("Bearer ", 0) == 0)
            value.erase(0, 7);
        if (!value.empty())
            return value;
    }
    return {};
}

bool is_passed_on(const std::string& name) {
    static constexpr std::array k_exact = {std::string_view("content-type"),
                                           std::string_view("accept")};
    return std::find(k_exact.begin(), k_exact.end(), name) != k_exact.end() ||
           name.rfind("anthropic-", 0) == 0 || name.rfind("openai-", 0) == 0;
}

std::string credential(const std::string& api, const std::string& key) {
    if (api == "anthropic")
        return "x-api-key: " + key;
    return (api == "gemini" ? "x-goog-api-key: " : "Authorization: Bearer ") + key;
}

struct Route {
    bool allowed = false;
    bool counts = true;  ///< a request that makes the model work
    bool streamed = false;
    std::string model = {};
};

/// "/v1beta/models/NAME:generateContent" (ai.google.dev/api/generate-content)
Route gemini_route(const std::string& path) {
    constexpr std::string_view k_prefix = "/v1beta/models/";
    const auto colon = path.rfind(':');
    if (path.rfind(k_prefix, 0) != 0 || colon == std::string::npos)
        return {};
    const auto act = path.substr(colon + 1);
    return {.allowed =
                act == "generateContent" || act == "streamGenerateContent" || act == "countTokens",
            .counts = act != "countTokens",
            .streamed = act == "streamGenerateContent",
            .model = path.substr(k_prefix.size(), colon - k_prefix.size())};
}

Route route_of(const std::string& api, const std::string& path, const Json& body) {
    if (api == "gemini")
        return gemini_route(path);
    Route route{.streamed = base::flag_at(body, "stream"), .model = base::text_at(body, "model")};
    if (api == "anthropic") {
        route.counts = path != "/v1/messages/count_tokens";
        route.allowed = path == "/v1/messages" || !route.counts;
    } else {
        route.allowed = path == "/v1/chat/completions" || path == "/v1/responses";
    }
    return route;
}

/// An error as the API itself would word it, so that a client shows it.
sys::ServerAnswer refusal(int status, const std::string& message) {
    return {.status = status,
            .body = base::to_line({{"type", "error"},
                                   {"error",
                                    {{"type", "permission_error"},
                                     {"code", status},
                                     {"message", "mendel: " + message}}}})};
}

}  // namespace

struct KeyProxy::State : std::enable_shared_from_this<KeyProxy::State> {
    KeyProxyOptions options;
    std::string token;
    std::optional<sys::Server> server;
    std::mutex mutex;
    Cost cost;
    std::string exhausted;
    std::stop_source ending;
    std::optional<std::stop_callback<std::function<void()>>> link;

    void audit(const std::string& verdict, const std::string& subject, const std::string& detail) {
        options.audit({.kind = "network",
                       .actor = options.actor,
                       .subject = subject,
                       .verdict = verdict,
                       .detail = base::ellipsize(detail, 500),
                       .task = options.task});
    }

    sys::ServerAnswer refuse(int status, const sys::ServerRequest& request,
                             const std::string& message) {
        audit("refused", request.path, message);
        return refusal(status, message);
    }

    /// Why no more requests may be made.
    std::string limit_reached() {
        const std::lock_guard lock(mutex);
        const long tokens = cost.input_tokens + cost.output_tokens + cost.cache_read_tokens +
                            cost.cache_write_tokens;
        if (cost.turns >= options.max_requests)
            exhausted =
                fmt::format("the limit of {} model requests is reached", options.max_requests);
        else if (options.max_tokens > 0 && tokens >= options.max_tokens)
            exhausted = fmt::format("the limit of {} tokens is reached", options.max_tokens);
        return exhausted;
    }

    void settle(const Allowance& allowance, const model::TokenUsage& used) {
        const auto booked = options.spending.settle(allowance.reservation, used);
        const std::lock_guard lock(mutex);
        cost.micro_usd += booked.value_or(0);
        cost.input_tokens += used.input;
        cost.output_tokens += used.output;
        cost.cache_read_tokens += used.cache_read;
        cost.cache_write_tokens += used.cache_write;
        if (!booked)
            exhausted = booked.error().message;
    }

    sys::HttpRequest upstream(const sys::ServerRequest& request, std::string body) const {
        auto path = request.path;
        auto base = options.base_url;
        while (!base.empty() && base.back() == '/')
            base.pop_back();
        const std::string version = "/v1";
        if (base.size() > version.size() &&
            base.compare(base.size() - version.size(), version.size(), version) == 0)
            path.erase(0, version.size());
        sys::HttpRequest wanted{.method = "POST", .url = base + path, .body = std::move(body)};
        if (!request.query.empty() && options.api == "gemini" &&
            base::contains(request.query, "alt=sse"))
            wanted.url += "?alt=sse";
        for (const auto& [name, value] : request.headers)
            if (is_passed_on(name))
                wanted.headers.push_back(name + ": " + value);
        wanted.headers.insert(wanted.headers.end(), options.headers.begin(), options.headers.end());
        wanted.headers.push_back(credential(options.api, options.key));
        wanted.deadline = k_deadline;
        wanted.idle = k_idle;
        wanted.stop = ending.get_token();
        return wanted;
    }

    sys::ServerAnswer answer(const sys::ServerRequest& request);
    sys::ServerAnswer forward(const sys::ServerRequest& request, const Route& route,
                              Allowance allowance);
};

namespace {

/// One exchange with the service on a thread of its own, read by the thread that answers.
struct Exchange {
    sys::Channel parts;
    std::mutex mutex;
    std::condition_variable known;
    bool has_head = false;
    sys::HttpResponse head;

    void set_head(const sys::HttpResponse& from) {
        const std::lock_guard lock(mutex);
        if (has_head)
            return;
        head.status = from.status;
        head.headers = from.headers;
        has_head = true;
        known.notify_all();
    }
    void wait_for_head() {
        std::unique_lock lock(mutex);
        known.wait(lock, [&] { return has_head; });
    }
};

}  // namespace

sys::ServerAnswer KeyProxy::State::forward(const sys::ServerRequest& request, const Route& route,
                                           Allowance allowance) {
    auto exchange = std::make_shared<Exchange>();
    auto self = shared_from_this();
    auto wanted = upstream(request, allowance.body);
    auto worker = std::make_shared<sys::Worker>([self, exchange, wanted = std::move(wanted),
                                                 allowance = std::move(allowance),
                                                 route](const std::stop_token& stop) mutable {
        UsageReader usage(self->options.api, allowance.at_most.model, route.streamed);
        bool paid = false;
        bool begun = false;
        wanted.on_part = [&](const sys::HttpResponse& head, std::string_view part) {
            exchange->set_head(head);
            begun = true;
            paid = head.status == 200 && route.counts;
            if (paid)
                usage.take(part);
            const bool within = usage.output_so_far() <= 2 * allowance.at_most.output;
            return within && exchange->parts.send(std::string(part));
        };
        const auto ended = sys::http_client(stop)(wanted);
        sys::HttpResponse head = ended.value_or(sys::HttpResponse{.status = 502});
        // The books are right before the client hears the end.
        self->settle(allowance, paid ? usage.finish(allowance.at_most)
                                     : model::TokenUsage{.model = allowance.at_most.model});
        if (!ended && !begun)
            exchange->parts.send(refusal(502, base::describe(ended.error())).body);
        exchange->set_head(head);
        exchange->parts.close();
    });
    exchange->wait_for_head();
    sys::ServerAnswer reply{.status = exchange->head.status};
    if (const auto& type = exchange->head.header("content-type"); !type.empty())
        reply.content_type = type;
    for (const char* name : {"retry-after", "request-id", "x-should-retry"})
        if (const auto& value = exchange->head.header(name); !value.empty())
            reply.headers.emplace_back(name, value);
    audit(reply.status == 200 ? "allowed" : "failed", request.path,
          fmt::format("status {}", reply.status));
    reply.stream = [exchange, worker](const sys::PartSink& sink) {
        while (const auto part = exchange->parts.receive())
            if (!sink(*part))
                break;
        exchange->parts.close();
    };
    return reply;
}

sys::ServerAnswer KeyProxy::State::answer(const sys::ServerRequest& request) {
    if (given_token(request) != token)
        return refuse(401, request, "the token is missing or wrong");
    const auto body = base::parse_json(request.body, "request");
    const auto route = route_of(options.api, request.path, body ? *body : Json());
    if (request.method != "POST" || !route.allowed || !body || !body->is_object())
        return refuse(403, request, "this path is not allowed here");
    if (std::find(options.models.begin(), options.models.end(), route.model) ==
        options.models.end())
        return refuse(403, request, fmt::format("the model '{}' is not configured", route.model));
    if (const auto reached = limit_reached(); !reached.empty())
        return refuse(403, request, reached);
    auto with_model = *body;
    with_model["model"] = route.model;
    auto allowance = allowed(options.spending, options.api, std::move(with_model));
    if (!allowance) {
        {
            const std::lock_guard lock(mutex);
            exhausted = allowance.error().message;
        }
        return refuse(403, request, allowance.error().message);
    }
    if (route.counts) {
        const std::lock_guard lock(mutex);
        ++cost.turns;
    }
    return forward(request, route, std::move(*allowance));
}

base::Result<KeyProxy> KeyProxy::start(KeyProxyOptions options) {
    auto state = std::make_shared<State>();
    state->options = std::move(options);
    state->link.emplace(state->options.stop,
                        [ending = state->ending]() mutable { ending.request_stop(); });
    state->token = "mendel-" + sys::random_name(40);
    auto server = sys::Server::start(
        [raw = state.get()](const sys::ServerRequest& request) { return raw->answer(request); });
    if (!server)
        return base::fail(server.error());
    state->server.emplace(std::move(*server));
    return KeyProxy(std::move(state));
}

KeyProxy::KeyProxy(std::shared_ptr<State> state) : m_state(std::move(state)) {}
KeyProxy::KeyProxy(KeyProxy&&) noexcept = default;
KeyProxy::~KeyProxy() {
    if (!m_state)
        return;
    m_state->ending.request_stop();
    m_state->server.reset();
}

int KeyProxy::port() const {
    return m_state->server->port();
}

std::string KeyProxy::url() const {
    return fmt::format("http://127.0.0.1:{}", port());
}

const std::string& KeyProxy::token() const {
    return m_state->token;
}

Cost KeyProxy::cost() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->cost;
}

std::string KeyProxy::exhausted() const {
    const std::lock_guard lock(m_state->mutex);
    return m_state->exhausted;
}

}  // namespace mendel::agent
