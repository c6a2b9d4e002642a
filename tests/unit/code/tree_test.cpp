#include "code/tree.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "support/catch.hpp"

using namespace mendel;
using code::Language;
using code::Tree;

TEST_CASE("every grammar parses its language without errors") {
    const std::vector<std::pair<Language, std::string>> cases = {
        {Language::python, "def f(x):\n    return [y for y in x]\n"},
        {Language::javascript, "const a = ({b}) => <p>{b}</p>;\n"},
        {Language::typescript, "export const a = <T,>(x: T): T => x as T;\n"},
        {Language::tsx, "const a = (p: {b: string}) => <p>{p.b}</p>;\n"},
        {Language::c, "int main(void) { return 0; }\n"},
        {Language::cpp, "template <class T> auto f(T t) -> decltype(t) { return t; }\n"},
        {Language::go, "package a\nfunc f() (int, error) { return 0, nil }\n"},
        {Language::java, "class A { int f(int x) { return x; } }\n"},
        {Language::rust, "fn f(x: i32) -> i32 { x }\n"},
    };
    for (const auto& [language, text] : cases) {
        INFO(code::name_of(language));
        const auto tree = Tree::parse(language, text);
        REQUIRE(tree);
        CHECK(tree->errors().empty());
        CHECK_FALSE(tree->root().has_error());
        CHECK(tree->language() == language);
    }
}

TEST_CASE("broken source gives error and missing nodes at their place") {
    const auto tree = Tree::parse(Language::c, "int main(void) {\n  int a = 1\n  return a;\n}\n");
    REQUIRE(tree);
    const auto errors = tree->errors();
    REQUIRE(errors.size() == 1);
    CHECK(errors[0].is_missing());
    CHECK(errors[0].type() == ";");
    CHECK(errors[0].begin().line == 2);
}

TEST_CASE("nodes know type, text, place, fields and neighbours") {
    const auto tree = Tree::parse(Language::python, "a = 1\ncall(b, c)\n");
    REQUIRE(tree);
    const auto call = tree->all("call");
    REQUIRE(call.size() == 1);
    CHECK(call[0].text() == "call(b, c)");
    CHECK(call[0].begin().line == 2);
    CHECK(call[0].begin().column == 1);
    CHECK(call[0].begin().offset == 6);
    CHECK(call[0].field("function").text() == "call");
    CHECK(call[0].field("nothing").is_null());
    CHECK(call[0].field("nothing").field("more").text().empty());
    CHECK(call[0].parent().type() == "expression_statement");
    CHECK(call[0].field("arguments").named_children().size() == 2);
    CHECK(call[0].field("arguments").children().size() == 5);
    CHECK(call[0].field("arguments").child(1).next_sibling().type() == ",");
    const bool same =
        call[0].field("arguments").child(1) == call[0].field("arguments").named_children()[0];
    CHECK(same);
    CHECK(tree->node_at(6, 10).type() == "identifier");
    CHECK(tree->node_at_line(2, 6).text() == "b");
    CHECK(tree->node_at_line(1).text() == "a");
    CHECK(tree->node_at_line(9).is_null());
}

TEST_CASE("a parse outlives a move of its tree") {
    auto first = Tree::parse(Language::python, "abc\n");
    REQUIRE(first);
    const auto node = first->root().child(0);
    const Tree second = std::move(*first);
    CHECK(node.text() == "abc");
    CHECK(second.text() == "abc\n");
}

TEST_CASE("an edited tree is the one that a fresh parse gives") {
    const auto before =
        Tree::parse(Language::python, "def f(a):\n    return [a\n\ndef g():\n    pass\n").value();
    CHECK_FALSE(before.errors().empty());
    const std::vector<code::Edit> edits = {{.begin = 23, .end = 23, .text = "]"},
                                           {.begin = 4, .end = 5, .text = "first\\\n  "}};
    const auto after = before.edited(edits).value();
    const auto fresh = Tree::parse(Language::python, after.text()).value();
    CHECK(after.text() == "def first\\\n  (a):\n    return [a]\n\ndef g():\n    pass\n");
    CHECK(after.errors().empty());
    std::vector<std::string> told;
    for (const auto* tree : {&after, &fresh})
        code::walk(tree->root(), [&](const code::Node& node) {
            told.push_back(
                fmt::format("{} {}:{}", node.type(), node.begin().line, node.begin().column));
            return true;
        });
    REQUIRE(told.size() % 2 == 0);
    CHECK(std::equal(told.begin(), told.begin() + static_cast<long>(told.size() / 2),
                     told.begin() + static_cast<long>(told.size() / 2)));
    CHECK_FALSE(
        before.edited({{.begin = 3, .end = 5, .text = ""}, {.begin = 4, .end = 6, .text = ""}}));
}

TEST_CASE("deep nesting does not exhaust the stack") {
    std::string text = "a = 0";
    for (int i = 0; i < 60000; ++i)
        text += "+1";
    const auto tree = Tree::parse(Language::python, text + "\n");
    REQUIRE(tree);
    CHECK(tree->all("integer").size() == 60001);
}

TEST_CASE("texts that are too large or hold NUL are refused") {
    CHECK_FALSE(Tree::parse(Language::c, std::string(5 << 20, ' ')));
    CHECK_FALSE(Tree::parse(Language::c, std::string("a\0b", 3)));
    CHECK(Tree::parse(Language::c, ""));
}
