#include "lines.hpp"

#include <set>

#include "support/catch.hpp"

using namespace house;

namespace {

std::vector<std::string> problems_in(const std::string& path, const std::string& text) {
    return file_problems({path, text});
}

/// Names of the sources below a folder, as its CMakeLists.txt writes them.
std::vector<std::string> source_names(const std::string& folder, const std::string& ending) {
    std::vector<std::string> names;
    for (const auto& file : files_below(folder, {ending}))
        names.push_back(file.path.substr(folder.size() + 1));
    return names;
}

void check_lists(const std::string& parent, const std::string& ending) {
    for (const auto& folder : folders_in(parent)) {
        const auto path = parent + "/" + folder;
        const auto names = source_names(path, ending);
        if (names.empty())
            continue;
        const SourceFile list{path + "/CMakeLists.txt", text_of(path + "/CMakeLists.txt")};
        for (const auto& found : unlisted_sources(list, names))
            FAIL_CHECK(found);
    }
}

std::string lines(int count) {
    std::string text;
    for (int i = 0; i < count; ++i)
        text += "x\n";
    return text;
}

}  // namespace

TEST_CASE("every file in src keeps the house rules by itself") {
    for (const auto& file : files_below("src", {".cpp", ".hpp"}))
        for (const auto& found : file_problems(file))
            FAIL_CHECK(found);
}

TEST_CASE("no folder of src is two concerns") {
    std::vector<std::string> paths;
    for (const auto& file : files_below("src", {".cpp", ".hpp"}))
        paths.push_back(file.path);
    for (const auto& found : folder_problems(paths))
        FAIL_CHECK(found);
}

TEST_CASE("every source file is in its folder's CMakeLists.txt") {
    check_lists("src", ".cpp");
}

TEST_CASE("every unit test is in its folder's CMakeLists.txt, so that it runs") {
    check_lists("tests/unit", ".cpp");
}

TEST_CASE("every JSON document that src names has its schema in schemas/") {
    std::set<std::string> schemas;
    for (const auto& file : files_below("schemas", {".schema.json"}))
        schemas.insert(parts_of(file.path).back());
    for (const auto& file : files_below("src", {".cpp", ".hpp"}))
        for (const auto& noun : schema_nouns(file)) {
            INFO(file.path << " names mendel." << noun);
            CHECK(schemas.count(noun + ".schema.json") == 1);
        }
}

TEST_CASE("names of JSON documents are found in literals") {
    CHECK(schema_nouns({"a.cpp", R"(x = "mendel.heal/1"; y = "mendel.yml";)"}) ==
          std::vector<std::string>{"heal"});
}

TEST_CASE("files over 500 lines and lines over 100 columns are found") {
    CHECK(problems_in("src/heal/a.cpp", lines(500)).empty());
    CHECK(problems_in("src/heal/a.cpp", lines(501)).size() == 1);
    CHECK(problems_in("src/heal/a.cpp", std::string(100, 'x') + "\n").empty());
    CHECK(problems_in("src/heal/a.cpp", std::string(101, 'x') + "\n").size() == 1);
    std::string umlauts;
    for (int i = 0; i < 100; ++i)
        umlauts += "\xc3\xa4";
    CHECK(problems_in("src/heal/a.cpp", umlauts + "\n").empty());
}

TEST_CASE("tabs, blanks at the end of a line and a missing last line break are found") {
    CHECK(problems_in("src/heal/a.cpp", "\tx\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "x \n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "x").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "").empty());
}

TEST_CASE("a header without #pragma once is found") {
    CHECK(problems_in("src/heal/a.hpp", "#pragma once\n").empty());
    CHECK(problems_in("src/heal/a.hpp", "int a;\n").size() == 1);
}

TEST_CASE("marks of unfinished work are found in comments, not in literals") {
    CHECK(problems_in("src/heal/a.cpp", "// TODO later\n").size() == 1);
    CHECK(problems_in("src/heal/a.cpp", "f(\"TODO\");\n").empty());
    CHECK(problems_in("src/heal/a.cpp", "// TODOs\nauto t = \"XXXXXX\";\n").empty());
}

TEST_CASE("processes, environment, clocks and random numbers outside sys are found") {
    const auto call =
        GENERATE("fork();", "::execvp(a, b);", "execl (a);", "std::system(\"x\");", "popen(a, b);",
                 "posix_spawn(a);", "std::getenv(\"A\");", "std::random_device d;",
                 "auto t = std::chrono::steady_clock::now();");
    INFO(call);
    CHECK(problems_in("src/heal/a.cpp", std::string(call) + "\n").size() == 1);
    CHECK(problems_in("src/sys/a.cpp", std::string(call) + "\n").empty());
    CHECK(problems_in("src/heal/a.cpp", "// " + std::string(call) + "\n").empty());
}

TEST_CASE("words that only look like such calls are let pass") {
    CHECK(problems_in("src/heal/a.cpp", "run_system(x);\nfork = 1;\nexecutor(a);\n").empty());
    CHECK(problems_in("src/heal/a.cpp", "const auto t = sys::system_clock();\n").empty());
}

TEST_CASE("a folder of more than 25 files or with three sub-folders is found") {
    std::vector<std::string> paths = {"src/heal/CMakeLists.txt"};
    for (int i = 0; i < 25; ++i)
        paths.push_back("src/heal/f" + std::to_string(i) + ".cpp");
    paths.push_back("src/heal/f0.hpp");
    paths.push_back("src/heal/rungs/a.cpp");
    paths.push_back("src/heal/data/a.hpp");
    CHECK(folder_problems(paths).empty());
    paths.push_back("src/heal/gates/a.cpp");
    CHECK(folder_problems(paths).empty());
    paths.push_back("src/heal/more/a.cpp");
    CHECK(folder_problems(paths).size() == 1);
    paths.push_back("src/heal/last.hpp");
    CHECK(folder_problems(paths).size() == 2);
    CHECK(folder_problems({"src/heal/rungs/deep/a.cpp"}).size() == 1);
}

TEST_CASE("a source that no CMakeLists.txt names is found") {
    const SourceFile list{"src/x/CMakeLists.txt",
                          "mendel_library(x\n  SOURCES a.cpp k/b.cpp) # c.cpp\n"};
    CHECK(unlisted_sources(list, {"a.cpp", "k/b.cpp"}).empty());
    CHECK(unlisted_sources(list, {"c.cpp", "b.cpp"}).size() == 2);
}
