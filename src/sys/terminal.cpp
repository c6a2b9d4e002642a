#include "sys/terminal.hpp"

#include <sys/ioctl.h>
#include <unistd.h>

namespace mendel::sys {

bool is_terminal(int descriptor) {
    return ::isatty(descriptor) == 1;
}

std::optional<int> terminal_width(int descriptor) {
    winsize size{};
    if (!is_terminal(descriptor) || ::ioctl(descriptor, TIOCGWINSZ, &size) != 0 || size.ws_col == 0)
        return std::nullopt;
    return size.ws_col;
}

}  // namespace mendel::sys
