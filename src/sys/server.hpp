#pragma once

#include <cstddef>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.hpp"

namespace mendel::sys {

/// One request that a server of ours got.
struct ServerRequest {
    std::string method;
    std::string path;                                 ///< without the query
    std::string query = {};                           ///< after the '?', as sent
    std::map<std::string, std::string> headers = {};  ///< names in lower case, the last one wins
    std::string body = {};

    /// The value of a header by its lower-case name, "" where there is none.
    const std::string& header(const std::string& name) const;
};

/// Sends a part of a body; false where the client has gone.
using PartSink = std::function<bool(std::string_view)>;

struct ServerAnswer {
    int status = 200;
    std::string content_type = "application/json";
    std::string body = {};
    std::vector<std::pair<std::string, std::string>> headers = {};
    /// In place of `body`: writes the body in parts as they come to be (chunked).
    std::function<void(const PartSink&)> stream = {};
};

/// Answers one request; called from several threads at once.
using ServerHandler = std::function<ServerAnswer(const ServerRequest&)>;

struct ServerOptions {
    int port = 0;                                  ///< 0: any free one
    std::size_t body_cap = std::size_t{8} << 20U;  ///< bytes; longer requests are answered 413
    std::size_t workers = 16;                      ///< requests answered at the same time
};

/// An HTTP/1.1 server on 127.0.0.1 (RFC 9112, over cpp-httplib) that ends with its owner.
class Server {
  public:
    /// Listens when it returns. An error of kind user where the port is taken.
    static base::Result<Server> start(ServerHandler handler, const ServerOptions& options = {});
    ~Server();
    Server(Server&&) noexcept;
    Server& operator=(Server&&) = delete;

    int port() const;

  private:
    struct State;
    explicit Server(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace mendel::sys
