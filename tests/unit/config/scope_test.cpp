#include "base/text.hpp"
#include "config/config.hpp"
#include "support/catch.hpp"

using namespace mendel;
using config::write_refusal;

namespace {

const config::ScopeConfig k_open = {};

}  // namespace

TEST_CASE("ordinary files may be written by default") {
    const auto path =
        GENERATE("a.py", "src/deep/b.cpp", "docs/github.md", "environment.yml", "src/git_tools/x.c",
                 "keys/key.txt", "a b/c'd.txt", ".flake8", "AGENTS.rst", "cursor/x", "...", "a..b",
                 ".gi", "pem", "\xc3\xa4.txt");
    INFO(path);
    CHECK_FALSE(write_refusal(k_open, path).has_value());
}

TEST_CASE("what is always denied cannot be written, at any depth and in any case") {
    const auto path = GENERATE(
        ".github/workflows/ci.yml", ".github/mendel.yml", ".GitHub/x", "sub/.github/x",
        ".git/config", ".git/hooks/pre-commit", "sub/.git/config", ".GIT/config", ".gitignore",
        "sub/.gitignore", ".gitattributes", ".gitmodules", ".gitlab-ci.yml", "CODEOWNERS",
        "docs/codeowners", ".claude/settings.json", "sub/.claude/a/b", ".mcp.json", "sub/.MCP.json",
        "CLAUDE.md", "sub/claude.md", "AGENTS.md", ".cursor/rules/x", "packages/a/.cursor/x",
        ".vscode/tasks.json", "sub/.vscode/tasks.json", ".husky/pre-commit", "web/.husky/_/x",
        ".env", ".env.local", "app/.ENV", "server.pem", "certs/server.PEM", "id.key", "a/b.Key");
    INFO(path);
    const auto refusal = write_refusal(k_open, path);
    REQUIRE(refusal.has_value());
    CHECK_THAT(*refusal, Catch::Matchers::StartsWith("The built-in rule "));
}

TEST_CASE("spellings that other file systems read as a denied name are denied") {
    const auto path = GENERATE(".git./config", ".git /config", "git~1/config", "GIT~2/hooks/x",
                               ".git::$INDEX_ALLOCATION/config", "CLAUDE.md.", "CLAUDE.md ",
                               ".mcp.json::$DATA", ".vscode./tasks.json");
    INFO(path);
    CHECK(write_refusal(k_open, path).has_value());
}

TEST_CASE("every built-in pattern denies something") {
    for (const auto& pattern : config::always_denied()) {
        const auto path = base::replace_all(base::replace_all(pattern, "**", "x/y"), "*", "x");
        INFO(path);
        CHECK(write_refusal(k_open, path).has_value());
    }
}

TEST_CASE("paths that leave the tree or are no plain paths are refused") {
    const auto path = GENERATE(as<std::string>(), "", "/etc/passwd", "..", "../a", "a/../b", "a/..",
                               ".", "./a", "a/./b", "a//b", "a/", "a\\b", "..\\a", "C:/a", "c:a",
                               "a\nb", "a\tb", std::string("a\0b", 3), "a\x7f", "a\x1b[0m");
    INFO(path);
    CHECK(write_refusal(k_open, path).has_value());
    CHECK(write_refusal(k_open, path, true).has_value());
}

TEST_CASE("scope.deny adds to the built-in rules and takes nothing away") {
    config::ScopeConfig scope;
    scope.deny = {"vendor", "*.lock", "src/gen/**", "docs/"};
    CHECK(write_refusal(scope, "vendor/a/b.c").has_value());
    CHECK(write_refusal(scope, "x/vendor/b.c").has_value());
    CHECK(write_refusal(scope, "yarn.lock").has_value());
    CHECK(write_refusal(scope, "Yarn.LOCK").has_value());
    CHECK(write_refusal(scope, "src/gen/a.c").has_value());
    CHECK(write_refusal(scope, "docs/a.md").has_value());
    CHECK(write_refusal(scope, ".env").has_value());
    CHECK_FALSE(write_refusal(scope, "src/a.c").has_value());
    CHECK_FALSE(write_refusal(scope, "vendored/a.c").has_value());
    CHECK_THAT(*write_refusal(scope, "yarn.lock"), Catch::Matchers::Contains("*.lock"));
}

TEST_CASE("scope.write allows what it names and nothing else") {
    config::ScopeConfig scope;
    scope.write = {"src/**", "docs", "*.md"};
    CHECK_FALSE(write_refusal(scope, "src/a/b.c").has_value());
    CHECK_FALSE(write_refusal(scope, "docs/a.txt").has_value());
    CHECK_FALSE(write_refusal(scope, "x/README.md").has_value());
    CHECK(write_refusal(scope, "setup.py").has_value());
    CHECK(write_refusal(scope, "SRC/a.c").has_value());
    CHECK(write_refusal(scope, "tests/src.c").has_value());
}

TEST_CASE("scope.write cannot open what is always denied") {
    config::ScopeConfig scope;
    scope.write = {".github/**", ".env", "**"};
    CHECK(write_refusal(scope, ".github/workflows/a.yml").has_value());
    CHECK(write_refusal(scope, ".env").has_value());
}

TEST_CASE("with the user's word CI files may be written, and only those") {
    CHECK_FALSE(write_refusal(k_open, ".github/workflows/ci.yml", true).has_value());
    CHECK_FALSE(write_refusal(k_open, ".github/actions/a/action.yml", true).has_value());
    const auto path =
        GENERATE(".github/mendel.yml", ".github/CODEOWNERS", ".gitignore", ".git/config",
                 "sub/.github/workflows/ci.yml", ".github/workflows/.env",
                 ".github/actions/a/.git/config", ".github/workflows/../x", ".github",
                 ".GITHUB/workflows/ci.yml", ".github/actions/.github/x");
    INFO(path);
    CHECK(write_refusal(k_open, path, true).has_value());
}

TEST_CASE("with the user's word for CI files scope.deny still holds") {
    config::ScopeConfig scope;
    scope.deny = {".github/workflows/release.yml"};
    CHECK(write_refusal(scope, ".github/workflows/release.yml", true).has_value());
}
