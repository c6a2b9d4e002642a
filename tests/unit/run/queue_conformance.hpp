#pragma once

#include <functional>
#include <memory>
#include <string>

#include "run/queue.hpp"

namespace queues {

/// Time that moves only when a test says so.
struct ManualClock {
    std::shared_ptr<std::chrono::milliseconds> elapsed =
        std::make_shared<std::chrono::milliseconds>(0);
    mendel::model::Clock clock() const {
        auto time = elapsed;
        return {.now =
                    [time] {
                        return std::chrono::system_clock::time_point(std::chrono::hours(480'000)) +
                               *time;
                    },
                .steady =
                    [time] {
                        return std::chrono::steady_clock::time_point(std::chrono::hours(1)) + *time;
                    }};
    }
    void advance(std::chrono::milliseconds by) const { *elapsed += by; }
};

/// One form of queue under test.
struct Form {
    std::string name;
    std::function<std::unique_ptr<mendel::run::Queue>(const mendel::run::QueueOptions&)> open;
    /// The same store once more, as another process would open it; nothing where there is none.
    std::function<std::unique_ptr<mendel::run::Queue>(const mendel::run::QueueOptions&)> again = {};
};

/// A redis-server of the tests' own on a free port of loopback, ended with its owner.
class RedisServer {
  public:
    RedisServer();
    ~RedisServer();
    RedisServer(const RedisServer&) = delete;
    RedisServer& operator=(const RedisServer&) = delete;
    std::string url(const std::string& name) const;
    void kill();

  private:
    int m_port = 0;
    int m_process = -1;
    std::string m_folder;
};

}  // namespace queues
