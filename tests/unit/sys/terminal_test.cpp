#include "sys/terminal.hpp"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/ioctl.h>

#include "support/catch.hpp"
#include "sys/descriptor.hpp"

using namespace mendel::sys;

TEST_CASE("a file is no terminal and has no width") {
    const Descriptor file(::open("/dev/null", O_RDWR | O_CLOEXEC));
    CHECK_FALSE(is_terminal(file.get()));
    CHECK_FALSE(terminal_width(file.get()));
}

TEST_CASE("a terminal tells its width, or nothing where it does not know") {
    const Descriptor terminal(::posix_openpt(O_RDWR | O_NOCTTY));
    REQUIRE(terminal);
    CHECK(is_terminal(terminal.get()));
    CHECK_FALSE(terminal_width(terminal.get()));
    const winsize size{24, 97, 0, 0};
    REQUIRE(::ioctl(terminal.get(), TIOCSWINSZ, &size) == 0);
    CHECK(terminal_width(terminal.get()) == 97);
}
