#include "sys/beneath.hpp"

#include <array>
#include <cerrno>
#include <climits>

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/text.hpp"
#include "sys/clock.hpp"
#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

enum class Missing { leave, make };

/// A path as the folder that holds it, opened, and its last name.
struct Spot {
    Descriptor folder;  ///< none where it does not exist
    std::string name;
    std::string shown;  ///< for errors
};

tl::unexpected<base::Error> spot_error(std::string_view act, const std::string& shown, int code) {
    if (code == ELOOP || code == EXDEV)
        return base::fail(base::ErrorKind::refused,
                          "The path leads through a symbolic link or out of its tree.", shown);
    return path_error(act, shown, code);
}

int open_below(int folder, const std::string& path, std::uint64_t flags) {
    open_how how{};
    how.flags = flags | O_CLOEXEC;
    how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS;
    return static_cast<int>(::syscall(SYS_openat2, folder, path.c_str(), &how, sizeof how));
}

bool is_plain(const std::string& relative) {
    if (relative.empty() || relative.find('\0') != std::string::npos)
        return false;
    for (const std::string_view part : base::split(relative, '/'))
        if (part.empty() || part == "." || part == "..")
            return false;
    return true;
}

/// Opens a folder one name below another, made where it is missing and `missing` says so.
Descriptor step_into(int folder, const std::string& name, Missing missing) {
    Descriptor below(open_below(folder, name, O_PATH | O_DIRECTORY));
    if (below || errno != ENOENT || missing == Missing::leave)
        return below;
    if (::mkdirat(folder, name.c_str(), 0755) != 0 && errno != EEXIST)
        return {};
    return Descriptor(open_below(folder, name, O_PATH | O_DIRECTORY));
}

base::Result<Spot> find_spot(const std::string& root, const std::string& relative,
                             Missing missing) {
    Spot spot{{}, relative, join_path(root, relative)};
    if (!is_plain(relative))
        return base::fail(base::ErrorKind::refused, "The path is not a plain one below its tree.",
                          spot.shown);
    spot.folder = Descriptor(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!spot.folder)
        return path_error("open the folder", root, errno);
    const auto parts = base::split(relative, '/');
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
        spot.folder = step_into(spot.folder.get(), std::string(parts[i]), missing);
        if (!spot.folder && (errno == ENOENT || errno == ENOTDIR) && missing == Missing::leave)
            break;
        if (!spot.folder)
            return spot_error("open the folder", spot.shown, errno);
    }
    spot.name = std::string(parts.back());
    return spot;
}

EntryKind kind_of(mode_t mode) {
    if (S_ISREG(mode))
        return EntryKind::file;
    if (S_ISLNK(mode))
        return EntryKind::link;
    return S_ISDIR(mode) ? EntryKind::folder : EntryKind::other;
}

base::Result<std::string> read_all(int file, const std::string& shown) {
    std::string bytes;
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = ::read(file, buffer.data(), buffer.size());
        if (count == 0)
            return bytes;
        if (count > 0)
            bytes.append(buffer.data(), static_cast<std::size_t>(count));
        else if (errno != EINTR)
            return path_error("read the file", shown, errno);
    }
}

bool write_all(int file, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(file, bytes.data(), bytes.size());
        if (count < 0 && errno != EINTR)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
    return true;
}

/// Puts what `make` made under a temporary name in the place of what was there.
template <class Make>
base::Status replace(const Spot& spot, Make make) {
    const std::string temporary = ".mendel-" + random_name(12);
    const int folder = spot.folder.get();
    if (make(folder, temporary) &&
        ::renameat(folder, temporary.c_str(), folder, spot.name.c_str()) == 0)
        return {};
    const int code = errno;
    ::unlinkat(folder, temporary.c_str(), 0);
    return spot_error("write the path", spot.shown, code);
}

}  // namespace

base::Result<Entry> entry_beneath(const std::string& root, const std::string& relative) {
    const auto spot = find_spot(root, relative, Missing::leave);
    if (!spot)
        return base::fail(spot.error());
    Entry entry;
    struct stat info {};
    if (!spot->folder)
        return entry;
    if (::fstatat(spot->folder.get(), spot->name.c_str(), &info, AT_SYMLINK_NOFOLLOW) != 0) {
        if (errno == ENOENT)
            return entry;
        return spot_error("look at the path", spot->shown, errno);
    }
    entry.kind = kind_of(info.st_mode);
    entry.mode = info.st_mode & 07777U;
    entry.size = static_cast<std::uint64_t>(info.st_size);
    entry.names = static_cast<std::uint64_t>(info.st_nlink);
    entry.whiteout = S_ISCHR(info.st_mode) && info.st_rdev == makedev(0, 0);
    if (entry.kind != EntryKind::link)
        return entry;
    std::array<char, PATH_MAX> target{};
    const ssize_t size =
        ::readlinkat(spot->folder.get(), spot->name.c_str(), target.data(), target.size());
    if (size < 0)
        return spot_error("read the link", spot->shown, errno);
    entry.link_target.assign(target.data(), static_cast<std::size_t>(size));
    return entry;
}

base::Result<std::optional<std::string>> read_beneath(const std::string& root,
                                                      const std::string& relative) {
    const auto spot = find_spot(root, relative, Missing::leave);
    if (!spot)
        return base::fail(spot.error());
    if (!spot->folder)
        return std::optional<std::string>();
    // Not blocking: opening a pipe that nobody writes to would wait for ever.
    const Descriptor file(open_below(spot->folder.get(), spot->name, O_RDONLY | O_NONBLOCK));
    if (!file && errno == ENOENT)
        return std::optional<std::string>();
    if (!file)
        return spot_error("read the file", spot->shown, errno);
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || S_ISDIR(info.st_mode))
        return path_error("read the file", spot->shown, EISDIR);
    if (!S_ISREG(info.st_mode))
        return base::fail(base::ErrorKind::refused, "The path is no regular file.", spot->shown);
    auto bytes = read_all(file.get(), spot->shown);
    if (!bytes)
        return base::fail(bytes.error());
    return std::optional(std::move(*bytes));
}

base::Status write_beneath(const std::string& root, const std::string& relative,
                           std::string_view bytes, unsigned mode) {
    const auto spot = find_spot(root, relative, Missing::make);
    if (!spot)
        return base::fail(spot.error());
    return replace(*spot, [&](int folder, const std::string& name) {
        const Descriptor file(::openat(folder, name.c_str(),
                                       O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
        return file && write_all(file.get(), bytes) && ::fchmod(file.get(), mode) == 0;
    });
}

base::Status link_beneath(const std::string& root, const std::string& relative,
                          const std::string& target) {
    const auto spot = find_spot(root, relative, Missing::make);
    if (!spot)
        return base::fail(spot.error());
    return replace(*spot, [&](int folder, const std::string& name) {
        return ::symlinkat(target.c_str(), folder, name.c_str()) == 0;
    });
}

base::Status remove_beneath(const std::string& root, const std::string& relative) {
    const auto spot = find_spot(root, relative, Missing::leave);
    if (!spot)
        return base::fail(spot.error());
    if (!spot->folder)
        return {};
    if (::unlinkat(spot->folder.get(), spot->name.c_str(), 0) != 0 && errno != ENOENT)
        return spot_error("remove the file", spot->shown, errno);
    for (std::string folder = parent_path(relative); !folder.empty();
         folder = parent_path(folder)) {
        const auto above = find_spot(root, folder, Missing::leave);
        // A folder that still holds something ends this; so does one that is gone already.
        if (!above || !above->folder ||
            ::unlinkat(above->folder.get(), above->name.c_str(), AT_REMOVEDIR) != 0)
            break;
    }
    return {};
}

}  // namespace mendel::sys
