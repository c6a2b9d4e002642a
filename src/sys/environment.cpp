#include "sys/environment.hpp"

#include <array>
#include <climits>
#include <cstdlib>
#include <cstring>
#include <mutex>

#include <pwd.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "sys/environment_rules.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

struct User {
    std::string name;
    std::string home;
};

User own_user() {
    passwd entry{};
    passwd* found = nullptr;
    std::vector<char> buffer(16384);
    if (::getpwuid_r(::geteuid(), &entry, buffer.data(), buffer.size(), &found) != 0 || !found)
        return {std::to_string(::geteuid()), "/"};
    return {entry.pw_name, entry.pw_dir};
}

std::mutex g_secrets_mutex;

/// Values that were taken out of the environment, for mendel itself.
std::map<std::string, std::string>& kept_secrets() {
    static std::map<std::string, std::string> kept;
    return kept;
}

std::map<std::string, std::string> own_environment() {
    std::map<std::string, std::string> all;
    for (char** entry = environ; entry && *entry; ++entry)
        if (const char* equals = std::strchr(*entry, '='))
            all.emplace(std::string(static_cast<const char*>(*entry), equals), equals + 1);
    return all;
}

bool is_program(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) &&
           ::access(path.c_str(), X_OK) == 0;
}

/// The kernel shows other processes the original bytes, not what unsetenv left of them.
void wipe_and_unset(const std::string& name) {
    if (char* value = ::getenv(name.c_str()))
        ::explicit_bzero(value, std::strlen(value));
    ::unsetenv(name.c_str());
}

}  // namespace

std::optional<std::string> environment_value(const std::string& name) {
    const std::lock_guard guard(g_secrets_mutex);
    if (const char* value = ::getenv(name.c_str()))
        return value;
    const auto kept = kept_secrets().find(name);
    if (kept == kept_secrets().end())
        return std::nullopt;
    return kept->second;
}

std::map<std::string, std::string> allowed_environment() {
    std::map<std::string, std::string> allowed;
    for (const auto& [name, value] : own_environment())
        if (is_allowed_variable(name, value))
            allowed.emplace(name, value);
    const User user = own_user();
    allowed.emplace("HOME", user.home);
    allowed.emplace("USER", user.name);
    allowed.emplace("LOGNAME", user.name);
    allowed.emplace("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
    return allowed;
}

void harden_own_process() {
    (void)own_program();
    const std::lock_guard guard(g_secrets_mutex);
    for (const auto& [name, value] : own_environment()) {
        if (!is_secret_name(name))
            continue;
        kept_secrets()[name] = value;
        wipe_and_unset(name);
    }
    ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
}

std::string own_program() {
    static const std::string program = [] {
        std::array<char, PATH_MAX> buffer{};
        const ssize_t size = ::readlink("/proc/self/exe", buffer.data(), buffer.size());
        return std::string(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(size, 0)));
    }();
    return program;
}

std::string home_folder() {
    const auto home = environment_value("HOME");
    return home && !home->empty() ? *home : own_user().home;
}

std::optional<std::string> find_program(const std::string& name,
                                        const std::map<std::string, std::string>& environment) {
    if (name.find('/') != std::string::npos)
        return is_program(name) ? std::optional(name) : std::nullopt;
    const auto path = environment.find("PATH");
    if (path == environment.end() || name.empty())
        return std::nullopt;
    for (const std::string_view folder : base::split(path->second, ':')) {
        const std::string candidate = join_path(folder.empty() ? "." : folder, name);
        if (is_program(candidate))
            return candidate;
    }
    return std::nullopt;
}

}  // namespace mendel::sys
