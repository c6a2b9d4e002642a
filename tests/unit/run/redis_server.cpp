#include <cstdlib>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "queue_conformance.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"

namespace queues {

namespace {

int free_port() {
    const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    ::bind(socket, reinterpret_cast<sockaddr*>(&address), size);
    ::getsockname(socket, reinterpret_cast<sockaddr*>(&address), &size);
    ::close(socket);
    return ntohs(address.sin_port);
}

}  // namespace

RedisServer::RedisServer() : m_port(free_port()) {
    m_folder = mendel::sys::make_temporary_folder("mendel-redis").value();
    const auto port = std::to_string(m_port);
    m_process = ::fork();
    if (m_process == 0) {
        ::execlp("redis-server", "redis-server", "--port", port.c_str(), "--bind", "127.0.0.1",
                 "--dir", m_folder.c_str(), "--save", "", "--appendonly", "no", "--loglevel",
                 "warning", static_cast<char*>(nullptr));
        ::_exit(127);
    }
    for (int attempt = 0; attempt < 500; ++attempt) {
        if (mendel::run::open_redis_queue(url("probe"), {}))
            return;
        mendel::sys::pause_for(std::chrono::milliseconds(10));
    }
    throw std::runtime_error("redis-server does not answer; is the package installed?");
}

RedisServer::~RedisServer() {
    kill();
    (void)mendel::sys::remove_tree(m_folder);
}

void RedisServer::kill() {
    if (m_process <= 0)
        return;
    ::kill(m_process, SIGKILL);
    ::waitpid(m_process, nullptr, 0);
    m_process = -1;
}

std::string RedisServer::url(const std::string& name) const {
    return "redis://127.0.0.1:" + std::to_string(m_port) + "?name=" + name;
}

}  // namespace queues
