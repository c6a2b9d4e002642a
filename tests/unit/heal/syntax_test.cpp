#include "imports_case.hpp"

using namespace mendel;

namespace {

struct Break {
    std::string file;
    std::string before;
    int line;
    std::string message;
    std::string after;
};

void check(const std::vector<Break>& breaks) {
    for (const auto& item : breaks) {
        test::RepairCase one{item.file + ": " + item.message + "\n" + item.before,
                             {{item.file, item.before}},
                             test::failed(item.message, {{item.file, item.line}}, "SyntaxError",
                                          model::Category::syntax_error),
                             {{item.file, item.after}}};
        test::check_repairs(heal::syntax_rung(), {one});
    }
}

}  // namespace

TEST_CASE("a Python source lacks or has one token too many") {
    check({
        {"a.py", "def f(x)\n    return x\n", 1, "expected ':'", "def f(x):\n    return x\n"},
        {"a.py", "if x == 1\n    y = 2\n", 1, "SyntaxError: invalid syntax",
         "if x == 1:\n    y = 2\n"},
        {"a.py", "class A  # note\n    x = 1\n", 1, "expected ':'",
         "class A:  # note\n    x = 1\n"},
        {"a.py", "try:\n    x = 1\nexcept ValueError\n    pass\n", 3, "expected ':'",
         "try:\n    x = 1\nexcept ValueError:\n    pass\n"},
        {"a.py", "print(foo(1)\nx = 2\n", 1, "'(' was never closed", "print(foo(1))\nx = 2\n"},
        {"a.py", "x = [1, 2\ny = 3\n", 1, "'[' was never closed", "x = [1, 2]\ny = 3\n"},
        {"a.py", "x = foo(1))\n", 1, "unmatched ')'", "x = foo(1)\n"},
        {"a.py", "x = {\n    'a': 1\n    'b': 2,\n}\n", 2,
         "invalid syntax. Perhaps you forgot a comma?", "x = {\n    'a': 1,\n    'b': 2,\n}\n"},
        {"a.py", "x = 'abc\ny = 1\n", 1, "unterminated string literal", "x = 'abc'\ny = 1\n"},
        {"a.py", "if (x:\n    y = 1\n", 1, "invalid syntax", "if (x):\n    y = 1\n"},
        {"a.py", "def f(a, b:\n    return a\n", 1, "'(' was never closed",
         "def f(a, b):\n    return a\n"},
        {"a.py", "foo(1, 2]\n", 1, "closing parenthesis ']' does not match opening parenthesis '('",
         "foo(1, 2)\n"},
    });
}

TEST_CASE("an opening bracket is missing or doubled") {
    check({
        {"a.py", "def f(self):\n    return reprself.x)\n", 2, "unmatched ')'",
         "def f(self):\n    return repr(self.x)\n"},
        {"a.py", "def f(\n    a: t.Optional[str = None,\n):\n    return a\n", 2,
         "closing parenthesis ')' does not match opening parenthesis '['",
         "def f(\n    a: t.Optional[str] = None,\n):\n    return a\n"},
        {"a.py", "def f():\n    raise ValueError\n        'Managed'\n    )\n", 3,
         "IndentationError: unexpected indent",
         "def f():\n    raise ValueError(\n        'Managed'\n    )\n"},
        {"a.py", "def f():\n    raise ValueError\n        \"Managed\"\n        \" badly\"\n    )\n",
         5, "unmatched ')'",
         "def f():\n    raise ValueError(\n        \"Managed\"\n        \" badly\"\n    )\n"},
        {"a.py", "def f():\n    \"\"\"Doc.\n\n    More.\n    \"\"\n    return 1\n\n\nx = 1\n", 9,
         "unterminated triple-quoted string literal (detected at line 9)",
         "def f():\n    \"\"\"Doc.\n\n    More.\n    \"\"\"\n    return 1\n\n\nx = 1\n"},
        {"a.js", "const f = (a, b => g(a, b);\n\nmodule.exports = f;\n", 3,
         "Parsing error: Unexpected token module",
         "const f = (a, b) => g(a, b);\n\nmodule.exports = f;\n"},
        {"a.js", "const a = b.trim(.replace('x', '');\n", 1, "Parsing error: Unexpected token .",
         "const a = b.trim().replace('x', '');\n"},
        {"a.js", "const a = [() => }, 1];\n", 1, "Parsing error: Unexpected token }",
         "const a = [() => {}, 1];\n"},
        {"a.js", "if (x.testv)) {\n  v();\n}\n", 1, "Parsing error: Unexpected token )",
         "if (x.test(v)) {\n  v();\n}\n"},
        {"a.js", "list.push(1);\nlist.push0);\n", 2, "Parsing error: Unexpected token )",
         "list.push(1);\nlist.push(0);\n"},
        {"a.js",
         "function f(a) {\n  if (a)\n    return 1;\n  while (a)\n    g();\n    h();\n  }\n}\n", 8,
         "Unexpected token }",
         "function f(a) {\n  if (a)\n    return 1;\n  while (a) {\n    g();\n    h();\n  }\n}\n"},
        {"a.js", "function f(a) {{\n  return a;\n}\n", 4, "Parsing error: Unexpected token",
         "function f(a) {\n  return a;\n}\n"},
        {"a.js", "f(a, b,, c);\n", 1, "Parsing error: Unexpected token ,", "f(a, b, c);\n"},
    });
}

TEST_CASE("Python's indentation is corrected where one reading is left") {
    check({
        {"a.py", "x = 1\n  y = 2\nz = 3\n", 2, "IndentationError: unexpected indent",
         "x = 1\ny = 2\nz = 3\n"},
        {"a.py", "def f():\n    x = 1\n      y = 2\n    return x\n", 3, "unexpected indent",
         "def f():\n    x = 1\n    y = 2\n    return x\n"},
        {"a.py", "def f():\n    if x:\n        y = 1\n   return y\n", 4,
         "unindent does not match any outer indentation level",
         "def f():\n    if x:\n        y = 1\n    return y\n"},
        {"a.py", "def f():\nreturn 1\n\n\nx = 1\n", 2,
         "expected an indented block after function definition on line 1",
         "def f():\n    return 1\n\n\nx = 1\n"},
        {"a.py", "def f():\n    x = 1\n\treturn x\n", 3,
         "inconsistent use of tabs and spaces in indentation",
         "def f():\n    x = 1\n    return x\n"},
    });
}

TEST_CASE("a source with braces lacks or has one token too many") {
    check({
        {"a.c", "int main(void) {\n    int a = 1\n    return a;\n}\n", 2,
         "expected ',' or ';' before 'return'",
         "int main(void) {\n    int a = 1;\n    return a;\n}\n"},
        {"a.c",
         "int f(int a) {\n    if (a) {\n        a++;\n    return a;\n}\n\nint g(void) { return 0; "
         "}\n",
         7, "expected declaration or statement at end of input",
         "int f(int a) {\n    if (a) {\n        a++;\n    }\n    return a;\n}\n\nint g(void) { "
         "return 0; }\n"},
        {"a.cpp", "struct A {\n    int x;\n}\n\nint main() { return 0; }\n", 3,
         "expected ';' after struct definition",
         "struct A {\n    int x;\n};\n\nint main() { return 0; }\n"},
        {"a.js", "function f(a) {\n  return a.map(x => x + 1;\n}\n", 2,
         "missing ) after argument list", "function f(a) {\n  return a.map(x => x + 1);\n}\n"},
        {"a.js", "const a = {\n  b: 1\n  c: 2,\n};\n", 3, "Parsing error: Unexpected token c",
         "const a = {\n  b: 1,\n  c: 2,\n};\n"},
        {"a.js", "function f() {\n  if (x) {\n    y();\n  }\n}\n}\n", 6,
         "SyntaxError: Unexpected token '}'", "function f() {\n  if (x) {\n    y();\n  }\n}\n"},
        {"a.ts", "export function f(a: number {\n  return a;\n}\n", 1, "TS1005: ',' expected.",
         "export function f(a: number) {\n  return a;\n}\n"},
        {"a.c",
         "int f(int n) {\n    for (int i = 0 i < n; i++) {\n        n--;\n    }\n    return "
         "n;\n}\n",
         2, "expected ',' or ';' before 'i'",
         "int f(int n) {\n    for (int i = 0; i < n; i++) {\n        n--;\n    }\n    return "
         "n;\n}\n"},
        {"a.go", "package a\n\nfunc f(a int) int {\n\treturn (a + 1\n}\n", 4,
         "syntax error: unexpected newline, expected )",
         "package a\n\nfunc f(a int) int {\n\treturn (a + 1)\n}\n"},
    });
}

TEST_CASE("a merge conflict is reported, never resolved") {
    test::check_repairs(heal::syntax_rung(),
                        {{"conflict",
                          {{"a.py", "x = 1\n<<<<<<< HEAD\ny = 1\n=======\ny = 2\n>>>>>>> other\n"}},
                          test::failed("invalid syntax", {{"a.py", 2}}, "SyntaxError",
                                       model::Category::syntax_error),
                          {},
                          "merge conflict markers at a.py:2: choose a side"}});
}

TEST_CASE("a source that parses is left alone") {
    test::check_repairs(heal::syntax_rung(),
                        {{"fine",
                          {{"a.py", "x = 1\n"}},
                          test::failed("invalid syntax", {{"a.py", 1}}, "SyntaxError",
                                       model::Category::syntax_error),
                          {},
                          "no change of one token"}});
}

TEST_CASE("a block is opened in place of trailing blanks") {
    check({
        {"a.go", "package a\n\nfunc f() string \n\treturn \"\"\n}\n", 4,
         "syntax error: unexpected return", "package a\n\nfunc f() string {\n\treturn \"\"\n}\n"},
        {"a.js", "const f = (x) =>  \n  return x;\n};\n", 2, "Unexpected token 'return'",
         "const f = (x) => {\n  return x;\n};\n"},
    });
}

TEST_CASE("words of parsers in tests and imports are none of the source") {
    const auto rung = heal::syntax_rung();
    const auto failure = [](const std::string& message, model::Category category) {
        return test::failed(message, {{"a.js", 1}}, "", category);
    };
    CHECK_FALSE(rung.applies(
        failure("expected { moo: true } to equal { moo: false }", model::Category::test_failure)));
    CHECK_FALSE(
        rung.applies(failure("SyntaxError: The requested module './x.js' does not provide "
                             "an export named 'y'",
                             model::Category::import_error)));
    CHECK(
        rung.applies(failure("SyntaxError: Unexpected token '}'", model::Category::test_failure)));
    CHECK(rung.applies(failure("expected ';' before '}' token", model::Category::build_failure)));
}
