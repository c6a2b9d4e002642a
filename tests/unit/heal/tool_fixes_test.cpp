#include <set>

#include "code/invocation.hpp"
#include "heal/fix_modes.hpp"
#include "real_tree.hpp"

using namespace mendel;

namespace {

/// A check that is red in a small repository, and the rung that turns it green with the real tool.
struct ToolCase {
    std::string name;
    std::string rung;     ///< format or lint
    std::string program;  ///< what must be installed
    std::string check;
    std::string tool;  ///< as diagnosed
    std::map<std::string, std::string> files;
    std::vector<model::Location> places = {};
    bool node = false;
};

const std::string k_ugly_python = "import sys\nimport os\ndef f(a,b):\n  return os.path,sys,a+b\n";
const std::string k_ugly_script = "const a = {b:1}\nexport default   a\n";
const std::string k_ugly_go = "package main\n\nfunc main() {\nprintln(  1)\n}\n";
const std::string k_ugly_c = "int f(int a){return a ;}\n";
const std::string k_eslint =
    "module.exports = [{rules: {'prefer-const': 'error', 'no-extra-semi': 'error', "
    "semi: 'error', 'no-unused-vars': 'warn'}}];\n";
const std::string k_hooks =
    "repos:\n- repo: local\n  hooks:\n  - {id: spelling, name: spelling, language: system, "
    "entry: sed -i s/teh/the/, types: [text], exclude: '^[.]'}\n";
const std::string k_cargo = "[package]\nname = \"a\"\nversion = \"0.1.0\"\nedition = \"2021\"\n";

std::vector<ToolCase> cases() {
    return {
        {"black", "format", "black", "black --check .", "black", {{"a.py", k_ugly_python}}},
        {"black through a module and a prefix",
         "format",
         "black",
         "cd sub && LANG=C /usr/bin/python3 -m black --check --diff -l 100 *.py",
         "black",
         {{"sub/a.py", k_ugly_python}}},
        {"black by find and xargs",
         "format",
         "black",
         "find . -name '*.py' | xargs black --check",
         "black",
         {{"a.py", k_ugly_python}},
         {{"a.py", 1, 0}}},
        {"black behind make",
         "format",
         "black",
         "make lint",
         "black",
         {{"a.py", k_ugly_python}, {"Makefile", "B ?= black\nlint:\n\t$(B) --check .\n"}}},
        {"black then git diff",
         "format",
         "black",
         "black -q . && git diff --exit-code",
         "",
         {{"a.py", k_ugly_python}}},
        {"isort",
         "format",
         "isort",
         "isort --check-only --diff --profile black .",
         "isort",
         {{"a.py", "import sys\nimport os\n\nprint(os, sys)\n"}}},
        {"autoflake",
         "lint",
         "autoflake",
         "autoflake --check --remove-all-unused-imports -r .",
         "autoflake",
         {{"a.py", "import os\nimport sys\n\nprint(sys)\n"}}},
        {"autopep8",
         "format",
         "autopep8",
         "autopep8 --diff --exit-code a.py",
         "autopep8",
         {{"a.py", "x=1\n\n\n\n\ny  = 2\n"}}},
        {"yapf", "format", "yapf3", "yapf3 --diff a.py", "yapf", {{"a.py", "x = [ 1,2 ]\n"}}},
        {"codespell",
         "lint",
         "codespell",
         "codespell a.txt",
         "codespell",
         {{"a.txt", "it is teh end\n"}}},
        {"prettier",
         "format",
         "npx",
         "npx prettier --check .",
         "prettier",
         {{"a.js", k_ugly_script}, {".prettierignore", "node_modules\n"}},
         {},
         true},
        {"prettier in an npm script",
         "format",
         "npm",
         "npm run lint",
         "prettier",
         {{"a.js", k_ugly_script},
          {"package.json", "{ \"scripts\": { \"lint\": \"prettier -c '*.js'\" } }\n"}},
         {},
         true},
        {"eslint",
         "lint",
         "npx",
         "npx eslint .",
         "eslint",
         {{"a.js", "let a = 1\nconsole.log(a);\n"}, {"eslint.config.js", k_eslint}},
         {{"a.js", 1, 5}},
         true},
        {"biome",
         "lint",
         "npx",
         "npx biome ci .",
         "biome",
         {{"a.js", "const a = {b:1}\nvar c = a;\nconsole.log( c)\n"},
          {"biome.json", "{\"files\": {\"includes\": [\"a.js\"]}}\n"}},
         {},
         true},
        {"biome as a formatter",
         "format",
         "npx",
         "npx biome format .",
         "biome",
         {{"a.js", k_ugly_script}, {"biome.json", "{\"files\": {\"includes\": [\"a.js\"]}}\n"}},
         {},
         true},
        {"pre-commit with a hook that is no known tool",
         "format",
         "pre-commit",
         "pre-commit run --all-files",
         "pre-commit",
         {{"a.txt", "teh end\n"}, {".pre-commit-config.yaml", k_hooks}}},
        {"clang-format",
         "format",
         "clang-format",
         "clang-format --dry-run -Werror *.c",
         "clang-format",
         {{"a.c", k_ugly_c}}},
        {"clang-format by git",
         "format",
         "clang-format",
         "clang-format -n --Werror $(ls *.c)",
         "clang-format",
         {{"a.c", k_ugly_c}},
         {{"a.c", 1, 1}}},
        {"gofmt in a substitution",
         "format",
         "gofmt",
         "test -z \"$(gofmt -l .)\"",
         "",
         {{"a.go", k_ugly_go}}},
        {"gofmt as a difference",
         "format",
         "gofmt",
         "gofmt -d . && test -z \"$(gofmt -d .)\"",
         "gofmt",
         {{"a.go", k_ugly_go}}},
        {"goimports",
         "format",
         "goimports",
         "test -z \"$(goimports -l .)\"",
         "goimports",
         {{"a.go", "package main\n\nfunc main() {\n\tfmt.Println(1)\n}\n"}}},
        {"rustfmt",
         "format",
         "rustfmt",
         "rustfmt --check a.rs",
         "rustfmt",
         {{"a.rs", "fn main(){}\n"}}},
        {"cargo fmt",
         "format",
         "cargo",
         "cargo fmt --all -- --check",
         "rustfmt",
         {{"src/main.rs", "fn main(){}\n"}, {"Cargo.toml", k_cargo}}},
        {"cargo clippy",
         "lint",
         "cargo-clippy",
         "cargo clippy --offline -- -D warnings",
         "clippy",
         {{"src/main.rs",
           "fn main() {\n    let a = 1;\n    println!(\"{}\", a.clone());\n    return ();\n}\n"},
          {"Cargo.toml", k_cargo}}},
        {"shfmt",
         "format",
         "shfmt",
         "shfmt -d -i 2 .",
         "shfmt",
         {{"a.sh", "if true; then\n        echo 1\nfi\n"}}},
        {"tox",
         "format",
         "black",
         "black --version >/dev/null && tox -e lint",
         "black",
         {{"a.py", k_ugly_python},
          {"tox.ini", "[testenv:lint]\ncommands = black --check {posargs:.}\n"}}},
    };
}

}  // namespace

TEST_CASE("a failing tool turns green by its own fix mode") {
    for (const auto& item : cases()) {
        INFO(item.name << " needs " << item.program << ", see tests/packages.txt");
        REQUIRE(test::is_here(item.program));
        test::RealTree tree(item.files);
        if (item.node)
            tree.with_node_modules();
        tree.shell(
            "git init -q . && git add -A && git -c user.name=a -c user.email=a@b commit -qm a");
        const bool is_tox = item.name == "tox";
        const auto check = is_tox ? std::string("black --check .") : item.check;
        const auto red = tree.shell(check);
        INFO(red.output);
        REQUIRE(red.exit_code != 0);
        if (item.name == "black then git diff")
            tree.apply({});
        const model::Failure failure{.category = item.tool.empty() ? model::Category::build_failure
                                                                   : model::Category::lint_error,
                                     .tool = item.tool,
                                     .locations = item.places};
        const auto rung = item.rung == "format" ? heal::format_rung() : heal::lint_rung();
        REQUIRE(rung.applies(failure));
        const auto proposal = rung.propose(tree.round(item.check, {failure}));
        REQUIRE(proposal);
        INFO((proposal->notes.empty() ? std::string() : proposal->notes.front()));
        REQUIRE_FALSE(proposal->patches.empty());
        CHECK(proposal->patches.front().rung == item.rung);
        CHECK(proposal->patches.front().base == "base");
        tree.apply(proposal->patches.front());
        tree.shell("git add -A");
        const auto green = tree.shell(check);
        INFO(green.output);
        CHECK(green.exit_code == 0);
    }
}

TEST_CASE("every row of the table of fix modes has a case") {
    std::set<std::string> covered;
    for (const auto& item : cases()) {
        const code::ReadFile read = [&](const std::string& path) -> std::optional<std::string> {
            const auto found = item.files.find(path);
            return found == item.files.end() ? std::nullopt : std::optional(found->second);
        };
        const model::Command check{.body = model::Script{"bash", item.check}};
        for (const auto& invocation : code::invocations_of(check, read))
            for (const auto* mode : heal::fix_modes_of(invocation))
                if (mode->category == item.rung)
                    covered.insert(mode->tool + " " + mode->category);
    }
    for (const auto& mode : heal::fix_modes()) {
        INFO(mode.tool << " " << mode.category);
        CHECK(covered.count(mode.tool + " " + mode.category) == 1);
    }
}
