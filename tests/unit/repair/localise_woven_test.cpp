#include "repair/woven/localise_woven.hpp"

#include "base/text.hpp"
#include "code/tree.hpp"
#include "repair/localise_log.hpp"
#include "repair/woven/probes.hpp"
#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Files;
using repair::test::Project;

namespace {

/// A program with a right function (line 2), a wrong one (line 5) and one that nothing calls (8);
/// a statement of its test for each of the first two, the second of which fails.
struct Sample {
    std::string name;
    Files files;
    std::string path;
    std::string check;
    std::string test;
    int fails_at = 0;  ///< line of the test; 0: the log does not say
};

const std::string k_c_functions =
    "int twice(int n) {\n    return n + n;\n}\nint half(int n) {\n    return n - 2;\n}\n"
    "int unused(int n) {\n    return n;\n}\n";
const std::string k_c_test =
    "#include <stdlib.h>\nint twice(int);\nint half(int);\nint main(void) {\n"
    "    if (twice(2) != 4) abort();\n    if (half(2) != 1) abort();\n    return 0;\n}\n";
const std::string k_rust_functions =
    "pub fn twice(n: i32) -> i32 {\n    n + n\n}\npub fn half(n: i32) -> i32 {\n    n - 2\n}\n"
    "pub fn unused(n: i32) -> i32 {\n    n\n}\n";

const std::vector<Sample>& samples() {
    static const std::vector<Sample> k_samples = {
        {"C, the last statement before the end",
         {{"sum.c", k_c_functions}, {"test_sum.c", k_c_test}},
         "sum.c",
         "gcc -std=c90 -pedantic-errors -Wall -Wextra -Werror -o t sum.c test_sum.c && ./t",
         "test_sum.c"},
        {"C++, a test that goes on",
         {{"sum.cpp", k_c_functions},
          {"test_sum.cpp",
           "int twice(int);\nint half(int);\nint failed = 0;\n"
           "void check(bool holds) { failed += holds ? 0 : 1; }\nint main() {\n"
           "    check(half(2) == 1);\n    check(twice(2) == 4);\n    return failed;\n}\n"}},
         "sum.cpp",
         "g++ -o t sum.cpp test_sum.cpp && ./t",
         "test_sum.cpp",
         6},
        {"Go",
         {{"go.mod", "module example.com/sum\n\ngo 1.19\n"},
          {"sum.go",
           "package sum; func Twice(n int) int {\n\treturn n + n\n}\nfunc Half(n int) int {\n"
           "\treturn n - 2\n}\nfunc Unused(n int) int {\n\treturn n\n}\n"},
          {"sum_test.go",
           "package sum_test\n\nimport (\n\t\"testing\"\n\n\t\"example.com/sum\"\n)\n\n"
           "func TestSum(t *testing.T) {\n\tif sum.Half(2) != 1 {\n\t\tt.Error(\"half\")\n\t}\n"
           "\tif sum.Twice(2) != 4 {\n\t\tt.Error(\"twice\")\n\t}\n}\n"}},
         "sum.go",
         "GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local go test ./...",
         "sum_test.go",
         11},
        {"Java",
         {{"Sum.java",
           "class Sum { static int twice(int n) {\n    return n + n;\n}\n"
           "static int half(int n) {\n    return n - 2;\n}\n"
           "static int unused(int n) {\n    return n;\n} }\n"},
          {"SumTest.java",
           "class SumTest {\n    public static void main(String[] words) {\n"
           "        check(Sum.twice(2) == 4);\n        check(Sum.half(2) == 1);\n    }\n"
           "    static void check(boolean holds) {\n        if (!holds)\n"
           "            throw new AssertionError();\n    }\n}\n"}},
         "Sum.java",
         "javac Sum.java SumTest.java && java SumTest",
         "SumTest.java",
         4},
        {"Rust",
         {{"sum.rs",
           k_rust_functions +
               "#[cfg(test)]\nmod tests {\n    use super::*;\n    #[test]\n    fn sums() {\n"
               "        assert_eq!(twice(2), 4);\n        assert_eq!(half(2), 1);\n    }\n}\n"}},
         "sum.rs",
         "rustc --edition 2021 --test -o t sum.rs && ./t",
         "sum.rs",
         16}};
    return k_samples;
}

double score(const Localisation& where, const std::string& path, int line) {
    for (const auto& suspect : where.lines)
        if (suspect.file == path && suspect.line == line)
            return suspect.score;
    return 0;
}

}  // namespace

TEST_CASE("statements are told by the units of the test that ran them") {
    for (const auto& sample : samples()) {
        INFO(sample.name);
        Project project(sample.files);
        auto round = project.round(sample.check);
        if (sample.fails_at > 0)
            round.failure.locations = {{.file = sample.test, .line = sample.fails_at}};
        const auto where = localise_woven(round, localise_log(round));
        REQUIRE(where);
        CHECK(score(*where, sample.path, 5) > 0.9);
        CHECK(score(*where, sample.path, 2) < 0.5);
        CHECK(score(*where, sample.path, 8) == 0);
    }
}

TEST_CASE("of a test that does not end the last unit fails") {
    Project project({{"sum.rs",
                      "pub fn twice(n: i32) -> i32 {\n    n + n\n}\npub fn half(n: i32) -> i32 {\n"
                      "    loop { if n < 0 { return 1; } }\n}\n#[test]\nfn sums() {\n"
                      "    assert_eq!(twice(2), 4);\n    assert_eq!(half(2), 1);\n}\n"},
                     {"README.md", ""}});
    auto round = project.round(std::string("rustc --edition 2021 --test -o t sum.rs && ./t"));
    round.failure.locations = {{.file = "sum.rs", .line = 0}};
    round.deadline = std::chrono::steady_clock::now() + std::chrono::seconds(32);
    const auto where = localise_woven(round, localise_log(round));
    REQUIRE(where);
    CHECK(score(*where, "sum.rs", 5) > 0.9);
    CHECK(score(*where, "sum.rs", 2) < 0.5);
}

TEST_CASE("a program with probes that does not compile measures nothing") {
    Project project(Files{{"sum.c", "int main(void) {\n    return x;\n}\n"}});
    const auto round = project.round("gcc -o t sum.c && ./t");
    CHECK_FALSE(localise_woven(round, localise_log(round)));
}

TEST_CASE("probes leave lines where they are and stand where a statement may") {
    const std::string text =
        "static int one(int n) {\n    int m = n;\n    switch (n) {\n    case 1: return 2;\n    }\n"
        "#ifdef X\n    n++;\n#endif\n    if (m) {\n        return n;\n    }\n    return m;\n}\n";
    const auto tree = code::Tree::parse(code::Language::c, text);
    REQUIRE(tree);
    Probes probes;
    const auto probed = probed_source(*tree, *loom_of(code::Language::c), {"one.c"}, probes);
    CHECK(probes.count == 6);
    CHECK(std::count(probed.begin(), probed.end(), '\n') ==
          std::count(text.begin(), text.end(), '\n'));
    const auto& lines = probes.lines["one.c"];
    CHECK(lines.at(3) != lines.at(4));
    CHECK(base::contains(probed, "case 1: mendel_here"));
    CHECK(lines.at(9) != lines.at(10));
    CHECK(lines.count(7) == 0);
}
