#include "base/toml.hpp"

#include "support/catch.hpp"

using namespace mendel;

namespace {

const char* const k_text = R"([project]
name = "demo"  # the name
dependencies = [
    "requests>=2",  # "not this"
    'rich',
]

[project.optional-dependencies]
test = ["pytest"]

[tool.poetry.dependencies]
python = "^3.9"
flask = {version = "^2.0", extras = ["async"]}

[tool.tox]
legacy_tox_ini = """
[tox]
envlist = lint
"""
)";

}  // namespace

TEST_CASE("toml keys are found with the bytes of their values") {
    const std::string text = k_text;
    const auto document = base::parse_toml(text);
    const auto* entry = document.find("project", "dependencies");
    REQUIRE(entry != nullptr);
    REQUIRE(entry->value.is_array);
    REQUIRE(entry->value.strings.size() == 2);
    CHECK(entry->value.strings[0].text == "requests>=2");
    CHECK(text.substr(entry->value.strings[1].begin, 6) == "'rich'");
    CHECK(text[entry->value.end - 1] == ']');
    CHECK(document.find("project", "name")->value.strings.at(0).text == "demo");
}

TEST_CASE("toml inline tables and long strings are read") {
    const auto document = base::parse_toml(k_text);
    const auto* flask = document.find("tool.poetry.dependencies", "flask");
    REQUIRE(flask != nullptr);
    CHECK(flask->value.strings.at(0).text == "^2.0");
    CHECK(flask->value.strings.at(1).text == "async");
    CHECK(document.find("tool.tox", "legacy_tox_ini")->value.strings.at(0).text ==
          "[tox]\nenvlist = lint\n");
    CHECK(document.table("project.optional-dependencies") != nullptr);
    CHECK(document.entries_of("tool.poetry.dependencies").size() == 2);
}

TEST_CASE("broken toml is read as far as it goes") {
    for (const auto* text : {"[", "a = [", "a = \"x", "= 3", "[[", "a = {b = ", "\"", "a = '''"})
        CHECK_NOTHROW(base::parse_toml(text));
}
