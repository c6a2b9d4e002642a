#include "base/log.hpp"

#include "support/catch.hpp"

TEST_CASE("diagnostics can be switched on twice without an exception") {
    mendel::base::log_debug("{} not a format string");
    CHECK_NOTHROW(mendel::base::enable_diagnostics());
    CHECK_NOTHROW(mendel::base::enable_diagnostics());
    CHECK_NOTHROW(mendel::base::log_debug("{} not a format string"));
}
