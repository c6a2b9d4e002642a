#include "sys/standard_input.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <poll.h>
#include <unistd.h>

#include "sys/file_error.hpp"

namespace mendel::sys {

namespace {

constexpr std::size_t k_longest_line = std::size_t{16} << 20U;

/// Hands on every whole line and keeps the rest.
void take_lines(std::string& text, const std::function<void(std::string_view)>& take) {
    std::size_t begin = 0;
    for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
        take(std::string_view(text).substr(begin, end - begin));
        begin = end + 1;
    }
    text.erase(0, begin);
}

}  // namespace

base::Status each_input_line(const std::function<void(std::string_view)>& take,
                             const std::stop_token& stop) {
    std::string text;
    std::array<char, 65536> buffer{};
    while (!stop.stop_requested()) {
        pollfd event{STDIN_FILENO, POLLIN, 0};
        if (::poll(&event, 1, 200) <= 0)
            continue;
        const ssize_t count = ::read(STDIN_FILENO, buffer.data(), buffer.size());
        if (count < 0 && errno != EINTR)
            return base::fail(base::ErrorKind::transient,
                              "Standard input cannot be read: " + errno_text(errno) + ".");
        if (count == 0)
            break;
        text.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
        take_lines(text, take);
        if (text.size() > k_longest_line)
            return base::fail(base::ErrorKind::user,
                              "A line of standard input is longer than 16 MiB. Send shorter ones.");
    }
    if (!text.empty())
        take(text);
    return {};
}

void write_output_line(std::string_view line) {
    std::string text(line);
    text += '\n';
    for (std::string_view rest = text; !rest.empty();) {
        const ssize_t count = ::write(STDOUT_FILENO, rest.data(), rest.size());
        if (count < 0 && errno != EINTR)
            return;
        rest.remove_prefix(static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
}

}  // namespace mendel::sys
