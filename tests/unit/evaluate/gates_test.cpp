#include "evaluate/gates.hpp"

#include "evaluate/gates/lexer.hpp"
#include "evaluate/gates/settings.hpp"
#include "evaluate/gates/versions.hpp"
#include "support/catch.hpp"

using namespace mendel;
using namespace mendel::evaluate;

namespace {

model::Patch added(const std::string& path, const std::string& text, unsigned mode = 0100644) {
    model::Patch patch;
    patch.changes.push_back({.path = path, .after = text, .mode = mode});
    return patch;
}

std::vector<model::Refusal> refusals(const Gate& gate, const model::Patch& patch,
                                     const config::Config& config = {}) {
    return gate.check({.patch = patch, .config = config});
}

std::string joined(Dialect dialect, const std::string& text) {
    std::string all;
    for (const auto& token : lex(dialect, text))
        all += token.text + " ";
    return all;
}

}  // namespace

TEST_CASE("an ordinary change is within scope") {
    CHECK(refusals(k_scope_gate, added("src/a.py", "x\n")).empty());
}

TEST_CASE("paths that are none of the tree, links, odd modes and new programs are refused") {
    for (const std::string path :
         {"../a", "/etc/passwd", "a/../../b", ".git/config", "sub/.GIT/hooks/x", "", "a//b"}) {
        CAPTURE(path);
        CHECK_FALSE(refusals(k_scope_gate, added(path, "x\n")).empty());
    }
    CHECK_FALSE(refusals(k_scope_gate, added("a", "/etc/passwd", 0120000)).empty());
    CHECK_FALSE(refusals(k_scope_gate, added("a", "x", 0100755)).empty());
    CHECK_FALSE(refusals(k_scope_gate, added("a", "x", 0104755)).empty());
}

TEST_CASE("workflows are out of scope unless the user allowed them") {
    const auto patch = added(".github/workflows/ci.yml", "on: push\n");
    const config::Config config;
    CHECK_FALSE(k_scope_gate.check({.patch = patch, .config = config}).empty());
    CHECK(k_scope_gate.check({.patch = patch, .config = config, .allow_ci = true}).empty());
}

TEST_CASE("a patch over the limits is refused") {
    config::Config config;
    config.scope.max_lines = 3;
    CHECK(refusals(k_scope_gate, added("a", "1\n2\n3\n"), config).empty());
    CHECK_FALSE(refusals(k_scope_gate, added("a", "1\n2\n3\n4\n"), config).empty());
    config.scope.max_files = 1;
    auto patch = added("a", "1\n");
    patch.changes.push_back({.path = "b", .after = "1\n"});
    CHECK_FALSE(refusals(k_scope_gate, patch, config).empty());
}

TEST_CASE("credentials in added lines are refused with their line, moved ones are not") {
    const std::string token = std::string("ghp_") + std::string(36, 'a');
    const std::vector<std::string> secrets = {
        token, "-----BEGIN RSA PRIVATE " + std::string("KEY-----"),
        "AKIA" + std::string("ABCDEFGHIJKLMNOP"),
        "https://user:" + std::string("hunter22@example.com/x"),
        "password = \"" + std::string("q7Zp1xR9vT3mK8wY5nB2") + "\""};
    for (const auto& secret : secrets) {
        CAPTURE(secret);
        const auto found = refusals(k_secrets_gate, added("a.py", "one\n" + secret + "\n"));
        REQUIRE(found.size() == 1);
        CHECK(found[0].line == 2);
    }
    model::Patch moved;
    moved.changes.push_back({.path = "a.py", .before = token + "\nx\n", .after = "x\n" + token});
    CHECK(refusals(k_secrets_gate, moved).empty());
    for (const std::string& plain :
         {"password = \"" + std::string("changeme-changeme-changeme") + "\"",
          std::string("url = \"https://user:${PASSWORD}@host/x\""),
          std::string("token = os.environ[\"TOKEN\"]")}) {
        CAPTURE(plain);
        CHECK(refusals(k_secrets_gate, added("a.py", plain + "\n")).empty());
    }
}

TEST_CASE("tokens are the same whatever the layout, quotes and spelling of numbers") {
    CHECK(joined(Dialect::python, "f( 'a' , 1_000, .5 )  # note") ==
          joined(Dialect::python, "f(\"a\", 1000, 0.5)"));
    CHECK(joined(Dialect::python, "x = ('a'\n     'b')") == joined(Dialect::python, "x = ('ab')"));
    CHECK(joined(Dialect::python, "r'\\d'") == joined(Dialect::python, "'\\d'"));
    CHECK(joined(Dialect::python, "'a'") != joined(Dialect::python, "b'a'"));
    CHECK(joined(Dialect::javascript, "a = b / c / d") == "a = b / c / d ");
    CHECK(joined(Dialect::javascript, "x(/a\"b/gi) // c") == "x ( /a\"b/gi ) ");
    CHECK(joined(Dialect::javascript, "`a ${ b+c } d`") ==
          joined(Dialect::javascript, "`a ${b + c} d`"));
    CHECK(joined(Dialect::c, "1'000 /* x */ + 'a'") == "1'000 + \"a\" ");
    CHECK(joined(Dialect::rust, "f::<'a>('b', r#\"x\"y\"#)") ==
          "f :: < ' a > ( \"b\" , r#\"x\"y\"# ) ");
    CHECK(joined(Dialect::go, "a := `x\\` + \"y\"") == "a := \"x\\\" + \"y\" ");
}

TEST_CASE("the lexer ends on any text") {
    for (const auto dialect : {Dialect::python, Dialect::javascript, Dialect::c, Dialect::go,
                               Dialect::rust, Dialect::java, Dialect::ruby, Dialect::shell})
        for (const std::string text : {"\"", "'", "`${", "/*", "r#\"", "\"\"\"x", "((((", "}}}",
                                       "'\\", "\\", "0x", "1e", "@", "\xff\xfe", "def", "if {"})
            CHECK(lex(dialect, text).size() <= text.size());
}

TEST_CASE("settings are read from every format by dotted key") {
    const auto value = [](const char* path, const char* text, const char* key) {
        const auto settings = settings_of(path, text);
        const auto found = settings.find(key);
        return found == settings.end() ? std::vector<std::string>{} : found->second;
    };
    using Items = std::vector<std::string>;
    CHECK(value("setup.cfg", "[flake8]\nignore =\n    E1,\n    W2\n", "flake8.ignore") ==
          Items{"E1", "W2"});
    CHECK(value("pyproject.toml", "[tool.x]\na = [\"b\", \"c\"]\n", "tool.x.a") == Items{"b", "c"});
    CHECK(value("tsconfig.json", "{/* a */ \"o\": {\"strict\": true,},}", "o.strict") ==
          Items{"true"});
    CHECK(value(".golangci.yml", "linters:\n  enable: [a, b]\n", "linters.enable") ==
          Items{"a", "b"});
    CHECK(value("Makefile", "test: build\n\tpytest\n", "target.test") == Items{"build", "pytest"});
    CHECK(value("CMakeLists.txt", "add_test(NAME a\n  COMMAND b) # c\n", "call.add_test") ==
          Items{"NAME a COMMAND b"});
    CHECK(value(".prettierignore", "# x\ndist\n", "lines") == Items{"dist"});
    CHECK(settings_of("src/a.txt", "x = 1\n").empty());
}

TEST_CASE("versions compare number by number") {
    CHECK(compare_versions("1.10", "1.9") > 0);
    CHECK(compare_versions("1.0", "1") == 0);
    CHECK(compare_versions("v0.8.0", "v0.9.1") < 0);
    CHECK(compare_versions("99999999999999999999", "1") > 0);
}
