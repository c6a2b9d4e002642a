#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <mutex>
#include <thread>

#include <dirent.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/descriptor.hpp"
#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

using base::Status;

struct Pair {
    std::string from;
    std::string to;
    struct stat info {};
};

base::Status copied_or(bool done, const Pair& pair) {
    if (done)
        return {};
    return path_error("copy the path", pair.from, errno);
}

/// Root keeps owners, so that a copy is as usable to the slot's user as the original.
bool take_over_owner(int descriptor, const struct stat& info) {
    return ::geteuid() != 0 || ::fchown(descriptor, info.st_uid, info.st_gid) == 0;
}

bool take_over(int descriptor, const struct stat& info) {
    const std::array<timespec, 2> times = {info.st_atim, info.st_mtim};
    return take_over_owner(descriptor, info) && ::fchmod(descriptor, info.st_mode & 07777U) == 0 &&
           ::futimens(descriptor, times.data()) == 0;
}

bool copy_through_memory(int from, int to) {
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = ::read(from, buffer.data(), buffer.size());
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return count == 0;
        for (ssize_t done = 0; done < count;) {
            const ssize_t written =
                ::write(to, buffer.data() + done, static_cast<std::size_t>(count - done));
            if (written < 0 && errno != EINTR)
                return false;
            done += std::max<ssize_t>(written, 0);
        }
    }
}

/// Shared blocks, else a copy in the kernel, else through memory; the three file systems that
/// cannot do one of them say so by different errors, so any error leads on.
bool copy_bytes(int from, int to) {
    if (::ioctl(to, FICLONE, from) == 0)
        return true;
    while (true) {
        const ssize_t count =
            ::copy_file_range(from, nullptr, to, nullptr, std::size_t{1} << 30U, 0);
        if (count == 0)
            break;
        if (count < 0 && errno != EINTR)
            break;
    }
    // Both offsets have moved alike; what is left, if anything, goes this way.
    return copy_through_memory(from, to);
}

Status copy_file(const Pair& pair) {
    const Descriptor from(::open(pair.from.c_str(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
    if (!from)
        return path_error("read the file", pair.from, errno);
    const Descriptor to(
        ::open(pair.to.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!to)
        return path_error("create the file", pair.to, errno);
    return copied_or(copy_bytes(from.get(), to.get()) && take_over(to.get(), pair.info), pair);
}

Status copy_link(const Pair& pair) {
    std::string target(PATH_MAX, '\0');
    const ssize_t size = ::readlink(pair.from.c_str(), target.data(), target.size());
    if (size < 0)
        return path_error("read the link", pair.from, errno);
    target.resize(static_cast<std::size_t>(size));
    const bool linked = ::symlink(target.c_str(), pair.to.c_str()) == 0;
    const bool owned = linked && (::geteuid() != 0 || ::lchown(pair.to.c_str(), pair.info.st_uid,
                                                               pair.info.st_gid) == 0);
    return copied_or(owned, pair);
}

/// Pipes are made anew. A socket belongs to the process that listens on it and devices to the
/// machine: neither can be copied, and no tool expects them to be.
Status copy_other(const Pair& pair) {
    if (S_ISFIFO(pair.info.st_mode))
        return copied_or(::mkfifo(pair.to.c_str(), pair.info.st_mode & 07777U) == 0, pair);
    return {};
}

Status copy_one(const Pair& pair) {
    if (S_ISREG(pair.info.st_mode))
        return copy_file(pair);
    if (S_ISLNK(pair.info.st_mode))
        return copy_link(pair);
    return copy_other(pair);
}

/// What there is to copy, folders before what they hold.
struct Work {
    std::vector<Pair> folders;
    std::vector<Pair> others;
};

Status gather(const Pair& folder, Work& work) {
    work.folders.push_back(folder);
    const auto names = list_folder(folder.from);
    if (!names)
        return base::fail(names.error());
    for (const std::string& name : *names) {
        Pair pair{join_path(folder.from, name), join_path(folder.to, name)};
        if (::lstat(pair.from.c_str(), &pair.info) != 0)
            return path_error("copy the path", pair.from, errno);
        if (!S_ISDIR(pair.info.st_mode))
            work.others.push_back(std::move(pair));
        else if (auto done = gather(pair, work); !done)
            return done;
    }
    return {};
}

/// Copies the entries with as many threads as there are cores: most of the time is the kernel
/// making inodes.
Status copy_all(const std::vector<Pair>& pairs) {
    constexpr std::size_t k_batch = 64;
    std::atomic<std::size_t> next{0};
    std::mutex mutex;
    Status result;
    const auto work = [&] {
        for (std::size_t begin = 0; (begin = next.fetch_add(k_batch)) < pairs.size();)
            for (std::size_t i = begin; i < std::min(begin + k_batch, pairs.size()); ++i)
                if (auto done = copy_one(pairs[i]); !done) {
                    const std::lock_guard guard(mutex);
                    result = done;
                    next = pairs.size();
                    return;
                }
    };
    const std::size_t wanted =
        std::min<std::size_t>({std::thread::hardware_concurrency(), 8, pairs.size() / k_batch});
    std::vector<std::jthread> helpers;
    for (std::size_t i = 1; i < wanted; ++i)
        helpers.emplace_back(work);
    work();
    helpers.clear();
    return result;
}

/// Modes and times of folders come last: a read-only folder could not be filled, and filling
/// changes its time.
Status finish_folders(const std::vector<Pair>& folders) {
    for (auto each = folders.rbegin(); each != folders.rend(); ++each) {
        const Descriptor folder(::open(each->to.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (auto done = copied_or(folder && take_over(folder.get(), each->info), *each); !done)
            return done;
    }
    return {};
}

}  // namespace

base::Status copy_tree(const std::string& from, const std::string& to) {
    Pair top{from, to};
    if (::stat(from.c_str(), &top.info) != 0)
        return path_error("copy the folder", from, errno);
    if (!S_ISDIR(top.info.st_mode))
        return path_error("copy the folder", from, ENOTDIR);
    Work work;
    if (auto done = gather(top, work); !done)
        return done;
    if (auto made = make_folders(parent_path(to)); !made)
        return made;
    for (const Pair& folder : work.folders)
        if (::mkdir(folder.to.c_str(), 0700) != 0 &&
            !(errno == EEXIST && &folder == &work.folders.front()))
            return path_error("make the folder", folder.to, errno);
    if (auto done = copy_all(work.others); !done)
        return done;
    return finish_folders(work.folders);
}

}  // namespace mendel::sys
