#include "sys/server.hpp"

#include <thread>

#include <fmt/format.h>
#include <httplib.h>
#include <sys/socket.h>

#include "base/text.hpp"

namespace mendel::sys {

struct Server::State {
    ServerHandler handler;
    httplib::Server server;
    int port = 0;
    int listener = -1;
    std::jthread listening;

    ~State() { server.stop(); }
};

namespace {

constexpr int k_backlog = 256;

ServerRequest request_of(const httplib::Request& from) {
    ServerRequest request{.method = from.method, .path = from.path, .body = from.body};
    const auto question = from.target.find('?');
    if (question != std::string::npos)
        request.query.assign(from.target, question + 1, std::string::npos);
    for (const auto& [name, value] : from.headers)
        request.headers[base::to_lower(name)] = value;
    return request;
}

void give(ServerAnswer answer, httplib::Response& to) {
    to.status = answer.status;
    for (const auto& [name, value] : answer.headers)
        to.set_header(name, value);
    if (!answer.stream) {
        if (!answer.body.empty())
            to.set_content(answer.body, answer.content_type);
        return;
    }
    to.set_chunked_content_provider(answer.content_type, [stream = std::move(answer.stream)](
                                                             std::size_t, httplib::DataSink& sink) {
        stream([&sink](std::string_view part) {
            return sink.is_writable() && sink.write(part.data(), part.size());
        });
        sink.done();
        return true;
    });
}

void prepare(httplib::Server& server, const ServerOptions& options, const ServerHandler& handler) {
    const httplib::Server::Handler answer = [&handler](const httplib::Request& request,
                                                       httplib::Response& response) {
        give(handler(request_of(request)), response);
    };
    server.new_task_queue = [workers = options.workers] {
        return new httplib::ThreadPool(workers);
    };
    server.set_payload_max_length(options.body_cap);
    server.set_tcp_nodelay(true);
    server.Get(".*", answer)
        .Post(".*", answer)
        .Put(".*", answer)
        .Patch(".*", answer)
        .Delete(".*", answer)
        .Options(".*", answer);
}

}  // namespace

const std::string& ServerRequest::header(const std::string& name) const {
    static const std::string k_none;
    const auto found = headers.find(name);
    return found == headers.end() ? k_none : found->second;
}

base::Result<Server> Server::start(ServerHandler handler, const ServerOptions& options) {
    auto state = std::make_unique<State>();
    state->handler = std::move(handler);
    prepare(state->server, options, state->handler);
    state->server.set_socket_options([running = state.get()](socket_t socket) {
        running->listener = socket;
        const int yes = 1;
        ::setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    state->port = options.port == 0 ? state->server.bind_to_any_port("127.0.0.1")
                  : state->server.bind_to_port("127.0.0.1", options.port) ? options.port
                                                                          : -1;
    if (state->port <= 0)
        return base::fail(
            base::ErrorKind::user,
            fmt::format("Cannot listen on port {} of 127.0.0.1. Take another one.", options.port));
    // The library lets five wait: a burst of more would be answered a second later.
    ::listen(state->listener, k_backlog);
    state->listening =
        std::jthread([running = state.get()] { running->server.listen_after_bind(); });
    while (!state->server.is_running())
        std::this_thread::yield();
    return Server(std::move(state));
}

Server::Server(std::unique_ptr<State> state) : m_state(std::move(state)) {}
Server::~Server() = default;
Server::Server(Server&&) noexcept = default;

int Server::port() const {
    return m_state->port;
}

}  // namespace mendel::sys
