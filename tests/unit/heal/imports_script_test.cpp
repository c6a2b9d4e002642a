#include "imports_case.hpp"

using namespace mendel;
using test::failed;

TEST_CASE("a missing JavaScript or TypeScript name is imported in the file's style") {
    const auto lint = model::Category::lint_error;
    test::check_repairs(
        heal::imports_rung(),
        {
            {"a module of Node.js by require",
             {{"a.js", "'use strict';\n\nmodule.exports = path.join('a');\n"}},
             failed("'path' is not defined.", {{"a.js", 3}}, "no-undef", lint),
             {{"a.js",
               "'use strict';\n\nconst path = require('path');\n\nmodule.exports = "
               "path.join('a');\n"}}},
            {"a module of Node.js by import",
             {{"a.mjs", "import x from './x.mjs'\n\nfs.readFileSync(x)\n"},
              {"x.mjs", "export default 1\n"}},
             failed("ReferenceError: fs is not defined", {{"a.mjs", 3}}),
             {{"a.mjs", "import fs from 'fs'\nimport x from './x.mjs'\n\nfs.readFileSync(x)\n"}}},
            {"a named export of the repository, with the ending that Node needs",
             {{"package.json", "{\"type\": \"module\"}"},
              {"lib/sum.js", "export function sum() {}\n"},
              {"test/sum.test.js", "import test from 'node:test';\n\ntest('x', () => sum());\n"}},
             failed("sum is not defined", {{"test/sum.test.js", 3}}, "ReferenceError"),
             {{"test/sum.test.js",
               "import test from 'node:test';\nimport { sum } from '../lib/sum.js';\n\ntest('x', "
               "() => sum());\n"}}},
            {"an export through module.exports",
             {{"lib/sum.js", "function sum() {}\nmodule.exports = { sum };\n"},
              {"index.js", "const a = require('a');\n\na(sum());\n"}},
             failed("'sum' is not defined", {{"index.js", 3}}, "no-undef", lint),
             {{"index.js",
               "const a = require('a');\nconst { sum } = require('./lib/sum');\n\na(sum());\n"}}},
            {"a default export by the name of its file",
             {{"src/my-widget.tsx", "export default function () {}\n"},
              {"src/app.tsx", "import { a } from './a'\n\nexport const App = () => <MyWidget />\n"},
              {"src/a.ts", "export const a = 1\n"}},
             failed("Cannot find name 'MyWidget'.", {{"src/app.tsx", 3}}, "TS2304"),
             {{"src/app.tsx",
               "import { a } from './a'\nimport MyWidget from './my-widget'\n\nexport const App = "
               "() => <MyWidget />\n"}}},
            {"an installed package",
             {{"package.json", "{\"dependencies\": {\"express\": \"^4\"}}"},
              {"a.js", "const app = express();\n"}},
             failed("'express' is not defined.", {{"a.js", 1}}, "no-undef", lint),
             {{"a.js", "const express = require('express');\n\nconst app = express();\n"}}},
            {"two exports are equally good",
             {{"a.ts", "export const add = 1;\n"},
              {"b.ts", "export const add = 2;\n"},
              {"c.ts", "add;\n"}},
             failed("Cannot find name 'add'.", {{"c.ts", 1}}, "TS2304"),
             {},
             "choose one"},
        });
}

TEST_CASE("a path that leads nowhere is led to the file that is meant") {
    test::check_repairs(
        heal::imports_rung(),
        {
            {"letters of the wrong case",
             {{"src/Button.ts", "export const b = 1;\n"},
              {"src/a.ts", "import { b } from './button';\nb;\n"}},
             failed("Cannot find module './button' or its corresponding type declarations.",
                    {{"src/a.ts", 1}}, "TS2307"),
             {{"src/a.ts", "import { b } from './Button';\nb;\n"}}},
            {"a missing ending in an ES module",
             {{"package.json", "{\"type\": \"module\"}"},
              {"x.js", "export const x = 1\n"},
              {"a.js", "import { x } from './x'\nx\n"}},
             failed("Cannot find module '/repository/x' imported from /repository/a.js",
                    {{"a.js", 1}}),
             {{"a.js", "import { x } from './x.js'\nx\n"}}},
            {"moved to another folder, everywhere",
             {{"lib/util.js", "exports.u = 1;\n"},
              {"a.js", "const { u } = require('./util');\nu;\n"},
              {"test/b.js", "const { u } = require('../util');\nu;\n"}},
             failed("Cannot find module './util'", {{"a.js", 1}}, "MODULE_NOT_FOUND"),
             {{"a.js", "const { u } = require('./lib/util');\nu;\n"},
              {"test/b.js", "const { u } = require('../lib/util');\nu;\n"}}},
            {"misspelt",
             {{"helpers.js", "module.exports = 1;\n"}, {"a.js", "require('./helprs');\n"}},
             failed("Cannot find module './helprs' from 'a.js'", {}, ""),
             {{"a.js", "require('./helpers');\n"}}},
            {"a misspelt module of Node.js",
             {{"a.js", "const path = require('pth');\n"}},
             failed("Cannot find module 'pth'", {{"a.js", 1}}),
             {{"a.js", "const path = require('path');\n"}}},
            {"a package that is not installed is not ours to guess",
             {{"a.js", "const x = require('left-pad-2000');\n"}},
             failed("Cannot find module 'left-pad-2000'", {{"a.js", 1}}),
             {},
             "resembles"},
        });
}

TEST_CASE("an import of a name that is not exported is corrected") {
    test::check_repairs(
        heal::imports_rung(),
        {
            {"misspelt",
             {{"x.ts", "export const value = 1;\n"},
              {"a.ts", "import { vlue } from './x';\nvlue;\n"}},
             failed("Module '\"./x\"' has no exported member 'vlue'.", {{"a.ts", 1}}, "TS2305"),
             {{"a.ts", "import { value } from './x';\nvalue;\n"}}},
            {"exported by another file",
             {{"x.mjs", "export const other = 1;\n"},
              {"y.mjs", "export const wanted = 1;\n"},
              {"a.mjs", "import { wanted } from './x.mjs';\nwanted;\n"}},
             failed("SyntaxError: The requested module './x.mjs' does not provide an export named "
                    "'wanted'",
                    {{"a.mjs", 1}}),
             {{"a.mjs", "import { wanted } from './y.mjs';\nwanted;\n"}}},
            {"no default but a name",
             {{"x.mjs", "export const x = 1;\n"}, {"a.mjs", "import x from './x.mjs';\nx;\n"}},
             failed("The requested module './x.mjs' does not provide an export named 'default'",
                    {{"a.mjs", 1}}),
             {{"a.mjs", "import { x } from './x.mjs';\nx;\n"}}},
            {"a default but no name",
             {{"x.mjs", "export default function y() {}\n"},
              {"a.mjs", "import { thing } from './x.mjs';\nthing;\n"}},
             failed("The requested module './x.mjs' does not provide an export named 'thing'",
                    {{"a.mjs", 1}}),
             {{"a.mjs", "import thing from './x.mjs';\nthing;\n"}}},
        });
}
