#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/clock.hpp"
#include "sys/descriptor.hpp"
#include "sys/environment.hpp"
#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

using Listing = std::unique_ptr<DIR, int (*)(DIR*)>;

struct Member {
    std::string name;
    bool folder = false;
};

bool is_dots(std::string_view name) {
    return name == "." || name == "..";
}

bool member_is_folder(int parent, const dirent& found) {
    if (found.d_type != DT_UNKNOWN)
        return found.d_type == DT_DIR;
    struct stat info {};
    return ::fstatat(parent, found.d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
           S_ISDIR(info.st_mode);
}

/// Takes ownership of the descriptor.
base::Result<std::vector<Member>> members_of(int descriptor, const std::string& path) {
    const Listing listing(descriptor < 0 ? nullptr : ::fdopendir(descriptor), &::closedir);
    if (!listing)
        return path_error("list the folder", path, errno);
    std::vector<Member> members;
    errno = 0;
    while (const dirent* found = ::readdir(listing.get())) {
        if (!is_dots(found->d_name))
            members.push_back({found->d_name, member_is_folder(::dirfd(listing.get()), *found)});
        errno = 0;
    }
    if (errno != 0)
        return path_error("list the folder", path, errno);
    return members;
}

int open_folder(int parent, const std::string& name) {
    return ::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

base::Status remove_below(int parent, const std::string& name, const std::string& path);

base::Status empty_folder(int folder, const std::string& path) {
    const auto members =
        members_of(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC), path);
    if (!members)
        return base::fail(members.error());
    for (const Member& member : *members)
        if (auto done = remove_below(folder, member.name, join_path(path, member.name)); !done)
            return done;
    return {};
}

/// Removes one name; a folder that its owner made unreadable is opened up first (Go's module
/// cache is written without write permission).
base::Status remove_below(int parent, const std::string& name, const std::string& path) {
    if (::unlinkat(parent, name.c_str(), 0) == 0 || errno == ENOENT)
        return {};
    if (errno != EISDIR && errno != EPERM && errno != EACCES)
        return path_error("remove the path", path, errno);
    const int reason = errno;
    Descriptor folder(open_folder(parent, name));
    if (!folder && errno == EACCES && ::fchmodat(parent, name.c_str(), 0700, 0) == 0)
        folder = Descriptor(open_folder(parent, name));
    if (!folder)
        return path_error("remove the path", path, reason);
    struct stat info {};
    if (::fstat(folder.get(), &info) == 0 && (info.st_mode & 0700U) != 0700U)
        ::fchmod(folder.get(), 0700);
    if (auto done = empty_folder(folder.get(), path); !done)
        return done;
    if (::unlinkat(parent, name.c_str(), AT_REMOVEDIR) != 0 && errno != ENOENT)
        return path_error("remove the folder", path, errno);
    return {};
}

base::Status walk(int descriptor, const std::string& below, const std::vector<std::string>& skip,
                  std::vector<std::string>& found) {
    const Descriptor folder(descriptor);
    const auto members =
        members_of(descriptor < 0 ? -1 : ::openat(descriptor, ".", O_RDONLY | O_CLOEXEC), below);
    if (!members)
        return base::fail(members.error());
    for (const Member& member : *members) {
        const std::string path = join_path(below, member.name);
        if (!member.folder)
            found.push_back(path);
        else if (std::find(skip.begin(), skip.end(), member.name) == skip.end())
            if (auto done = walk(open_folder(descriptor, member.name), path, skip, found); !done)
                return done;
    }
    return {};
}

}  // namespace

base::Status make_folders(const std::string& path) {
    if (path.empty() || ::mkdir(path.c_str(), 0777) == 0 || is_folder(path))
        return {};
    if (errno != ENOENT)
        return path_error("make the folder", path, errno == EEXIST ? ENOTDIR : errno);
    const std::string parent = parent_path(path);
    if (parent == path)
        return path_error("make the folder", path, ENOENT);
    if (auto made = make_folders(parent); !made)
        return made;
    if (::mkdir(path.c_str(), 0777) != 0 && !is_folder(path))
        return path_error("make the folder", path, errno);
    return {};
}

base::Status remove_tree(const std::string& path) {
    return remove_below(AT_FDCWD, path, path);
}

base::Result<std::vector<std::string>> list_folder(const std::string& path) {
    const auto members = members_of(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC), path);
    if (!members)
        return base::fail(members.error());
    std::vector<std::string> names;
    for (const Member& member : *members)
        names.push_back(member.name);
    std::sort(names.begin(), names.end());
    return names;
}

base::Result<std::vector<std::string>> list_tree(const std::string& path,
                                                 const std::vector<std::string>& skip) {
    std::vector<std::string> found;
    const int top = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (top < 0)
        return path_error("list the folder", path, errno);
    if (auto done = walk(top, "", skip, found); !done)
        return base::fail(done.error());
    std::sort(found.begin(), found.end());
    return found;
}

base::Result<std::string> make_temporary_folder(const std::string& prefix) {
    const std::string home = environment_value("TMPDIR").value_or("/tmp");
    const std::string base = join_path(home.empty() ? "/tmp" : home, prefix);
    for (int tries = 0; tries < 100; ++tries) {
        const std::string path = base + "-" + random_name(10);
        if (::mkdir(path.c_str(), 0700) == 0)
            return path;
        if (errno != EEXIST)
            return path_error("make a temporary folder", path, errno);
    }
    return path_error("make a temporary folder", base, EEXIST);
}

base::Result<TemporaryFolder> TemporaryFolder::make(const std::string& prefix) {
    auto path = make_temporary_folder(prefix);
    if (!path)
        return base::fail(path.error());
    return TemporaryFolder(*path);
}

TemporaryFolder::~TemporaryFolder() {
    if (!m_path.empty())
        (void)remove_tree(m_path);
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept
    : m_path(std::exchange(other.m_path, {})) {}

TemporaryFolder& TemporaryFolder::operator=(TemporaryFolder&& other) noexcept {
    std::swap(m_path, other.m_path);
    return *this;
}

}  // namespace mendel::sys
