#include "sys/launch/relay.hpp"

#include <array>
#include <cerrno>
#include <list>
#include <optional>
#include <string>

#include <arpa/inet.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/pool.hpp"

namespace mendel::sys {
namespace {

constexpr std::size_t k_waiting_cap = 256 * 1024;
constexpr std::size_t k_most_connections = 256;

/// One direction of a connection: what was read and not yet written.
struct Lane {
    int from = -1;
    int to = -1;
    std::string waiting = {};
    bool ended = false;  ///< nothing more is read
    bool told = false;   ///< the other side was told
    bool broken = false;

    bool wants_to_read() const { return !ended && waiting.size() < k_waiting_cap; }

    void read() {
        std::array<char, 65536> buffer;
        const ssize_t count = ::recv(from, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count > 0)
            waiting.append(buffer.data(), static_cast<std::size_t>(count));
        else if (count == 0)
            ended = true;
        else if (errno != EAGAIN && errno != EINTR)
            broken = true;
    }

    void write() {
        while (!waiting.empty()) {
            const ssize_t count =
                ::send(to, waiting.data(), waiting.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
            if (count < 0) {
                broken = broken || (errno != EAGAIN && errno != EINTR);
                return;
            }
            waiting.erase(0, static_cast<std::size_t>(count));
        }
        if (ended && !told) {
            ::shutdown(to, SHUT_WR);
            told = true;
        }
    }
};

struct Connection {
    Descriptor inside;
    Descriptor outside;
    Lane out;
    Lane in;

    Connection(Descriptor from, Descriptor to)
        : inside(std::move(from)),
          outside(std::move(to)),
          out{inside.get(), outside.get()},
          in{outside.get(), inside.get()} {}

    bool over() const { return out.broken || in.broken || (out.told && in.told); }

    static short events_of(const Lane& reading, const Lane& writing) {
        return static_cast<short>((reading.wants_to_read() ? POLLIN : 0) |
                                  (writing.waiting.empty() ? 0 : POLLOUT));
    }

    void move(short inside_events, short outside_events) {
        constexpr short k_readable = POLLIN | POLLHUP | POLLERR;
        if ((inside_events & k_readable) != 0 && out.wants_to_read())
            out.read();
        if ((outside_events & k_readable) != 0 && in.wants_to_read())
            in.read();
        out.write();
        in.write();
    }
};

Descriptor connect_to(int port) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!socket ||
        ::connect(socket.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0)
        return {};
    return socket;
}

/// The whole traffic of one sandbox.
class Traffic {
  public:
    Traffic(std::vector<Descriptor> listeners, std::vector<int> ports)
        : m_listeners(std::move(listeners)), m_ports(std::move(ports)) {}

    void carry(int wake, const std::stop_token& stop) {
        while (!stop.stop_requested())
            step(wake);
    }

  private:
    void step(int wake) {
        std::vector<pollfd> events = {{wake, POLLIN, 0}};
        const bool full = m_connections.size() >= k_most_connections;
        for (const auto& listener : m_listeners)
            events.push_back({full ? -1 : listener.get(), POLLIN, 0});
        for (const auto& each : m_connections) {
            events.push_back({each.inside.get(), Connection::events_of(each.out, each.in), 0});
            events.push_back({each.outside.get(), Connection::events_of(each.in, each.out), 0});
        }
        // A closed side with nothing wanted of it would be reported without end.
        for (auto& event : events)
            if (event.events == 0)
                event.fd = -1;
        if (::poll(events.data(), events.size(), 1000) < 0)
            return;
        auto event = events.begin() + 1 + static_cast<std::ptrdiff_t>(m_listeners.size());
        for (auto each = m_connections.begin(); each != m_connections.end(); event += 2) {
            each->move(event[0].revents, event[1].revents);
            each = each->over() ? m_connections.erase(each) : std::next(each);
        }
        for (std::size_t index = 0; index < m_listeners.size(); ++index)
            if ((events[1 + index].revents & POLLIN) != 0)
                accept(index);
    }

    void accept(std::size_t index) {
        Descriptor inside(
            ::accept4(m_listeners[index].get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
        if (!inside)
            return;
        Descriptor outside = connect_to(m_ports[index]);
        if (outside)
            m_connections.emplace_back(std::move(inside), std::move(outside));
    }

    std::vector<Descriptor> m_listeners;
    std::vector<int> m_ports;
    std::list<Connection> m_connections;
};

}  // namespace

struct Relay::State {
    Descriptor wake{::eventfd(0, EFD_CLOEXEC)};
    std::optional<Worker> worker;

    ~State() {
        if (worker)
            worker->ask_to_stop();
        const std::uint64_t one = 1;
        [[maybe_unused]] const ssize_t count = ::write(wake.get(), &one, sizeof one);
    }
};

Relay::Relay(std::vector<Descriptor> listeners, std::vector<int> ports)
    : m_state(std::make_unique<State>()) {
    auto traffic = std::make_shared<Traffic>(std::move(listeners), std::move(ports));
    m_state->worker.emplace([traffic, wake = m_state->wake.get()](const std::stop_token& stop) {
        traffic->carry(wake, stop);
    });
}

Relay::~Relay() = default;
Relay::Relay(Relay&&) noexcept = default;
Relay& Relay::operator=(Relay&&) noexcept = default;

}  // namespace mendel::sys
