#pragma once

#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <vector>

#include "agent/agent.hpp"
#include "agent/wire.hpp"
#include "base/result.hpp"
#include "model/spending.hpp"

namespace mendel::agent {

/// Where a model can be asked.
struct Endpoint {
    const Wire* wire = nullptr;
    std::string name;      ///< the agent's name, for people
    std::string base_url;  ///< "/v1" at its end is taken as part of the path
    std::string key = {};
    std::string model;
    std::map<std::string, std::string> headers = {};
};

/// What a ModelClient is given from outside.
struct ModelClientOptions {
    std::vector<Endpoint> endpoints = {};  ///< the first that works is asked
    model::Spending spending;
    std::chrono::steady_clock::time_point deadline = {};
    std::stop_token stop = {};
    model::AuditSink audit = [](const model::AuditEntry&) {};
    /// Waits, false where it was asked to stop; tests hand in one that only counts.
    std::function<bool(std::chrono::milliseconds)> wait;
    std::function<double()> random;  ///< in [0, 1), for the jitter
    std::function<std::chrono::steady_clock::time_point()> now;
};

/// Asks models over HTTP: streaming, money held back before and booked after each request,
/// exponential backoff with full jitter
/// (https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter), Retry-After obeyed,
/// a circuit breaker for each endpoint (five failures in a row open it for 30 s), and failover to
/// the next endpoint.
class ModelClient {
  public:
    explicit ModelClient(ModelClientOptions options);

    /// The model's turn. Errors: refused where the budget is used up or it was stopped, transient
    /// where no endpoint answered, permanent where the service said no for good.
    base::Result<Turn> ask(Conversation conversation);

    const Cost& cost() const { return m_cost; }

  private:
    struct Breaker {
        int failures = 0;
        std::chrono::steady_clock::time_point open_until = {};
    };
    /// One answer with what it says about trying again.
    struct Answer {
        base::Result<Turn> turn;
        std::chrono::milliseconds retry_after{-1};
    };

    base::Result<Turn> ask_endpoint(const Endpoint& endpoint, const Conversation& conversation);
    Answer ask_once(const Endpoint& endpoint, const Conversation& conversation);
    base::Status pause_before(int attempt, std::chrono::milliseconds retry_after);
    void book(const std::string& reservation, const model::TokenUsage& used);

    ModelClientOptions m_options;
    std::map<std::string, Breaker> m_breakers;
    Cost m_cost;
};

}  // namespace mendel::agent
