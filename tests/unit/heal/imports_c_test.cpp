#include "imports_case.hpp"

using namespace mendel;
using test::failed;

namespace {

/// An error beside which the compiler proposes a header.
model::Failure proposed(const std::string& message, std::vector<model::Location> places,
                        const std::string& header) {
    auto failure = failed(message, std::move(places), "", model::Category::build_failure);
    failure.suggestions = {"#include <" + header + ">"};
    return failure;
}

}  // namespace

TEST_CASE("a header that is missing is included") {
    const auto build = model::Category::build_failure;
    test::check_repairs(
        heal::imports_rung(),
        {
            {"a C function",
             {{"a.c", "#include <stdio.h>\n\nint main(void) { return strlen(\"a\"); }\n"}},
             failed("implicit declaration of function 'strlen'", {{"a.c", 3}},
                    "-Wimplicit-function-declaration", build),
             {{"a.c",
               "#include <stdio.h>\n#include <string.h>\n\nint main(void) { return strlen(\"a\"); "
               "}\n"}}},
            {"a C++ type, by gcc's words with typographic quotes",
             {{"a.cpp", "#include <string>\n\nstd::vector<int> v;\n"}},
             failed("\xe2\x80\x98vector\xe2\x80\x99 in namespace \xe2\x80\x98std\xe2\x80\x99 does "
                    "not name a template type",
                    {{"a.cpp", 3}}, "", build),
             {{"a.cpp", "#include <string>\n#include <vector>\n\nstd::vector<int> v;\n"}}},
            {"C's type in C++",
             {{"a.cpp", "std::uint8_t x;\n"}},
             failed("'uint8_t' is not a member of 'std'", {{"a.cpp", 1}}, "", build),
             {{"a.cpp", "#include <cstdint>\n\nstd::uint8_t x;\n"}}},
            {"C's function in a file that spells C's headers like C++",
             {{"a.cpp", "#include <cstdio>\n#include <vector>\n\nlong t = time(nullptr);\n"}},
             failed("'time' was not declared in this scope", {{"a.cpp", 4}}, "", build),
             {{"a.cpp",
               "#include <cstdio>\n#include <ctime>\n#include <vector>\n\nlong t = "
               "time(nullptr);\n"}}},
            {"a header that is included on another system alone",
             {{"a.h",
               "#ifndef A_H\n#define A_H\n\n#ifdef OTHER\n#  include <string.h>\n#else\n"
               "#  include <cstdio>\n#endif\n#include <stdint.h>\n\nclass A {\n  "
               "long size = strlen(\"a\");\n};\n\n#endif\n"}},
             proposed("'strlen' was not declared in this scope", {{"a.h", 11}}, "cstring"),
             {{"a.h",
               "#ifndef A_H\n#define A_H\n\n#ifdef OTHER\n#  include <string.h>\n#else\n"
               "#  include <cstdio>\n#endif\n#include <cstring>\n#include <stdint.h>\n\n"
               "class A {\n  long size = strlen(\"a\");\n};\n\n#endif\n"}}},
            {"a header serves the source that includes it",
             {{"a.h", "#include <cstdio>\n\nstruct A {\n  long size = strlen(\"a\");\n};\n"},
              {"a.cpp", "#include \"a.h\"\n\nlong size = strlen(\"a\");\n"}},
             proposed("'strlen' was not declared in this scope", {{"a.cpp", 3}, {"a.h", 4}},
                      "cstring"),
             {{"a.h",
               "#include <cstdio>\n#include <cstring>\n\nstruct A {\n  long size = "
               "strlen(\"a\");\n};\n"}}},
            {"a declaration of the project",
             {{"include/shapes/area.h", "double area(double r);\n"},
              {"src/main.c", "int main(void) { return area(1); }\n"},
              {"src/other.c", "#include \"shapes/area.h\"\n"}},
             failed("implicit declaration of function 'area'", {{"src/main.c", 1}}, "", build),
             {{"src/main.c",
               "#include \"shapes/area.h\"\n\nint main(void) { return area(1); }\n"}}},
            {"a name that no header declares",
             {{"a.c", "int x = wibble;\n"}},
             failed("'wibble' undeclared (first use in this function)", {{"a.c", 1}}, "", build),
             {},
             "no header declares wibble"},
        });
}

TEST_CASE("an include that is not found is led to the header that is meant") {
    const auto build = model::Category::build_failure;
    test::check_repairs(
        heal::imports_rung(),
        {
            {"misspelt, of the project",
             {{"widget.h", "int w;\n"}, {"a.c", "#include \"wigdet.h\"\n"}},
             failed("fatal error: wigdet.h: No such file or directory", {{"a.c", 1}}, "", build),
             {{"a.c", "#include \"widget.h\"\n"}}},
            {"misspelt, of the standard library",
             {{"a.cpp", "#include <vectr>\n"}},
             failed("fatal error: 'vectr' file not found", {{"a.cpp", 1}}, "", build),
             {{"a.cpp", "#include <vector>\n"}}},
            {"moved",
             {{"include/net/socket.h", "int s;\n"},
              {"src/a.c", "#include \"socket.h\"\n"},
              {"src/b.c", "#include \"net/socket.h\"\n"}},
             failed("fatal error: socket.h: No such file or directory", {{"src/a.c", 1}}, "",
                    build),
             {{"src/a.c", "#include \"net/socket.h\"\n"}}},
        });
}

TEST_CASE("Go imports are goimports' to correct") {
    const model::Run run = [](const model::RunRequest& request) -> base::Result<model::RunResult> {
        CHECK(request.effects == model::Effects::capture);
        CHECK(std::get<model::Argv>(request.command.body).words ==
              std::vector<std::string>{"goimports", "-w", "a.go"});
        return model::RunResult{
            .changes = {.changes = {{.path = "a.go", .before = "old\n", .after = "new\n"}}}};
    };
    const auto failure =
        failed("undefined: strings", {{"a.go", 3}}, "", model::Category::build_failure);
    test::check_repairs(heal::imports_rung(),
                        {{"present", {{"a.go", "old\n"}}, failure, {{"a.go", "new\n"}}, "", run}});
    test::RepairCase absent{"absent", {{"a.go", "old\n"}}, failure, {}};
    const auto proposal = heal::imports_rung().propose(test::round_of(absent));
    REQUIRE(proposal);
    CHECK(proposal->missing_tool == "goimports");
}
