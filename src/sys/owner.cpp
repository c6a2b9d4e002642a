#include "sys/owner.hpp"

#include <cerrno>

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {

base::Result<Owner> owner_of(const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0)
        return base::fail(base::ErrorKind::user,
                          fmt::format("Cannot look at it: {}.", errno_text(errno)), path);
    return Owner{info.st_uid, info.st_gid};
}

base::Status give_tree(const std::string& path, const Owner& owner) {
    if (::lchown(path.c_str(), owner.uid, owner.gid) != 0)
        return base::fail(base::ErrorKind::transient,
                          fmt::format("Cannot hand it over: {}.", errno_text(errno)), path);
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISDIR(info.st_mode))
        return {};
    const auto names = list_folder(path);
    if (!names)
        return base::fail(names.error());
    for (const auto& name : *names)
        if (const auto given = give_tree(join_path(path, name), owner); !given)
            return given;
    return {};
}

base::Status let_through(const std::string& folder) {
    if (::chmod(folder.c_str(), 0711) != 0)
        return base::fail(base::ErrorKind::transient,
                          fmt::format("Cannot let others through: {}.", errno_text(errno)), folder);
    return {};
}

}  // namespace mendel::sys
