#include "sys/files.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/clock.hpp"
#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"

namespace mendel::sys {
namespace {

base::Status write_all(int descriptor, std::string_view bytes, const std::string& path) {
    while (!bytes.empty()) {
        const ssize_t count = ::write(descriptor, bytes.data(), bytes.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return path_error("write the file", path, errno);
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

/// What a new version of the file must keep of the old one.
struct Kept {
    mode_t mode;
    bool exact;
    uid_t owner = 0;
    gid_t group = 0;
};

Kept kept_of(const std::string& path, unsigned mode) {
    struct stat info {};
    if (::stat(path.c_str(), &info) == 0)
        return {info.st_mode & 07777U, true, info.st_uid, info.st_gid};
    return {mode, false};
}

/// A link is written through: its target is what gets replaced.
std::string target_of(const std::string& path) {
    struct stat info {};
    if (::lstat(path.c_str(), &info) != 0 || !S_ISLNK(info.st_mode))
        return path;
    return canonical_path(path).value_or(path);
}

base::Status fill(const std::string& temporary, std::string_view bytes, const Kept& kept) {
    const Descriptor file(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
                                 kept.exact ? 0600 : kept.mode));
    if (!file)
        return path_error("create the file", temporary, errno);
    if (auto written = write_all(file.get(), bytes, temporary); !written)
        return written;
    if (!kept.exact)
        return {};
    // Only root may give files away; for others the owner is already right or cannot be kept.
    if (::geteuid() == 0 && ::fchown(file.get(), kept.owner, kept.group) != 0)
        return path_error("keep the owner of the file", temporary, errno);
    if (::fchmod(file.get(), kept.mode) != 0)
        return path_error("keep the mode of the file", temporary, errno);
    return {};
}

}  // namespace

base::Result<std::string> read_file(const std::string& path) {
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return path_error("read the file", path, errno);
    std::string bytes;
    struct stat info {};
    if (::fstat(file.get(), &info) == 0 && info.st_size > 0)
        bytes.reserve(static_cast<std::size_t>(info.st_size) + 1);
    constexpr std::size_t k_step = 64U << 10U;
    while (true) {
        const std::size_t size = bytes.size();
        bytes.resize(std::max(size + k_step, bytes.capacity()));
        const ssize_t count = ::read(file.get(), bytes.data() + size, bytes.size() - size);
        const int code = errno;
        bytes.resize(size + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        if (count == 0)
            return bytes;
        if (count < 0 && code != EINTR)
            return path_error("read the file", path, code);
    }
}

base::Status write_file(const std::string& path, std::string_view bytes, unsigned mode) {
    const std::string target = target_of(path);
    const std::string folder = parent_path(target);
    if (!folder.empty()) {
        if (auto made = make_folders(folder); !made)
            return made;
    }
    const std::string temporary = join_path(folder, ".mendel-" + random_name(12));
    auto done = fill(temporary, bytes, kept_of(target, mode));
    if (done && ::rename(temporary.c_str(), target.c_str()) != 0)
        done = path_error("write the file", path, errno);
    if (!done)
        ::unlink(temporary.c_str());
    return done;
}

base::Status append_text(const std::string& path, std::string_view text) {
    if (auto made = make_folders(parent_path(path)); !made)
        return made;
    const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644));
    if (!file)
        return path_error("append to the file", path, errno);
    return write_all(file.get(), text, path);
}

base::Status append_line(const std::string& path, std::string_view line) {
    return append_text(path, std::string(line) + "\n");
}

base::Result<ByteSource> ByteSource::open(const std::string& path) {
    Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
    if (!file)
        return path_error("read the file", path, errno);
    struct stat info {};
    if (::fstat(file.get(), &info) == 0 && S_ISDIR(info.st_mode))
        return path_error("read the file", path, EISDIR);
    const auto number = file.get();
    return ByteSource(std::move(file), number, path);
}

ByteSource ByteSource::standard_input() {
    return {Descriptor(), STDIN_FILENO, "standard input"};
}

std::size_t ByteSource::read(char* to, std::size_t room) {
    while (!m_error && room > 0) {
        const ssize_t count = ::read(m_descriptor, to, room);
        if (count >= 0)
            return static_cast<std::size_t>(count);
        if (errno != EINTR)
            m_error = base::Error{
                base::ErrorKind::transient,
                "It cannot be read to its end: " + errno_text(errno) + ". Try again.", m_name};
    }
    return 0;
}

}  // namespace mendel::sys
