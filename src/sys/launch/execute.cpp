#include "sys/launch/execute.hpp"

#include <cerrno>
#include <string_view>

#include <fmt/format.h>
#include <unistd.h>

#include "base/text.hpp"
#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

using std::string_view;

/// What execve takes; the strings stay with their owner.
std::vector<char*> pointers_to(const std::vector<std::string>& strings) {
    std::vector<char*> pointers;
    pointers.reserve(strings.size() + 1);
    for (const std::string& text : strings)
        pointers.push_back(const_cast<char*>(text.c_str()));
    pointers.push_back(nullptr);
    return pointers;
}

std::string search_path(const std::vector<std::string>& environment) {
    constexpr string_view k_start = "PATH=";
    for (const std::string& entry : environment)
        if (entry.rfind(k_start, 0) == 0)
            return entry.substr(k_start.size());
    return "/usr/local/bin:/usr/bin:/bin";
}

std::vector<std::string> candidates_of(const std::string& name,
                                       const std::vector<std::string>& environment) {
    if (name.find('/') != std::string::npos)
        return {name};
    std::vector<std::string> candidates;
    const std::string path = search_path(environment);
    for (const string_view folder : base::split(path, ':'))
        candidates.push_back(join_path(folder.empty() ? "." : folder, name));
    return candidates;
}

void try_shell(const std::string& file, const std::vector<std::string>& argv,
               const std::vector<char*>& environment) {
    std::vector<std::string> shell = {"/bin/sh", file};
    shell.insert(shell.end(), argv.begin() + 1, argv.end());
    ::execve("/bin/sh", pointers_to(shell).data(), environment.data());
}

/// These say "not here"; any other errno says that something is there and cannot be run.
bool is_absent(int code) {
    return code == ENOENT || code == ENOTDIR || code == ENAMETOOLONG;
}

}  // namespace

std::string execute(const std::vector<std::string>& argv,
                    const std::vector<std::string>& environment) {
    const std::vector<char*> arguments = pointers_to(argv);
    const std::vector<char*> variables = pointers_to(environment);
    int reason = ENOENT;
    for (const std::string& file : candidates_of(argv.front(), environment)) {
        ::execve(file.c_str(), arguments.data(), variables.data());
        if (errno == ENOEXEC)
            try_shell(file, argv, variables);
        if (!is_absent(errno))
            reason = errno;
    }
    errno = reason;
    return fmt::format("{}: {}", argv.front(), errno_text(reason));
}

}  // namespace mendel::sys
