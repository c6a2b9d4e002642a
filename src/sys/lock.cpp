#include "sys/lock.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/file.h>

#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {

base::Result<FileLock> lock_file(const std::string& path, LockWait wait) {
    if (auto made = make_folders(parent_path(path)); !made)
        return base::fail(made.error());
    Descriptor file(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
    if (!file)
        return path_error("open the lock", path, errno);
    const int how = wait == LockWait::yes ? LOCK_EX : LOCK_EX | LOCK_NB;
    while (::flock(file.get(), how) != 0) {
        if (errno == EWOULDBLOCK)
            return base::fail(base::ErrorKind::transient,
                              "Another mendel works here now. Wait until it has ended.", path);
        if (errno != EINTR)
            return path_error("take the lock", path, errno);
    }
    return FileLock(std::move(file));
}

}  // namespace mendel::sys
