#include "run/queue_redis_link.hpp"

#include <fmt/format.h>
#include <hiredis/hiredis.h>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::run {

namespace {

constexpr int k_patience_seconds = 10;

struct FreeReply {
    void operator()(redisReply* reply) const { freeReplyObject(reply); }
};
using Reply = std::unique_ptr<redisReply, FreeReply>;

RedisAnswer answer_of(const redisReply& reply) {
    RedisAnswer answer;
    if (reply.type == REDIS_REPLY_INTEGER)
        answer.text = std::to_string(reply.integer);
    else if (reply.str != nullptr)
        answer.text.assign(reply.str, reply.len);
    for (std::size_t index = 0; index < reply.elements; ++index)
        answer.items.push_back(answer_of(*reply.element[index]));
    return answer;
}

base::Error server_error(const std::string& words, const std::string& where) {
    const auto starts = [&](std::string_view with) { return words.rfind(with, 0) == 0; };
    if (starts("NOAUTH") || starts("WRONGPASS") || starts("ERR invalid password") ||
        starts("ERR AUTH"))
        return {base::ErrorKind::user,
                "Redis refuses the password. Put the right one into the URL.", where};
    if (starts("LOADING") || starts("BUSY") || starts("OOM") || starts("MISCONF") ||
        starts("READONLY") || starts("MASTERDOWN"))
        return {base::ErrorKind::transient,
                fmt::format("Redis cannot take work now: {}. Try again.", words), where};
    return {base::ErrorKind::bug, fmt::format("Redis refused a command: {}.", words), where};
}

}  // namespace

base::Result<RedisAddress> redis_address(const std::string& url) {
    static const base::Regex form(
        "^redis://(?:[^:@/]*:([^@/]*)@)?([^:/?@]+)(?::([0-9]+))?(?:/([0-9]*))?"
        "(?:\\?name=([A-Za-z0-9_.-]+))?$");
    const auto groups = form.match(url);
    if (!groups)
        return base::fail(base::ErrorKind::user,
                          "This is no address of a Redis queue. Write "
                          "redis://[:PASSWORD@]HOST[:PORT][/DATABASE][?name=NAME].");
    RedisAddress address{.host = std::string((*groups)[2]), .password = std::string((*groups)[1])};
    const auto port = (*groups)[3].empty() ? 6379 : base::to_number((*groups)[3]);
    if (port < 1 || port > 65'535)
        return base::fail(base::ErrorKind::user,
                          fmt::format("{} is no port. Use 1 to 65535.", (*groups)[3]));
    address.port = static_cast<int>(port);
    address.database = (*groups)[4].empty() ? 0 : static_cast<int>(base::to_number((*groups)[4]));
    if (!(*groups)[5].empty())
        address.name = std::string((*groups)[5]);
    return address;
}

void RedisLink::Closer::operator()(redisContext* context) const {
    redisFree(context);
}

RedisLink::RedisLink(RedisAddress address) : m_address(std::move(address)) {}
RedisLink::~RedisLink() = default;
RedisLink::RedisLink(RedisLink&&) noexcept = default;

base::Status RedisLink::connect() {
    const timeval patience{.tv_sec = k_patience_seconds, .tv_usec = 0};
    m_context.reset(redisConnectWithTimeout(m_address.host.c_str(), m_address.port, patience));
    const auto where = fmt::format("{}:{}", m_address.host, m_address.port);
    if (!m_context || m_context->err != 0) {
        const std::string words = m_context ? m_context->errstr : "out of memory";
        m_context.reset();
        return base::fail(
            base::ErrorKind::transient,
            fmt::format("Redis cannot be reached: {}. Start it, or check the address.", words),
            where);
    }
    redisSetTimeout(m_context.get(), patience);
    if (!m_address.password.empty())
        if (const auto done = send({"AUTH", m_address.password}); !done)
            return base::fail(done.error());
    if (m_address.database != 0)
        if (const auto done = send({"SELECT", std::to_string(m_address.database)}); !done)
            return base::fail(done.error());
    return {};
}

base::Result<RedisAnswer> RedisLink::send(const std::vector<std::string>& words) {
    std::vector<const char*> starts;
    std::vector<std::size_t> sizes;
    for (const auto& word : words) {
        starts.push_back(word.data());
        sizes.push_back(word.size());
    }
    const Reply reply(static_cast<redisReply*>(redisCommandArgv(
        m_context.get(), static_cast<int>(words.size()), starts.data(), sizes.data())));
    const auto where = fmt::format("{}:{}", m_address.host, m_address.port);
    if (!reply) {
        const std::string why = m_context->errstr;
        m_context.reset();
        return base::fail(base::ErrorKind::transient,
                          fmt::format("Redis broke off: {}. Nothing is lost; try again.", why),
                          where);
    }
    if (reply->type == REDIS_REPLY_ERROR)
        return base::fail(server_error({reply->str, reply->len}, where));
    return answer_of(*reply);
}

base::Result<RedisAnswer> RedisLink::ask(const std::vector<std::string>& words) {
    if (!m_context)
        if (const auto connected = connect(); !connected) {
            m_context.reset();
            return base::fail(connected.error());
        }
    return send(words);
}

}  // namespace mendel::run
