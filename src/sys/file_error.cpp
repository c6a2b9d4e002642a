#include "sys/file_error.hpp"

#include <cerrno>
#include <system_error>

#include <fmt/format.h>
#include <unistd.h>

#include "sys/descriptor.hpp"

namespace mendel::sys {

void Descriptor::reset() {
    const int saved = errno;
    if (m_number >= 0)
        ::close(m_number);
    m_number = -1;
    errno = saved;
}

std::string errno_text(int code) {
    return std::generic_category().message(code);
}

tl::unexpected<base::Error> path_error(std::string_view act, const std::string& path, int code) {
    base::ErrorKind kind = base::ErrorKind::transient;
    for (const int users : {ENOENT, ENOTDIR, EISDIR, EACCES, EPERM, EROFS, ELOOP, ENAMETOOLONG,
                            EEXIST, ENOTEMPTY, EINVAL, EXDEV})
        if (code == users)
            kind = base::ErrorKind::user;
    return base::fail(kind, fmt::format("Cannot {}: {}.", act, errno_text(code)), path);
}

}  // namespace mendel::sys
