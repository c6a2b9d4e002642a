#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.hpp"

struct redisContext;

namespace mendel::run {

/// Where a Redis server listens, and which queue of it is meant.
struct RedisAddress {
    std::string host = "127.0.0.1";
    int port = 6379;
    std::string password = {};
    int database = 0;
    std::string name = "default";
};

/// Reads "redis://[:PASSWORD@]HOST[:PORT][/DATABASE][?name=NAME]"; an error of kind user else.
base::Result<RedisAddress> redis_address(const std::string& url);

/// An answer of Redis (https://redis.io/docs/latest/develop/reference/protocol-spec/): a text, or
/// a list of answers.
struct RedisAnswer {
    std::string text = {};
    std::vector<RedisAnswer> items = {};
};

/// One connection that is opened again where it broke. One thread at a time.
class RedisLink {
  public:
    explicit RedisLink(RedisAddress address);
    ~RedisLink();
    RedisLink(RedisLink&&) noexcept;

    /// Sends one command. Errors: transient where the server cannot be reached or broke off or is
    /// busy loading, user for a wrong password, bug where it refuses the command itself.
    base::Result<RedisAnswer> ask(const std::vector<std::string>& words);

  private:
    struct Closer {
        void operator()(redisContext* context) const;
    };
    base::Status connect();
    base::Result<RedisAnswer> send(const std::vector<std::string>& words);

    RedisAddress m_address;
    std::unique_ptr<redisContext, Closer> m_context = {};
};

}  // namespace mendel::run
