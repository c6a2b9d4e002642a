#pragma once

#include <memory>
#include <string>
#include <vector>

#include "agent/agent.hpp"
#include "base/result.hpp"

namespace mendel::agent {

/// What the proxy lets through, and to where.
struct KeyProxyOptions {
    std::string api;       ///< "anthropic", "openai" or "gemini": which paths and shapes
    std::string base_url;  ///< of the service; "/v1" at its end is taken as part of the paths
    std::string key;       ///< added to each request; stays in this process' memory
    std::vector<std::string> models;        ///< the only ones that may be asked
    std::vector<std::string> headers = {};  ///< "Name: value", added to each request
    model::Spending spending;
    long max_tokens = 0;  ///< of all requests together, 0: no limit
    int max_requests = 100;
    std::string actor = "agent";
    std::string task = {};
    model::AuditSink audit = [](const model::AuditEntry&) {};
    std::stop_token stop = {};
};

/// A model proxy on 127.0.0.1 for one agent run: it asks for a token of its own, adds the key,
/// allows only the API's paths for the configured models, reserves and settles what each request
/// costs, lowers a request's output limit to what the budget allows, and refuses (403) once
/// dollars, tokens or requests are used up. Answers are streamed through as they come.
class KeyProxy {
  public:
    static base::Result<KeyProxy> start(KeyProxyOptions options);
    ~KeyProxy();
    KeyProxy(KeyProxy&&) noexcept;
    KeyProxy& operator=(KeyProxy&&) = delete;

    int port() const;
    std::string url() const;           ///< "http://127.0.0.1:PORT"
    const std::string& token() const;  ///< what the agent is given in place of the key

    Cost cost() const;
    /// Why the next request would be refused; empty while there is budget.
    std::string exhausted() const;

  private:
    struct State;
    explicit KeyProxy(std::shared_ptr<State> state);
    std::shared_ptr<State> m_state;
};

}  // namespace mendel::agent
