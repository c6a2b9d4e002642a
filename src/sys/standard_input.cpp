#include "sys/standard_input.hpp"

#include <array>
#include <cerrno>

#include <unistd.h>

#include "sys/file_error.hpp"

namespace mendel::sys {

base::Result<std::string> read_standard_input() {
    std::string text;
    std::array<char, 65536> buffer{};
    while (true) {
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count == 0)
            return text;
        if (count > 0)
            text.append(buffer.data(), static_cast<std::size_t>(count));
        else if (errno != EINTR)
            return base::fail(base::ErrorKind::transient,
                              "Standard input cannot be read: " + errno_text(errno) + ".");
    }
}

}  // namespace mendel::sys
