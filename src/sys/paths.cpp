#include <cerrno>
#include <cstdlib>
#include <memory>

#include <sys/stat.h>
#include <unistd.h>

#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {

bool exists(const std::string& path) {
    struct stat info {};
    return ::lstat(path.c_str(), &info) == 0;
}

bool is_folder(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && S_ISDIR(info.st_mode);
}

bool is_writable(const std::string& path) {
    return ::access(path.c_str(), W_OK) == 0;
}

base::Result<std::string> canonical_path(const std::string& path) {
    const std::unique_ptr<char, decltype(&std::free)> resolved(::realpath(path.c_str(), nullptr),
                                                               &std::free);
    if (!resolved)
        return path_error("resolve the path", path, errno);
    return std::string(resolved.get());
}

std::string join_path(std::string_view left, std::string_view right) {
    if (left.empty() || (!right.empty() && right.front() == '/'))
        return std::string(right);
    if (right.empty())
        return std::string(left);
    std::string joined(left);
    while (joined.size() > 1 && joined.back() == '/')
        joined.pop_back();
    if (joined != "/")
        joined += '/';
    joined += right;
    return joined;
}

std::string parent_path(std::string_view path) {
    while (path.size() > 1 && path.back() == '/')
        path.remove_suffix(1);
    const std::size_t slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return {};
    return std::string(path.substr(0, std::max<std::size_t>(slash, 1)));
}

}  // namespace mendel::sys
