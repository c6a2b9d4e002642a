#include "publish/workflow_commands.hpp"

#include "support/catch.hpp"

using namespace mendel::publish;

TEST_CASE("annotations escape what the runner would read") {
    CHECK(annotation(Annotation::error, "50%\r\nof it") == "::error::50%25%0D%0Aof it\n");
    CHECK(annotation(Annotation::warning, "m", {.file = "a:b,c%.py", .line = 3, .title = "t\nu"}) ==
          "::warning file=a%3Ab%2Cc%25.py,line=3,title=t%0Au::m\n");
    CHECK(annotation(Annotation::notice, std::string(5000, 'x')).size() < 4200);
}

TEST_CASE("every line of a secret is masked") {
    CHECK(mask_command("one\ntwo\n\n") == "::add-mask::one\n::add-mask::two\n");
    CHECK(mask_command("").empty());
}

TEST_CASE("foreign text stands between stop-commands and holds no older command") {
    CHECK(without_commands("::set-output name=a::b\n##[add-path]/x", "t") ==
          "::stop-commands::t\n::set-output name=a::b\n# [add-path]/x\n::t::\n");
}

TEST_CASE("an output of several lines is one entry") {
    CHECK(output_entry("request", "a\nb", "D") == "request<<D\na\nb\nD\n");
}
