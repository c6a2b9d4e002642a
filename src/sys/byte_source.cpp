#include "sys/byte_source.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "sys/file_error.hpp"

namespace mendel::sys {

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
