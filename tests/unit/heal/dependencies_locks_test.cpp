#include "base/text.hpp"
#include "heal/rungs/dependencies.hpp"
#include "imports_case.hpp"
#include "real_tree.hpp"

using namespace mendel;

namespace {

struct LockCase {
    std::string name;
    std::string program;
    std::string check;
    std::map<std::string, std::string> files;
    std::string prepare = {};  ///< run before the check, its files become the tree's
    std::vector<std::string> made = {};
    std::map<std::string, std::string> then = {};  ///< what breaks it
};

void check_lock(const LockCase& item) {
    INFO(item.name << " needs " << item.program << ", see tests/packages.txt");
    REQUIRE(test::is_here(item.program));
    auto files = item.files;
    {
        test::RealTree first(files);
        const auto prepared = first.shell(item.prepare);
        INFO(prepared.output);
        REQUIRE(prepared.exit_code == 0);
        for (const auto& path : item.made)
            files[path] = *sys::read_file(sys::join_path(first.root(), path));
    }
    for (const auto& [path, text] : item.then)
        files[path] = text;
    test::RealTree tree(files);
    const auto red = tree.shell(item.check);
    INFO(red.output);
    REQUIRE(red.exit_code != 0);
    const model::Failure failure{.category = model::Category::dependency_error,
                                 .tool = item.program,
                                 .message = red.output,
                                 .evidence = red.output};
    const auto rung = heal::dependencies_rung();
    REQUIRE(rung.applies(failure));
    const auto proposal = rung.propose(tree.round(item.check, {failure}));
    REQUIRE(proposal);
    INFO((proposal->notes.empty() ? std::string() : proposal->notes.front()));
    REQUIRE_FALSE(proposal->patches.empty());
    tree.apply(proposal->patches.front());
    const auto green = tree.shell(item.check);
    INFO(green.output);
    CHECK(green.exit_code == 0);
}

std::string cargo(const std::string& version) {
    return "[package]\nname = \"a\"\nversion = \"" + version + "\"\nedition = \"2021\"\n";
}

}  // namespace

TEST_CASE("Cargo.lock is brought into step") {
    check_lock({.name = "a raised version",
                .program = "cargo",
                .check = "cargo metadata --format-version 1 --locked --offline >/dev/null",
                .files = {{"Cargo.toml", cargo("0.1.0")}, {"src/lib.rs", ""}},
                .prepare = "cargo generate-lockfile --offline",
                .made = {"Cargo.lock"},
                .then = {{"Cargo.toml", cargo("0.2.0")}}});
}

TEST_CASE("go.mod is tidied") {
    check_lock(
        {.name = "a module that is replaced but not required",
         .program = "go",
         .check = "GOFLAGS=-mod=readonly GOPROXY=off go build ./...",
         .files = {{"go.mod", "module example.com/a\n\ngo 1.19\n\nreplace example.com/b => ./b\n"},
                   {"a.go", "package a\n\nimport _ \"example.com/b\"\n"},
                   {"b/go.mod", "module example.com/b\n\ngo 1.19\n"},
                   {"b/b.go", "package b\n"}},
         .prepare = "true"});
}

TEST_CASE("package-lock.json is brought into step") {
    check_lock({.name = "a package that the lock file lacks",
                .program = "npm",
                .check = "npm ci --offline --no-audit --no-fund",
                .files = {{"package.json", "{\"name\": \"a\", \"version\": \"1.0.0\"}\n"},
                          {"b/package.json", "{\"name\": \"b\", \"version\": \"1.0.0\"}\n"}},
                .prepare = "npm install --package-lock-only --offline --no-audit --no-fund",
                .made = {"package-lock.json"},
                .then = {{"package.json",
                          "{\"name\": \"a\", \"version\": \"1.0.0\", \"dependencies\": {\"b\": "
                          "\"file:b\"}}\n"}}});
}

TEST_CASE("a package that is imported becomes a dependency") {
    const auto missing = [](const std::string& file) {
        return test::failed("Error: Cannot find module 'left-pad/lib'", {{file, 1, 1}},
                            "MODULE_NOT_FOUND");
    };
    const model::Run installed = [](const model::RunRequest&) -> base::Result<model::RunResult> {
        return model::RunResult{.output = "mendel 1.3.0\n"};
    };
    const std::string package =
        "{\n  \"name\": \"a\",\n  \"dependencies\": {\n    \"abc\": \"^1.0.0\",\n    \"zed\": "
        "\"^1.0.0\"\n  }\n}\n";
    const std::string after =
        "{\n  \"name\": \"a\",\n  \"dependencies\": {\n    \"abc\": \"^1.0.0\",\n    \"left-pad\": "
        "\"^1.3.0\",\n    \"zed\": \"^1.0.0\"\n  }\n}\n";
    const std::string bare = "{\n  \"name\": \"a\"\n}\n";
    test::check_repairs(
        heal::dependencies_rung(),
        {{"in its sorted place",
          {{"package.json", package}, {"a.js", ""}},
          missing("a.js"),
          {{"package.json", after}},
          "",
          installed},
         {"the first of its section for tests",
          {{"package.json", bare}, {"a.test.js", ""}},
          missing("a.test.js"),
          {{"package.json",
            "{\n  \"name\": \"a\",\n  \"devDependencies\": {\n    \"left-pad\": \"^1.3.0\"\n  "
            "}\n}\n"}},
          "",
          installed},
         {"a version by the lock file",
          {{"package.json", package},
           {"a.js", ""},
           {"package-lock.json",
            "{\"packages\": {\"node_modules/left-pad\": {\"version\": \"1.3.0\"}}}"}},
          missing("a.js"),
          {{"package.json", after}}},
         {"exact versions",
          {{"package.json", base::replace_all(package, "^", "")}, {"a.js", ""}},
          missing("a.js"),
          {{"package.json", base::replace_all(after, "^", "")}},
          "",
          installed},
         {"of unknown version",
          {{"package.json", package}, {"a.js", ""}},
          missing("a.js"),
          {},
          "version is not known"},
         {"listed already",
          {{"package.json", after}, {"a.js", ""}},
          missing("a.js"),
          {},
          "lists left-pad already",
          installed},
         {"a path",
          {{"package.json", package}, {"a.js", ""}},
          test::failed("Error: Cannot find module './b'", {{"a.js", 1, 1}}, "MODULE_NOT_FOUND"),
          {},
          "",
          installed}});
}
