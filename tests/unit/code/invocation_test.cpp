#include "code/invocation.hpp"

#include <map>

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

namespace {

using Files = std::map<std::string, std::string>;

std::vector<code::Invocation> found(const std::string& line, const Files& files = {}) {
    const auto read = [&](const std::string& path) -> std::optional<std::string> {
        const auto file = files.find(path);
        return file == files.end() ? std::nullopt : std::optional(file->second);
    };
    return code::invocations_of({model::Script{"bash", line}}, read);
}

/// "dir: NAME=value tool = launcher : arguments" of each tool, joined by "; ".
std::string summary(const std::vector<code::Invocation>& invocations) {
    std::vector<std::string> all;
    for (const auto& each : invocations) {
        std::string text = each.directory.empty() ? "" : each.directory + ": ";
        for (const auto& [name, value] : each.environment)
            text += name + "=" + value + " ";
        text += each.tool;
        if (each.launcher.size() > 1 || each.launcher.front() != each.tool)
            text += " = " + base::join(each.launcher, " ") + " :";
        for (const auto& argument : each.arguments)
            text += " " + argument;
        all.push_back(text + (each.captured ? " (captured)" : "") +
                      (each.files_elsewhere ? " (files)" : ""));
    }
    return base::join(all, "; ");
}

struct Case {
    const char* line;
    const char* expected;
};

}  // namespace

TEST_CASE("a shell line amounts to its tools") {
    const Case cases[] = {
        {"PYTHONPATH=src python3 -m pytest -q tests",
         "PYTHONPATH=src pytest = python3 -m pytest : -q tests"},
        {"npx eslint .", "eslint = npx eslint : ."},
        {"npx --no-install eslint@8 .", "eslint = npx --no-install eslint@8 : ."},
        {"test -z \"$(gofmt -l .)\"", "gofmt -l . (captured)"},
        {"cmake -S . -B b -G Ninja && cmake --build b && ctest --test-dir b",
         "cmake -S . -B b -G Ninja; cmake --build b; ctest --test-dir b"},
        {"bash -c 'cd sub && black --check .'", "sub: black --check ."},
        {"bash -eo pipefail -c \"flake8\"", "flake8"},
        {"! grep -rn TODO src", "grep -rn TODO src"},
        {"black --check . || exit 1", "black --check ."},
        {"(cd a && black .) && isort .", "a: black .; isort ."},
        {"find . -name '*.py' | xargs black --check", "find . -name *.py; black --check (files)"},
        {"find . -name '*.c' -exec clang-format --dry-run -Werror {} +",
         "clang-format --dry-run -Werror (files)"},
        {"clang-format-14 --dry-run $(git ls-files '*.c')",
         "git ls-files *.c (captured); clang-format = clang-format-14 : --dry-run (files)"},
        {"git diff --exit-code", "git diff --exit-code"},
        {"timeout -k 5 600 env -i A=b nice -n 5 pytest", "A=b pytest"},
        {"xvfb-run -a npm test", "npm test"},
        {"poetry run pytest -x", "pytest = poetry run pytest : -x"},
        {"uv run --group dev ruff check .", "ruff = uv run --group dev ruff : check ."},
        {"pipenv run python -m flake8 src", "flake8 = pipenv run python -m flake8 : src"},
        {"coverage run --source src -m pytest tests",
         "pytest = coverage run --source src -m pytest : tests"},
        {"python3 -W error -m unittest discover",
         "unittest = python3 -W error -m unittest : discover"},
        {"python3.11 setup.py test", "python = python3.11 : setup.py test"},
        {".venv/bin/black --check .", "black = .venv/bin/black : --check ."},
        {"export CI=1; pytest", "CI=1 pytest"},
        {"FILES='a.py b.py'; black --check $FILES", "black --check a.py b.py"},
        {"${PYTHON:-python3} -m black .", "black = python3 -m black : ."},
        {"set -euo pipefail; echo hi; true && mypy src", "mypy src"},
        {"if command -v black >/dev/null; then black --check .; fi", "black; black --check ."},
        {"cargo fmt --all -- --check", "cargo fmt --all -- --check"},
        {"npm ci", "npm ci"},
    };
    for (const auto& each : cases) {
        INFO(each.line);
        CHECK(summary(found(each.line)) == each.expected);
    }
}

TEST_CASE("package.json scripts are opened with their arguments and neighbours") {
    const Files files = {
        {"package.json", R"({"scripts": {"prelint": "prettier --check .", "lint": "eslint src",
            "test": "NODE_ENV=test jest", "all": "run-s lint:*", "lint:js": "standard",
            "lint:ts": "tsc --noEmit",
            "nested": "npm run lint && npm test"}})"},
        {"packages/a/package.json", R"({"scripts": {"lint": "eslint ."}})"}};
    CHECK(summary(found("npm run lint -- --max-warnings 0", files)) ==
          "prettier = npx --no-install prettier : --check .; "
          "eslint = npx --no-install eslint : src --max-warnings 0");
    CHECK(summary(found("npm test", files)) == "NODE_ENV=test jest = npx --no-install jest :");
    CHECK(summary(found("yarn lint --fix", files)) ==
          "prettier = yarn run prettier : --check .; eslint = yarn run eslint : src --fix");
    CHECK(summary(found("yarn eslint .", files)) == "yarn eslint .");
    CHECK(summary(found("pnpm run lint", files)) ==
          "prettier = pnpm exec prettier : --check .; eslint = pnpm exec eslint : src");
    CHECK(summary(found("npm run all", files)) ==
          "standard = npx --no-install standard :; tsc = npx --no-install tsc : --noEmit");
    CHECK(summary(found("npm run lint -w packages/a", files)) ==
          "packages/a: eslint = npx --no-install eslint : .");
    CHECK(summary(found("cd packages/a && npm run lint", files)) ==
          "packages/a: eslint = npx --no-install eslint : .");
    CHECK(found("npm run nested", files).size() == 3);
    CHECK(summary(found("npm run absent", files)) == "npm run absent");
}

TEST_CASE("make targets are opened with variables and prerequisites") {
    const Files files = {
        {"Makefile",
         "PYTHON ?= python3\nSRC := src \\\n  tests\nFILES = $(shell git ls-files)\n"
         ".PHONY: check lint test\ncheck: lint test ## all\nlint:\n"
         "\t@$(PYTHON) -m black --check $(SRC)\n\t-flake8 $(FILES)\n"
         "test:\n\tcd sub && $(PYTHON) -m pytest \\\n\t  -q\n\t$(MAKE) -C sub\n"
         "%.o: %.c\n\tcc -c $<\n"},
        {"sub/Makefile", "all:\n\tctest\n"}};
    CHECK(summary(found("make check", files)) ==
          "black = python3 -m black : --check src tests; git ls-files (captured); flake8 (files); "
          "sub: pytest = python3 -m pytest : -q; sub: ctest");
    CHECK(summary(found("make -j 4 lint PYTHON=py3", files)) ==
          "py3 -m black --check src tests; git ls-files (captured); flake8 (files)");
    CHECK(summary(found("make -C build", files)) == "make -C build");
    CHECK(summary(found("make absent", files)) == "make absent");
}

TEST_CASE("tox, nox and pre-commit environments are opened") {
    const Files files = {
        {"tox.ini",
         "[tox]\nenvlist = py{38,39},lint\n[base]\nsrc = src tests\n[testenv]\ncommands =\n"
         "    pytest {posargs:-q}\n[testenv:lint]\ncommands =\n    black --check {[base]src}\n"
         "    - flake8 \\\n      {toxinidir}\n"},
        {"noxfile.py",
         "import nox\n\nLOCATIONS = \"src\", \"tests\"\n\n@nox.session(python=[\"3.9\"])\n"
         "def tests(session):\n    session.install(\".\")\n    session.run(\"pytest\", "
         "*session.posargs)\n\n"
         "@nox.session(name=\"lint\")\ndef lint_it(session: nox.Session) -> None:\n"
         "    session.run(\n        \"black\", \"--check\",\n        *LOCATIONS, external=True\n   "
         " )\n"},
        {".pre-commit-config.yaml",
         "repos:\n- repo: x\n  rev: v1\n  hooks:\n  - id: black\n    args: [-l, '88']\n"
         "  - id: ruff-format\n- repo: local\n  hooks:\n  - id: types\n"
         "    entry: mypy --strict\n    pass_filenames: false\n"}};
    CHECK(summary(found("tox -e lint", files)) == "black --check src tests; flake8 .");
    CHECK(found("tox -e lint", files).front().virtual_environment == ".tox/lint");
    CHECK(summary(found("tox", files)) ==
          "pytest -q; pytest -q; black --check src tests; flake8 .");
    CHECK(summary(found("tox -e py38 -- -k x", files)) == "pytest -k x");
    CHECK(summary(found("nox -s lint", files)) == "black --check src tests");
    CHECK(summary(found("nox", files)) == "pytest; black --check src tests");
    CHECK(summary(found("pre-commit run --all-files", files)) ==
          "pre-commit run --all-files; black -l 88 (files); ruff format (files); mypy --strict");
    CHECK(summary(found("pre-commit run types", files)) == "pre-commit run types; mypy --strict");
    CHECK(summary(found("tox -e lint", {})) == "tox -e lint");
}

TEST_CASE("scripts of the repository are read") {
    const Files files = {
        {"scripts/lint.sh",
         "#!/usr/bin/env bash\nset -e\ncd \"$(dirname \"$0\")/..\"\nblack --check \"$@\"\n"},
        {"scripts/here.sh",
         "#!/bin/sh\nHERE=\"$(cd \"$(dirname \"${BASH_SOURCE[0]}\")\" && pwd)\"\ncd "
         "\"$HERE/../sub\"\nflake8 \"$HERE\"\n"},
        {"tool", "#!/usr/bin/env python3\nprint()\n"}};
    CHECK(summary(found("./scripts/lint.sh src", files)) == "black --check src");
    CHECK(summary(found("cd scripts && bash lint.sh src", files)) == "black --check src");
    CHECK(summary(found("./scripts/here.sh", files)) == "sub: flake8 ../scripts");
    CHECK(summary(found("./tool x", files)) == "tool = ./tool : x");
    CHECK(found("./scripts/lint.sh src", files).front().via ==
          std::vector<std::string>{"scripts/lint.sh"});
}

TEST_CASE("recursion in scripts ends") {
    CHECK(found("npm test", {{"package.json", R"({"scripts": {"test": "npm test"}})"}}).size() <=
          1);
    CHECK_NOTHROW(found("make a", {{"Makefile", "a: b\nb: a\n\tmake a\nX = $(X)\n"}}));
    CHECK_NOTHROW(found("sh a.sh", {{"a.sh", "sh a.sh"}}));
}

TEST_CASE("the table of checks knows what a tool is for") {
    const auto kind = [](const std::string& line) { return code::check_kind(found(line).front()); };
    CHECK(kind("pytest -q") == code::CheckKind::test);
    CHECK(kind("ruff format --check") == code::CheckKind::format);
    CHECK(kind("ruff check") == code::CheckKind::lint);
    CHECK(kind("cargo fmt --check") == code::CheckKind::format);
    CHECK(kind("cargo test") == code::CheckKind::test);
    CHECK(kind("go vet ./...") == code::CheckKind::lint);
    CHECK(kind("go test ./...") == code::CheckKind::test);
    CHECK(kind("tsc --noEmit") == code::CheckKind::type);
    CHECK(kind("node --test") == code::CheckKind::test);
    CHECK(kind("python3 tests/run_tests.py") == code::CheckKind::test);
    CHECK(kind("make test") == code::CheckKind::test);
    CHECK(kind("make") == code::CheckKind::build);
    CHECK(kind("rm -rf build") == std::nullopt);
    CHECK(kind("node server.js") == std::nullopt);
    CHECK(code::is_test_tool(found("jest").front()));
    CHECK(code::is_check_tool(found("black .").front()));
}

TEST_CASE("an invocation can be run with other arguments") {
    const auto invocation = found("cd a && X=1 python3 -m black --check .").front();
    const auto command = code::command_with(invocation, {"--quiet", "b.py"});
    CHECK(model::to_text(command).find("python3 -m black --quiet b.py") != std::string::npos);
    CHECK(command.directory == "a");
    CHECK(command.environment.at("X") == "1");
}
