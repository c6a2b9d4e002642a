#include "cli/style.hpp"

#include "support/catch.hpp"

using namespace mendel::cli;

TEST_CASE("a diff of a file with CRLF lines is shown without them, a change of line ends with") {
    const Style plain(false);
    const std::string head = "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1,2 +1,2 @@\n";
    CHECK(colored_diff(head + " a\r\n-b\r\n+c\r\n", plain) == head + " a\n-b\n+c\n");
    CHECK(colored_diff(head + " a\r\n-b\r\n+b\n", plain) == head + " a\\x0d\n-b\\x0d\n+b\n");
    const std::string other = "diff --git a/y b/y\n--- a/y\n+++ b/y\n@@ -1 +1 @@\n-b\n+c\n";
    CHECK(colored_diff(other + head + "+c\r\n", plain) == other + head + "+c\n");
}
