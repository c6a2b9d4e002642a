#include "base/text.hpp"
#include "support/catch.hpp"
#include "sys/process.hpp"
#include "sys/server.hpp"

using namespace mendel;

namespace {

/// Something on loopback that must not be reached, and something that may.
struct Loopback {
    sys::Server closed =
        sys::Server::start([](const auto&) { return sys::ServerAnswer{.body = "closed"}; }).value();
    sys::Server open = sys::Server::start([](const sys::ServerRequest& request) {
                           return sys::ServerAnswer{.body = "open " + request.body};
                       }).value();
};

constexpr auto k_ask = R"(
import sys, urllib.request
try:
    body = sys.stdin.buffer.read()
    request = urllib.request.Request("http://127.0.0.1:" + sys.argv[1], body or None,
                                     {"Content-Type": "text/plain"})
    print(urllib.request.urlopen(request, None, 5).read()[-40:])
except OSError as error:
    print("refused")
)";

sys::ProcessSpec python(const std::string& program, const std::vector<std::string>& arguments) {
    sys::ProcessSpec spec{.argv = {"/usr/bin/python3", "-c", program},
                          .directory = "/",
                          .environment = {{"PATH", "/usr/bin:/bin"}},
                          .deadline = std::chrono::seconds(60)};
    spec.argv.insert(spec.argv.end(), arguments.begin(), arguments.end());
    return spec;
}

/// Walls of an agent at the best level, or at one that was asked for.
sys::Sandbox walls(const Loopback& loopback, sys::SandboxLevel level) {
    sys::Sandbox sandbox{.level = level, .network = sys::Network::doors};
    sandbox.doors = {loopback.open.port()};
    if (sys::sandbox_host().root)
        sandbox.uid = 64'951;
    return sandbox;
}

std::string said(const sys::ProcessSpec& spec) {
    const auto ended = sys::run_process(spec);
    REQUIRE(ended);
    return ended->output;
}

/// The levels whose walls of the network this machine can build.
std::vector<sys::SandboxLevel> levels(const Loopback& loopback) {
    std::vector<sys::SandboxLevel> all;
    for (const auto level :
         {sys::SandboxLevel::namespaces, sys::SandboxLevel::user, sys::SandboxLevel::landlock})
        if (sys::check_offered(walls(loopback, level), sys::sandbox_host()))
            all.push_back(level);
    return all;
}

}  // namespace

TEST_CASE("an agent reaches its doors and nothing else of the network") {
    const Loopback loopback;
    const auto closed = std::to_string(loopback.closed.port());
    const auto open = std::to_string(loopback.open.port());
    CHECK(base::contains(said(python(k_ask, {closed})), "closed"));
    REQUIRE_FALSE(levels(loopback).empty());
    for (const auto level : levels(loopback)) {
        INFO(sys::name_of(level));
        auto spec = python(k_ask, {closed});
        spec.sandbox = walls(loopback, level);
        CHECK(base::contains(said(spec), "refused"));
        spec.argv.back() = open;
        CHECK(base::contains(said(spec), "open"));
    }
}

TEST_CASE("much goes through a door both ways") {
    const Loopback loopback;
    for (const auto level : levels(loopback)) {
        auto spec = python(k_ask, {std::to_string(loopback.open.port())});
        spec.sandbox = walls(loopback, level);
        spec.standard_input = std::string(4U << 20U, 'x') + "end";
        CHECK(base::contains(said(spec), "xend"));
    }
}

TEST_CASE("an agent sends no datagrams and makes no raw sockets") {
    const Loopback loopback;
    constexpr auto k_program = R"(
import socket
def attempt(name, act):
    try:
        act()
        print(name, "done")
    except OSError:
        print(name, "refused")
def datagram():
    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    s.connect(("192.0.2.1", 53))
    s.send(b"x")
attempt("datagram", datagram)
attempt("packet", lambda: socket.socket(socket.AF_PACKET, socket.SOCK_RAW))
attempt("netlink", lambda: socket.socket(socket.AF_NETLINK, socket.SOCK_RAW))
)";
    if (sys::sandbox_host().root)
        CHECK(base::contains(said(python(k_program, {})), "packet done"));
    for (const auto level : levels(loopback)) {
        INFO(sys::name_of(level));
        auto spec = python(k_program, {});
        spec.sandbox = walls(loopback, level);
        const auto output = said(spec);
        CHECK(base::contains(output, "datagram refused"));
        CHECK(base::contains(output, "packet refused"));
    }
}

TEST_CASE("a file and the number of processes are limited, and are not without the limits") {
    const Loopback loopback;
    constexpr auto k_program = R"(
import os, signal, sys
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
try:
    with open("/tmp/big", "wb") as file:
        file.write(b"x" * (3 << 20))
        file.flush()
    print("file done")
except OSError:
    print("file refused")
children = []
try:
    for _ in range(60):
        child = os.fork()
        if child == 0:
            signal.pause()
        children.append(child)
    print("forks done")
except OSError:
    print("forks refused")
for child in children:
    os.kill(child, 9)
)";
    for (const auto level : levels(loopback)) {
        if (level != sys::SandboxLevel::namespaces || !sys::sandbox_host().root)
            continue;
        auto spec = python(k_program, {});
        spec.sandbox = walls(loopback, level);
        auto output = said(spec);
        CHECK(base::contains(output, "file done"));
        CHECK(base::contains(output, "forks done"));
        spec.sandbox->file_size = 1U << 20U;
        spec.sandbox->processes = 20;
        output = said(spec);
        CHECK(base::contains(output, "file refused"));
        CHECK(base::contains(output, "forks refused"));
        spec.sandbox->file_size = 0;
        spec.sandbox->tmp_size = 1U << 20U;
        CHECK(base::contains(said(spec), "file refused"));
    }
}
