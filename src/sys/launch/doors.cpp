#include "sys/launch/doors.hpp"

#include <array>
#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <fmt/format.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sys/file_error.hpp"
#include "sys/launch/channel.hpp"

namespace mendel::sys {
namespace {

constexpr std::size_t k_most_doors = 8;
constexpr int k_backlog = 64;

base::Status refused(std::string_view act) {
    return base::fail(base::ErrorKind::refused,
                      fmt::format("The sandbox cannot {}: {}.", act, errno_text(errno)));
}

base::Status raise_loopback() {
    const Descriptor any(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0));
    ifreq request{};
    std::strncpy(request.ifr_name, "lo", IFNAMSIZ - 1);
    if (!any || ::ioctl(any.get(), SIOCGIFFLAGS, &request) != 0)
        return refused("find the loopback of its network namespace");
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    if (::ioctl(any.get(), SIOCSIFFLAGS, &request) != 0)
        return refused("bring up the loopback of its network namespace");
    return {};
}

base::Result<Descriptor> listen_on(int port) {
    Descriptor listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<std::uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (!listener ||
        ::bind(listener.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(listener.get(), k_backlog) != 0)
        return base::fail(refused(fmt::format("listen on port {}", port)).error());
    return listener;
}

struct Message {
    std::array<char, 1> byte{'d'};
    iovec part{byte.data(), byte.size()};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int) * k_most_doors)> control{};
    msghdr header{};

    Message() {
        header.msg_iov = &part;
        header.msg_iovlen = 1;
        header.msg_control = control.data();
        header.msg_controllen = control.size();
    }
};

}  // namespace

base::Status open_doors(const std::vector<int>& ports) {
    if (auto raised = raise_loopback(); !raised)
        return raised;
    if (ports.empty())
        return {};
    if (ports.size() > k_most_doors)
        return base::fail(base::ErrorKind::bug, "Too many doors for one sandbox.");
    std::vector<Descriptor> listeners;
    std::array<int, k_most_doors> numbers{};
    for (const int port : ports) {
        auto listener = listen_on(port);
        if (!listener)
            return base::fail(listener.error());
        numbers[listeners.size()] = listener->get();
        listeners.push_back(std::move(*listener));
    }
    Message message;
    message.header.msg_controllen = CMSG_SPACE(sizeof(int) * ports.size());
    cmsghdr* control = CMSG_FIRSTHDR(&message.header);
    control->cmsg_level = SOL_SOCKET;
    control->cmsg_type = SCM_RIGHTS;
    control->cmsg_len = CMSG_LEN(sizeof(int) * ports.size());
    std::memcpy(CMSG_DATA(control), numbers.data(), sizeof(int) * ports.size());
    if (::sendmsg(k_door_descriptor, &message.header, MSG_NOSIGNAL) != 1)
        return refused("hand its doors out");
    return {};
}

std::vector<Descriptor> receive_doors(int channel) {
    Message message;
    std::vector<Descriptor> doors;
    if (::recvmsg(channel, &message.header, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) <= 0)
        return doors;
    for (cmsghdr* control = CMSG_FIRSTHDR(&message.header); control;
         control = CMSG_NXTHDR(&message.header, control)) {
        if (control->cmsg_level != SOL_SOCKET || control->cmsg_type != SCM_RIGHTS)
            continue;
        const std::size_t count = (control->cmsg_len - CMSG_LEN(0)) / sizeof(int);
        std::array<int, k_most_doors> numbers{};
        std::memcpy(numbers.data(), CMSG_DATA(control),
                    std::min(count, k_most_doors) * sizeof(int));
        for (std::size_t index = 0; index < std::min(count, k_most_doors); ++index)
            doors.emplace_back(numbers[index]);
    }
    return doors;
}

}  // namespace mendel::sys
