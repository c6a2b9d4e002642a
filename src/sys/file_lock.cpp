#include "sys/file_lock.hpp"

#include <utility>

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

namespace mendel::sys {

base::Result<FileLock> FileLock::take(const std::string& path) {
    const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0666);
    if (descriptor < 0)
        return base::fail(base::ErrorKind::transient,
                          "Cannot make the lock file. Check the permissions of its folder.", path);
    FileLock lock(descriptor);
    if (flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return base::fail(base::ErrorKind::transient,
                          "Another run holds the lock. Wait for it to end.", path);
    return lock;
}

FileLock::~FileLock() {
    if (m_descriptor >= 0)
        close(m_descriptor);
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1)) {}

FileLock& FileLock::operator=(FileLock&& other) noexcept {
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

}  // namespace mendel::sys
