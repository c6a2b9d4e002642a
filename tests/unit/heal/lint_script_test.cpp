#include "imports_case.hpp"

using namespace mendel;

namespace {

model::Failure unused(const std::string& tool, const std::string& rule, const std::string& name,
                      const std::string& file, int line) {
    return {.category = model::Category::lint_error,
            .tool = tool,
            .rule = rule,
            .subject = name,
            .message = "'" + name + "' is not used",
            .locations = {{file, line, 1}}};
}

}  // namespace

TEST_CASE("unused names go where nothing depends on them") {
    const auto rule = "no-unused-vars";
    test::check_repairs(
        heal::lint_rung(),
        {{"a plain constant",
          {{"a.js", "const x = 1;\nconsole.log(2);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {{"a.js", "console.log(2);\n"}}},
         {"a call keeps its effect",
          {{"a.js", "const x = go(1);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {{"a.js", "go(1);\n"}}},
         {"one of two declarators",
          {{"a.js", "let x = 1, y = 2;\nuse(y);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {{"a.js", "let y = 2;\nuse(y);\n"}}},
         {"the last of two declarators",
          {{"a.js", "let x = 1, y = 2;\nuse(x);\n"}},
          unused("eslint", rule, "y", "a.js", 1),
          {{"a.js", "let x = 1;\nuse(x);\n"}}},
         {"a named import",
          {{"a.ts", "import { x, y } from './b';\nuse(y);\n"}},
          unused("eslint", "@typescript-eslint/no-unused-vars", "x", "a.ts", 1),
          {{"a.ts", "import { y } from './b';\nuse(y);\n"}}},
         {"a default import",
          {{"a.ts", "import x from './b';\nuse(1);\n"}},
          unused("tsc", "TS6133", "x", "a.ts", 1),
          {{"a.ts", "use(1);\n"}}},
         {"a destructured name",
          {{"a.js", "const { x, y } = z;\nuse(y);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {{"a.js", "const { y } = z;\nuse(y);\n"}}},
         {"a caught error",
          {{"a.js", "try { go(); } catch (e) { stop(); }\n"}},
          unused("eslint", rule, "e", "a.js", 1),
          {{"a.js", "try { go(); } catch { stop(); }\n"}}},
         {"a name that keeps others out of the rest stays",
          {{"a.js", "const { x, ...rest } = z;\nuse(rest);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {}},
         {"a parameter stays",
          {{"a.js", "function f(x) { return 1; }\nf(2);\n"}},
          unused("eslint", rule, "x", "a.js", 1),
          {}},
         {"a C variable",
          {{"a.c", "int f(void) {\n    int x = 3;\n    return 1;\n}\n"}},
          unused("gcc", "-Wunused-variable", "x", "a.c", 2),
          {{"a.c", "int f(void) {\n    return 1;\n}\n"}}},
         {"a C variable with an effect stays",
          {{"a.c", "int f(void) {\n    int x = g();\n    return 1;\n}\n"}},
          unused("gcc", "-Wunused-variable", "x", "a.c", 2),
          {}},
         {"one of two C variables",
          {{"a.c", "int f(void) {\n    int x = 3, y = 4;\n    return y;\n}\n"}},
          unused("gcc", "-Wunused-variable", "x", "a.c", 2),
          {{"a.c", "int f(void) {\n    int y = 4;\n    return y;\n}\n"}}},
         {"a Go variable",
          {{"a.go", "package a\n\nfunc f() {\n\tx := 1\n}\n"}},
          unused("go", "unused-variable", "x", "a.go", 4),
          {{"a.go", "package a\n\nfunc f() {\n}\n"}}},
         {"a Go variable with an effect",
          {{"a.go", "package a\n\nfunc f() {\n\tx := g()\n}\n"}},
          unused("go", "unused-variable", "x", "a.go", 4),
          {{"a.go", "package a\n\nfunc f() {\n\t_ = g()\n}\n"}}},
         {"one of two Go variables",
          {{"a.go", "package a\n\nfunc f() error {\n\tx, err := g()\n\treturn err\n}\n"}},
          unused("go", "unused-variable", "x", "a.go", 4),
          {{"a.go", "package a\n\nfunc f() error {\n\t_, err := g()\n\treturn err\n}\n"}}}});
}
