#include "sys/stop.hpp"

#include <future>

#include <signal.h>

#include "support/catch.hpp"

using namespace mendel::sys;

TEST_CASE("the first signal asks to stop and is remembered") {
    const std::stop_token token = stop_on_signals();
    CHECK_FALSE(token.stop_requested());
    CHECK(signal_received() == 0);
    std::promise<void> asked;
    const std::stop_callback callback(token, [&] { asked.set_value(); });
    REQUIRE(::raise(SIGTERM) == 0);
    CHECK(asked.get_future().wait_for(std::chrono::seconds(30)) == std::future_status::ready);
    CHECK(token.stop_requested());
    CHECK(signal_received() == SIGTERM);
}
