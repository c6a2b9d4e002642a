#include "sys/file_node.hpp"

#include <array>
#include <cerrno>
#include <climits>
#include <cstdio>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"

namespace mendel::sys {
namespace {

NodeKind kind_of(mode_t mode) {
    if (S_ISREG(mode))
        return NodeKind::file;
    if (S_ISDIR(mode))
        return NodeKind::folder;
    return S_ISLNK(mode) ? NodeKind::link : NodeKind::other;
}

FileNode node_of(const struct stat& info) {
    return {.kind = kind_of(info.st_mode),
            .permissions = info.st_mode & 07777U,
            .size = static_cast<std::uint64_t>(info.st_size),
            .device = info.st_dev,
            .inode = info.st_ino,
            .uid = info.st_uid,
            .gid = info.st_gid,
            .modified_seconds = info.st_mtim.tv_sec,
            .modified_nanoseconds = static_cast<std::uint32_t>(info.st_mtim.tv_nsec),
            .changed_seconds = info.st_ctim.tv_sec,
            .changed_nanoseconds = static_cast<std::uint32_t>(info.st_ctim.tv_nsec)};
}

bool write_all(int descriptor, std::string_view bytes) {
    while (!bytes.empty()) {
        const auto count = write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
}

bool finish(int descriptor, const NewFile& file) {
    if (file.owner && is_root() && fchown(descriptor, file.owner->uid, file.owner->gid) != 0)
        return false;
    if (file.exact && fchmod(descriptor, file.permissions) != 0)
        return false;
    return !file.durable || fsync(descriptor) == 0;
}

}  // namespace

base::Result<std::optional<FileNode>> inspect(const std::string& path) {
    struct stat info {};
    if (lstat(path.c_str(), &info) == 0)
        return node_of(info);
    if (errno == ENOENT || errno == ENOTDIR)
        return std::nullopt;
    return path_error("look at", path, errno);
}

base::Result<FileNode> create_file(const NewFile& file) {
    const Descriptor out(open(file.path.c_str(),
                              O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                              file.permissions & 0777U));
    if (!out)
        return path_error("make", file.path, errno);
    struct stat info {};
    if (!write_all(out.get(), file.bytes) || !finish(out.get(), file) ||
        fstat(out.get(), &info) != 0)
        return path_error("write", file.path, errno);
    return node_of(info);
}

base::Result<FileNode> create_link(const std::string& path, const std::string& target) {
    struct stat info {};
    if (symlink(target.c_str(), path.c_str()) != 0 || lstat(path.c_str(), &info) != 0)
        return path_error("make a link at", path, errno);
    return node_of(info);
}

base::Result<std::string> read_link(const std::string& path) {
    std::array<char, PATH_MAX> buffer{};
    const auto length = readlink(path.c_str(), buffer.data(), buffer.size());
    if (length < 0)
        return path_error("read", path, errno);
    return std::string(buffer.data(), static_cast<std::size_t>(length));
}

base::Status make_folder(const std::string& path) {
    if (mkdir(path.c_str(), 0777) != 0 && errno != EEXIST)
        return path_error("make", path, errno);
    return {};
}

base::Result<Moved> rename_path(const std::string& from, const std::string& to) {
    if (std::rename(from.c_str(), to.c_str()) == 0)
        return Moved::yes;
    if (errno == EXDEV)
        return Moved::other_file_system;
    return path_error("rename to", to, errno);
}

base::Status remove_file(const std::string& path) {
    if (unlink(path.c_str()) != 0 && errno != ENOENT && errno != ENOTDIR)
        return path_error("remove", path, errno);
    return {};
}

bool remove_empty_folder(const std::string& path) {
    return rmdir(path.c_str()) == 0;
}

base::Status sync_folder(const std::string& path) {
    const Descriptor folder(open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || fsync(folder.get()) != 0)
        return path_error("sync", path, errno);
    return {};
}

bool owned_by_other(const std::string& path) {
    struct stat info {};
    return lstat(path.c_str(), &info) == 0 && info.st_uid != geteuid();
}

bool is_root() {
    return geteuid() == 0;
}

}  // namespace mendel::sys
