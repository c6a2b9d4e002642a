#include <fmt/format.h>

#include "repair/validate_plain.hpp"
#include "repair/woven/validate_woven.hpp"
#include "repair/woven/weave.hpp"
#include "unit/repair/project.hpp"

using namespace mendel;
using namespace mendel::repair;
using repair::test::Files;
using repair::test::Project;
using std::chrono::steady_clock;

namespace {

/// A program whose function `last` is wrong, and its check.
struct Sample {
    std::string language;
    Files files;
    std::string path;
    std::string check;
    std::string wrong;    ///< stands once in the file
    std::string right;    ///< for `wrong`
    std::string broken;   ///< for `wrong`: does not compile
    std::string endless;  ///< for `wrong`: does not end
    std::string outside;  ///< stands once, in no function
    std::string instead;  ///< for `outside`
};

const std::vector<Sample>& samples() {
    static const std::vector<Sample> k_samples = {
        {"C",
         {{"list.c",
           "static const int k_step = 1;\n\nint last(const int *values, int count) {\n"
           "    int at = count;\n    at -= k_step - 1;\n    return values[at];\n}\n"},
          {"test.c",
           "extern int last(const int *, int);\nint main(void) {\n"
           "    int values[] = {4, 5, 6, 0};\n    return last(values, 3) == 6 ? 0 : 1;\n}\n"}},
         "list.c",
         "gcc -std=c99 -Wall -Wextra -pedantic -Werror -o t list.c test.c && ./t",
         "k_step - 1",
         "k_step",
         "k_setp",
         "k_step - 1; for (;;) count++",
         "k_step = 1",
         "k_step = 2"},
        {"C++",
         {{"list.hpp",
           "#pragma once\n#include <vector>\nconstexpr int k_step = 1;\n"
           "inline int last(const std::vector<int>& values) {\n"
           "    return values.at(values.size() - k_step + 1);\n}\n"},
          {"test.cpp",
           "#include \"list.hpp\"\n#include <cstdlib>\nint main() {\n"
           "    if (last({4, 5, 6}) != 6) std::abort();\n}\n"}},
         "list.hpp",
         "g++ -o t test.cpp && ./t",
         "k_step + 1",
         "k_step",
         "k_step + \"\"",
         "[&] { for (volatile int i = 0;; ++i) {} return 1; }()",
         "k_step = 1",
         "k_step = 2"},
        {"Go",
         {{"go.mod", "module example.com/list\n\ngo 1.19\n"},
          {"list.go",
           "package list\n\nconst step = 1\n\nfunc Last(values []int) int {\n"
           "\treturn values[len(values)-step-1]\n}\n"},
          {"list_test.go",
           "package list\n\nimport \"testing\"\n\nfunc TestLast(t *testing.T) {\n"
           "\tif Last([]int{4, 5, 6}) != 6 {\n\t\tt.Fatal(\"no\")\n\t}\n}\n"}},
         "list.go",
         "GOFLAGS=-mod=mod GOPROXY=off GOTOOLCHAIN=local go test ./...",
         "step-1",
         "step",
         "stpe",
         "func() int { for { } }()",
         "step = 1",
         "step = 2"},
        {"Java",
         {{"List.java",
           "final class List {\n    static int step = 1;\n\n    static int last(int[] values) {\n"
           "        return values[values.length - step - 1];\n    }\n}\n"},
          {"Test.java",
           "public class Test {\n    public static void main(String[] words) {\n"
           "        if (List.last(new int[] {4, 5, 6}) != 6)\n"
           "            throw new AssertionError();\n    }\n}\n"}},
         "List.java",
         "mkdir -p out && javac -d out List.java Test.java && java -cp out Test",
         "step - 1",
         "step",
         "stpe",
         "java.util.stream.IntStream.iterate(0, i -> i).filter(i -> i > 0).findAny().getAsInt()",
         "step = 1",
         "step = 2"},
        {"Rust",
         {{"list.rs",
           "const STEP: usize = 1;\n\npub fn last(values: &[i32]) -> i32 {\n"
           "    values[values.len() - STEP - 1]\n}\n\n#[test]\nfn takes_the_last() {\n"
           "    assert_eq!(last(&[4, 5, 6]), 6);\n}\n"}},
         "list.rs",
         "rustc --edition 2021 --test -o t list.rs && ./t",
         "STEP - 1",
         "STEP",
         "STPE",
         "{ let mut n = 1; while n > 0 { n = 2; } n }",
         "usize = 1",
         "usize = 2"}};
    return k_samples;
}

std::vector<Trial> tried(const model::Round& round, const std::vector<Candidate>& candidates,
                         Patience patience) {
    auto plain = make_plain_validator(round, {});
    REQUIRE(plain);
    const auto woven = make_woven_validator(round, std::move(*plain));
    auto trials = woven->run(candidates, steady_clock::now() + std::chrono::minutes(2), patience);
    REQUIRE(trials);
    REQUIRE(trials->size() == candidates.size());
    return std::move(*trials);
}

}  // namespace

TEST_CASE("candidates of a compiled program are compiled once and tried each") {
    for (const auto& sample : samples()) {
        INFO(sample.language);
        Project project(sample.files);
        const auto round = project.round(sample.check);
        std::vector<Candidate> candidates;
        for (const auto& edit :
             {sample.wrong + "    ", sample.right, sample.broken, sample.endless})
            candidates.push_back(project.candidate(sample.path, sample.wrong, edit));
        candidates.push_back(project.candidate(sample.path, sample.outside, sample.instead));
        const auto trials = tried(round, candidates, Patience::little);
        CHECK(trials[0].state == TrialState::fails);
        CHECK(trials[1].state == TrialState::passes);
        CHECK(trials[2].state == TrialState::does_not_load);
        CHECK(trials[3].state == TrialState::timed_out);
        CHECK(trials[4].state == TrialState::put_off);
        // As it is, woven, woven without what did not compile, and the one that passes by itself.
        CHECK(project.commands.size() == 4);
    }
}

TEST_CASE("what cannot be woven is tried by the plain command in the end") {
    const auto& sample = samples().front();
    Project project(sample.files);
    const std::vector<Candidate> candidates = {
        project.candidate(sample.path, sample.outside, sample.instead)};
    CHECK(tried(project.round(sample.check), candidates, Patience::usual)[0].state ==
          TrialState::passes);
}

TEST_CASE("where the woven programs do not tell the verdict the plain command does") {
    Project project(
        Files{{"sum.c",
               "#include <stdio.h>\nint sum(int a, int b) {\n    return a - b;\n}\n"
               "int main(void) {\n    printf(\"%d\\n\", sum(2, 3));\n    return 0;\n}\n"}});
    const auto round = project.round("gcc -o t sum.c && test \"$(./t)\" = 5");
    const std::vector<Candidate> candidates = {project.candidate("sum.c", "a - b", "a * b"),
                                               project.candidate("sum.c", "a - b", "a + b")};
    const auto trials = tried(round, candidates, Patience::little);
    CHECK(trials[0].state == TrialState::fails);
    CHECK(trials[1].state == TrialState::passes);
}

TEST_CASE("of several programs those that still fail are named") {
    const std::string test =
        "#include <stdlib.h>\nint sum(int, int);\nint main(void) {\n    return ";
    Project project({{"sum.c", "int sum(int a, int b) {\n    return a - b;\n}\n"},
                     {"one.c", test + "sum(2, 3) == 5 ? 0 : 1;\n}\n"},
                     {"two.c", test + "sum(2, 2) == 4 ? 0 : 1;\n}\n"}});
    const auto round = project.round(
        "for t in one two; do gcc -o $t sum.c $t.c || exit 1; done; "
        "end=0; ./one || end=1; ./two || end=1; exit $end");
    const std::vector<Candidate> candidates = {project.candidate("sum.c", "a - b", "a * b"),
                                               project.candidate("sum.c", "a - b", "a + b")};
    const auto trials = tried(round, candidates, Patience::little);
    CHECK(trials[0].state == TrialState::fixes_some);
    CHECK(trials[0].failing == std::vector<std::string>{"./one"});
    CHECK(trials[1].state == TrialState::passes);
}

TEST_CASE("a name that a linker does not find leaves out the candidates that brought it") {
    Project project(
        {{"sum.c", "int sum(int a, int b) {\n    return a - b;\n}\n"},
         {"test.c", "int sum(int, int);\nint main(void) {\n    return sum(2, 3) != 5;\n}\n"}});
    const auto round = project.round("gcc -w -o t sum.c test.c && ./t");
    const std::vector<Candidate> candidates = {project.candidate("sum.c", "a - b", "max(a, b)"),
                                               project.candidate("sum.c", "a - b", "a + b")};
    const auto trials = tried(round, candidates, Patience::little);
    CHECK(trials[0].state == TrialState::does_not_load);
    CHECK(trials[1].state == TrialState::passes);
    // As it is, woven, woven without the one, and the other by itself.
    CHECK(project.commands.size() == 4);
}

TEST_CASE("a version that spoils a program without being named is found by halves") {
    // The linker's error names `spare`, which the text has in a comment already.
    Project project(
        {{"sum.c", "/* spare */\nint sum(int a, int b) {\n    return a - b;\n}\n"},
         {"test.c", "int sum(int, int);\nint main(void) {\n    return sum(2, 3) != 5;\n}\n"}});
    const auto round = project.round("gcc -w -o t sum.c test.c && ./t");
    std::vector<Candidate> candidates;
    for (const auto* edit : {"a * b", "a / b", "spare(a, b)", "a % b", "a + b"})
        candidates.push_back(project.candidate("sum.c", "a - b", edit));
    const auto trials = tried(round, candidates, Patience::little);
    CHECK(trials[0].state == TrialState::fails);
    CHECK(trials[2].state == TrialState::does_not_load);
    CHECK(trials[3].state == TrialState::fails);
    CHECK(trials[4].state == TrialState::passes);
    CHECK(project.commands.size() < 12);
}

TEST_CASE("a woven file holds every version of the functions that are edited, and no other") {
    Project project(
        Files{{"a.cpp",
               "constexpr int one() {\n    return 1;\n}\nint two() {\n    return 1;\n}\n"
               "int three() {\nagain:\n    goto again;\n}\n"}});
    const auto round = project.round("true");
    Weaver weaver(round.tree);
    const auto two = project.candidate("a.cpp", "two() {\n    return 1", "two() {\n    return 2");
    CHECK(weaver.version_of(two).has_value());
    CHECK_FALSE(weaver.version_of(project.candidate("a.cpp", "return 1", "return 2")).has_value());
    CHECK_FALSE(
        weaver.version_of(project.candidate("a.cpp", "goto again", "return 3")).has_value());
    CHECK_FALSE(weaver.version_of(project.candidate("a.cpp", "int two", "long two")).has_value());
    CHECK(weaver.weave({}, 9).candidates.empty());
    const std::map<std::size_t, Version> versions = {{0, *weaver.version_of(two)}};
    const auto woven = weaver.weave(versions, 9);
    REQUIRE(woven.lines.size() == 1);
    CHECK(weaver.broken(woven, versions,
                        fmt::format("a.cpp:{}:5: error: no\n", woven.lines[0].first)) ==
          std::set<std::size_t>{0});
    CHECK(weaver.broken(woven, versions, "a.cpp:1:5: error: no\n").empty());
    CHECK(
        weaver
            .broken(woven, versions, fmt::format("a.cpp:{}:5: warning: no\n", woven.lines[0].first))
            .empty());
}
