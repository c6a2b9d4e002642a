#include "source_text.hpp"

#include "support/catch.hpp"

using namespace house;

TEST_CASE("take_apart blanks literals and comments and keeps every line break") {
    const std::string text = "int a; // fork()\n/* x\n*/ f(\"system(\\\"\", 'c', 1'000);\n";
    const auto parts = take_apart(text);
    CHECK(parts.code.size() == text.size());
    CHECK(parts.code.find("fork") == std::string::npos);
    CHECK(parts.code.find("system") == std::string::npos);
    CHECK(parts.code.find("1'000);\n") != std::string::npos);
    CHECK(parts.comments.find("// fork()\n/* x\n*/") != std::string::npos);
    CHECK(parts.comments.find("int") == std::string::npos);
}

TEST_CASE("take_apart reads a raw literal to its own end") {
    const auto parts = take_apart("f(R\"x(\n#include <regex>\n\" )\" )x\"); g();");
    CHECK(parts.code.find("regex") == std::string::npos);
    CHECK(parts.code.find("g();") != std::string::npos);
}

TEST_CASE("includes_of finds includes with their lines, none in comments or raw literals") {
    const auto includes = includes_of(
        "#pragma once\n#include <map>\n// #include <set>\n"
        "#include \"base/a.hpp\"\nauto t = R\"(\n#include <regex>\n)\";\n/*\n#include "
        "<list>\n*/\n");
    REQUIRE(includes.size() == 2);
    CHECK(includes[0].name == "map");
    CHECK_FALSE(includes[0].quoted);
    CHECK(includes[0].line == 2);
    CHECK(includes[1].name == "base/a.hpp");
    CHECK(includes[1].quoted);
    CHECK(includes[1].line == 4);
}

TEST_CASE("files_below finds this very file and nothing of another ending") {
    const auto files = files_below("tests/unit/house", {"_test.cpp"});
    CHECK(files.size() >= 3);
    for (const auto& file : files)
        CHECK(ends_in(file.path, "_test.cpp"));
}
