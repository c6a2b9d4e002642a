#include "sys/launch/process_tree.hpp"

#include <array>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include "sys/descriptor.hpp"

namespace mendel::sys {
namespace {

/// The beginning of a /proc file; "" where the process is gone or closed to us.
std::string read_proc(pid_t process, const char* name) {
    const Descriptor file(
        ::open(fmt::format("/proc/{}/{}", process, name).c_str(), O_RDONLY | O_CLOEXEC));
    std::array<char, 4096> buffer{};
    const ssize_t count = file ? ::read(file.get(), buffer.data(), buffer.size()) : 0;
    return {buffer.data(), static_cast<std::size_t>(count > 0 ? count : 0)};
}

/// proc(5): "pid (command) state ppid ..."; the command may hold blanks and parentheses.
std::optional<pid_t> parent_of(pid_t process) {
    const std::string text = read_proc(process, "stat");
    const std::size_t close = text.rfind(')');
    if (close == std::string::npos || close + 4 >= text.size())
        return std::nullopt;
    return std::atoi(text.c_str() + close + 4);
}

/// proc(5): fields 14 to 17 are utime, stime, cutime and cstime, in ticks.
long ticks_of(pid_t process) {
    const std::string text = read_proc(process, "stat");
    const std::size_t close = text.rfind(')');
    if (close == std::string::npos)
        return 0;
    std::istringstream fields(text.substr(close + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field)
        fields >> skipped;
    long sum = 0;
    for (long ticks = 0, field = 14; field <= 17 && fields >> ticks; ++field)
        sum += ticks;
    return sum;
}

std::vector<pid_t> all_processes() {
    std::vector<pid_t> found;
    const std::unique_ptr<DIR, int (*)(DIR*)> listing(::opendir("/proc"), &::closedir);
    while (const dirent* entry = listing ? ::readdir(listing.get()) : nullptr)
        if (const int number = std::atoi(entry->d_name); number > 0)
            found.push_back(number);
    return found;
}

std::size_t plain_resident(pid_t process) {
    const std::string text = read_proc(process, "statm");
    const std::size_t blank = text.find(' ');
    if (blank == std::string::npos)
        return 0;
    return std::strtoul(text.c_str() + blank, nullptr, 10) *
           static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

std::size_t shared_out_resident(pid_t process) {
    const std::string text = read_proc(process, "smaps_rollup");
    const std::size_t line = text.find("\nPss:");
    if (line == std::string::npos)
        return plain_resident(process);
    return std::strtoul(text.c_str() + line + 5, nullptr, 10) * 1024;
}

}  // namespace

std::vector<pid_t> children_of(pid_t parent) {
    std::vector<pid_t> found;
    for (const pid_t process : all_processes())
        if (parent_of(process) == parent)
            found.push_back(process);
    return found;
}

std::vector<pid_t> descendants_of(pid_t ancestor) {
    std::multimap<pid_t, pid_t> children;
    for (const pid_t process : all_processes())
        if (const auto parent = parent_of(process))
            children.emplace(*parent, process);
    std::vector<pid_t> found;
    const auto add_children = [&](pid_t parent) {
        const auto [begin, end] = children.equal_range(parent);
        for (auto child = begin; child != end; ++child)
            found.push_back(child->second);
    };
    add_children(ancestor);
    for (std::size_t i = 0; i < found.size(); ++i)
        add_children(found[i]);
    return found;
}

std::chrono::milliseconds busy_time(pid_t ancestor) {
    long ticks = ticks_of(ancestor);
    for (const pid_t process : descendants_of(ancestor))
        ticks += ticks_of(process);
    return std::chrono::milliseconds(ticks * 1000 / ::sysconf(_SC_CLK_TCK));
}

std::size_t resident_bytes(pid_t ancestor, std::size_t exact_above) {
    std::vector<pid_t> group = descendants_of(ancestor);
    group.push_back(ancestor);
    std::size_t sum = 0;
    for (const pid_t process : group)
        sum += plain_resident(process);
    if (sum <= exact_above)
        return sum;
    sum = 0;
    for (const pid_t process : group)
        sum += shared_out_resident(process);
    return sum;
}

}  // namespace mendel::sys
