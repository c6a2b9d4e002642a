#include "code/dependencies.hpp"

#include <algorithm>
#include <random>

#include "support/catch.hpp"

using namespace mendel::code;
using mendel::base::ErrorKind;

namespace {

using Files = std::map<std::string, std::string>;

SourceTree tree_of(const Files& files) {
    SourceTree tree;
    for (const auto& [path, text] : files)
        tree.files.push_back(path);
    tree.read = [files](const std::string& path) -> mendel::base::Result<std::string> {
        const auto found = files.find(path);
        if (found == files.end())
            return mendel::base::fail(ErrorKind::user, "There is none.");
        return found->second;
    };
    return tree;
}

/// "a > b" for every edge, sorted.
std::vector<std::string> edges(const DependencyGraph& graph) {
    std::vector<std::string> found;
    for (std::size_t file = 0; file < graph.files.size(); ++file)
        for (const auto used : graph.uses[file])
            found.push_back(graph.files[file] + " > " + graph.files[used]);
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<std::string> edges(const Files& files) {
    return edges(dependencies_of(tree_of(files)));
}

using Edges = std::vector<std::string>;

std::vector<std::string> modules(SourceKind kind, std::string_view text) {
    std::vector<std::string> found;
    for (const auto& import : scan_imports(kind, text))
        found.push_back(import.module);
    return found;
}

DependencyGraph graph_of(std::size_t count,
                         const std::vector<std::pair<std::uint32_t, std::uint32_t>>& uses) {
    DependencyGraph graph;
    for (std::size_t file = 0; file < count; ++file)
        graph.files.push_back(std::string(1, static_cast<char>('a' + file)));
    graph.uses.resize(count);
    for (const auto& [from, to] : uses)
        graph.uses[from].push_back(to);
    return graph;
}

}  // namespace

TEST_CASE("JavaScript imports are read wherever they stand, and nothing else is") {
    CHECK(modules(SourceKind::script, R"js(
// import 'comment'
/* require('comment') */
import 'side';
import a, {b as c} from "from";
import * as all from 'all'
import type {T} from './types';
import x = require('ts-require');
export * from 'star'; export {q} from 'names'; export const from = 'no';
const s = "import 'string'", t = `require('template') ${require('inner')}`;
const r = /require('regex')/, d = 6 / 2;
if (cond) { require('conditional'); }
const lazy = () => import('dynamic');
object.require('property'); import.meta.url; require(name); import(`plain`); import(`${x}/no`);
)js") == std::vector<std::string>{"side", "from", "all", "./types", "ts-require", "star", "names",
                                  "inner", "conditional", "dynamic", "plain"});
}

TEST_CASE("Python imports are read wherever they stand, and nothing else is") {
    const auto found = scan_imports(SourceKind::python, R"py("""import docstring"""
import os, a.b as c  # import comment
from . import sibling
from ..pkg.mod import (x as y,  # note
    z,
)
from wild import *
text = 'import string'
try:
    import fast
except ImportError: import slow
if TYPE_CHECKING:
    from typing_only import T
yield from generator
f(lambda: import_module("by.name"))
x = [1,
import_not_here]
a = 1; import after \
    , broken
)py");
    std::vector<std::string> names;
    for (const auto& import : found)
        names.push_back(std::string(static_cast<std::size_t>(import.level), '.') + import.module);
    CHECK(names == std::vector<std::string>{"os", "a.b", ".", "..pkg.mod", "wild", "fast", "slow",
                                            "typing_only", "by.name", "after", "broken"});
    CHECK(found[3].names == std::vector<std::string>{"x", "z"});
    CHECK(found[4].names == std::vector<std::string>{"*"});
}

TEST_CASE("includes are read under every condition, not in comments and strings") {
    CHECK(modules(SourceKind::c, R"c(#include <a.h>
// #include "no.h"
/* 
#include "no2.h" */
#ifdef X
#  include "b/c.hpp" // why
#endif
const char* s = "\
#include \"no3.h\"";
auto raw = R"(
#include "no4.h"
)";
int x = 1'000; #include "no5.h"
#include "last.h")c") == std::vector<std::string>{"a.h", "b/c.hpp", "last.h"});
}

TEST_CASE("Go, Java and Rust imports are read") {
    CHECK(modules(SourceKind::go,
                  "// import \"no\"\npackage a\nimport \"one\"\nimport (\n\tx "
                  "\"two\"\n\t_ \"three\" // c\n)\nvar s = `import \"no\"`\n") ==
          std::vector<std::string>{"one", "two", "three"});
    CHECK(modules(SourceKind::java,
                  "/* import no; */\npackage a.b;\nimport a.C;\nimport static "
                  "a.D.m;\nimport a.e.*;\nclass X { String s = \"import y;\"; }") ==
          std::vector<std::string>{"a.b", "a.C", "a.D.m", "a.e"});
    CHECK(modules(SourceKind::rust,
                  "mod one;\nmod inline { use super::x; }\nuse crate::a::{b, c::{d, e as f}, };\n"
                  "let s = \"use no;\"; let c = '\"'; fn g<'a>() {}\nuse z::*;\n") ==
          std::vector<std::string>{"one", "super::x", "crate::a::b", "crate::a::c::d",
                                   "crate::a::c::e", "z::*"});
}

TEST_CASE("Python: packages, relative, namespace and conditional imports lead to files") {
    CHECK(edges({{"src/app/__init__.py", ""},
                 {"src/app/core.py", "from . import util\nfrom .sub.deep import f\n"},
                 {"src/app/util.py", "import json\n"},
                 {"src/app/sub/__init__.py", ""},
                 {"src/app/sub/deep.py", "from ..util import x\n"},
                 {"src/ns/part/mod.py", "import app.sub.deep\n"},
                 {"tests/test_core.py",
                  "try:\n    from ns.part import mod\nexcept "
                  "ImportError:\n    import app\n"}}) ==
          Edges{"src/app/core.py > src/app/__init__.py",
                "src/app/core.py > src/app/sub/__init__.py",
                "src/app/core.py > src/app/sub/deep.py", "src/app/core.py > src/app/util.py",
                "src/app/sub/deep.py > src/app/util.py", "src/ns/part/mod.py > src/app/__init__.py",
                "src/ns/part/mod.py > src/app/sub/__init__.py",
                "src/ns/part/mod.py > src/app/sub/deep.py",
                "tests/test_core.py > src/app/__init__.py",
                "tests/test_core.py > src/ns/part/mod.py"});
}

TEST_CASE("TypeScript: tsconfig paths with extends, comments, stars and baseUrl") {
    CHECK(edges({{"tsconfig.base.json", R"({ // shared
                   "compilerOptions": {"baseUrl": ".", "paths": {
                     "@app/*": ["src/*", "gen/*"], "@app/special": ["src/chosen.ts"],
                     "lib": ["lib/entry"], /* last */ }}, })"},
                 {"pkg/tsconfig.json", R"({"extends": "../tsconfig.base"})"},
                 {"pkg/main.ts",
                  "import '@app/a';import '@app/g';import '@app/special';import "
                  "'lib';import 'src/a';import './local.js';import 'react';"},
                 {"pkg/local.ts", ""},
                 {"src/a.ts", ""},
                 {"src/chosen.ts", ""},
                 {"gen/g.tsx", ""},
                 {"lib/entry/index.ts", ""}}) ==
          Edges{"pkg/main.ts > gen/g.tsx", "pkg/main.ts > lib/entry/index.ts",
                "pkg/main.ts > pkg/local.ts", "pkg/main.ts > src/a.ts",
                "pkg/main.ts > src/chosen.ts"});
}

TEST_CASE("a script that runs finds scripts, TypeScript finds declarations first") {
    CHECK(edges({{"package.json", R"({"name": "me", "types": "core.d.ts", "main": "core.js"})"},
                 {"core.js", ""},
                 {"core.d.ts", ""},
                 {"a.js", "require('./core')"},
                 {"sub/b.cjs", "require('me')"},
                 {"a.d.ts", "import './core'"},
                 {"c.ts", "import 'me'"}}) ==
          Edges{"a.d.ts > core.d.ts", "a.js > core.js", "c.ts > core.d.ts", "sub/b.cjs > core.js"});
}

TEST_CASE("package exports choose by condition in the order of their keys") {
    CHECK(edges({{"packages/core/package.json", R"({"name": "@me/core", "exports": {
                   ".": {"import": "./esm.mjs", "require": "./cjs.cjs"},
                   "./features/*": "./src/f/*.js", "./features/private/*": null,
                   "./data": [{"deno": "./no.js"}, "./data.json"]},
                   "imports": {"#inner": {"node": "./inner.js", "default": "./never.js"}}})"},
                 {"packages/core/esm.mjs", "import '#inner'"},
                 {"packages/core/cjs.cjs", ""},
                 {"packages/core/inner.js", ""},
                 {"packages/core/never.js", ""},
                 {"packages/core/data.json", "{}"},
                 {"packages/core/src/f/one.js", ""},
                 {"packages/core/src/f/private/two.js", ""},
                 {"app/a.mjs", "import '@me/core'; import '@me/core/features/one';"},
                 {"app/b.cjs",
                  "require('@me/core'); require('@me/core/data');"
                  "require('@me/core/features/private/two'); require('@me/core/inner')"}}) ==
          Edges{"app/a.mjs > packages/core/esm.mjs", "app/a.mjs > packages/core/src/f/one.js",
                "app/b.cjs > packages/core/cjs.cjs", "app/b.cjs > packages/core/data.json",
                "packages/core/esm.mjs > packages/core/inner.js"});
}

TEST_CASE("C, Go, Java and Rust imports lead to files") {
    CHECK(edges({{"src/a.cpp", "#include \"b.hpp\"\n#include <proj/c.h>\n#include <vector>\n"},
                 {"src/b.hpp", ""},
                 {"include/proj/c.h", "#include \"d.h\"\n"},
                 {"include/proj/d.h", ""}}) == Edges{"include/proj/c.h > include/proj/d.h",
                                                     "src/a.cpp > include/proj/c.h",
                                                     "src/a.cpp > src/b.hpp"});
    CHECK(edges({{"go.mod", "module example.com/m\n\nreplace example.com/o => ./other\n"},
                 {"main.go",
                  "package main\nimport (\"fmt\"; \"example.com/m/in/x\"; "
                  "\"example.com/o/y\")\n"},
                 {"in/x/x.go", ""},
                 {"in/x/x_test.go", ""},
                 {"other/go.mod", "module example.com/o\n"},
                 {"other/y/y.go", ""}}) == Edges{"main.go > in/x/x.go", "main.go > other/y/y.go"});
    CHECK(
        edges({{"s/a/A.java", "package a;\nimport b.B.Inner;\nimport static b.B.m;\nimport c.*;\n"},
               {"s/b/B.java", "package b;\nclass B {}"},
               {"s/c/C.java", "package c;"},
               {"s/c/D.java", "package c;"}}) ==
        Edges{"s/a/A.java > s/b/B.java", "s/a/A.java > s/c/C.java", "s/a/A.java > s/c/D.java"});
    CHECK(edges({{"k/Cargo.toml", "[package]\nname = \"my-lib\"\n"},
                 {"k/src/lib.rs", "mod net;\n#[path = \"odd/x.rs\"]\nmod x;\n"},
                 {"k/src/net.rs", "pub mod tcp;\nuse self::tcp::Socket;\n"},
                 {"k/src/net/tcp.rs", "use super::super::x::X;\nuse crate::net;\n"},
                 {"k/src/odd/x.rs", ""},
                 {"bin/Cargo.toml", "[package]\nname = \"bin\" # b\n"},
                 {"bin/src/main.rs", "use my_lib::net::tcp::Socket;\nuse std::io;\n"}}) ==
          Edges{"bin/src/main.rs > k/src/net/tcp.rs", "k/src/lib.rs > k/src/net.rs",
                "k/src/lib.rs > k/src/odd/x.rs", "k/src/net.rs > k/src/net/tcp.rs",
                "k/src/net/tcp.rs > k/src/net.rs"});
}

TEST_CASE("circles, order, what a change touches, and the longest chain") {
    const auto graph = graph_of(6, {{0, 1}, {1, 2}, {2, 0}, {3, 2}, {4, 3}});
    CHECK(cycles_of(graph) == std::vector<std::vector<std::string>>{{"a", "b", "c"}});
    CHECK(affected_by(graph, {"c"}) == std::vector<std::string>{"a", "b", "c", "d", "e"});
    CHECK(affected_by(graph, {"e"}) == std::vector<std::string>{"e"});
    CHECK(affected_by(graph, {"nobody"}).empty());
    CHECK(longest_chain(graph) == std::vector<std::string>{"a", "d", "e"});
    const auto order = topological_order(graph);
    const auto place = [&](const char* name) {
        return std::find(order.begin(), order.end(), name) - order.begin();
    };
    CHECK(order.size() == 6);
    CHECK(place("c") < place("d"));
    CHECK(place("d") < place("e"));
    CHECK(longest_chain({}).empty());
}

TEST_CASE("in any graph, used files come first outside circles") {
    std::mt19937 random(11);
    for (int round = 0; round < 100; ++round) {
        const auto count = 2 + random() % 20;
        std::vector<std::pair<std::uint32_t, std::uint32_t>> uses;
        for (std::size_t edge = 0; edge < count * 2; ++edge) {
            const auto from = static_cast<std::uint32_t>(random() % count);
            const auto to = static_cast<std::uint32_t>(random() % count);
            if (from != to)
                uses.emplace_back(from, to);
        }
        const auto graph = graph_of(count, uses);
        const auto order = topological_order(graph);
        REQUIRE(order.size() == count);
        std::map<std::string, std::size_t> place;
        for (std::size_t at = 0; at < order.size(); ++at)
            place[order[at]] = at;
        std::map<std::string, std::size_t> circle;
        const auto cycles = cycles_of(graph);
        for (std::size_t number = 0; number < cycles.size(); ++number)
            for (const auto& file : cycles[number])
                circle[file] = number + 1;
        for (const auto& [from, to] : uses) {
            const auto& user = graph.files[from];
            const auto& used = graph.files[to];
            const bool is_circle = circle[user] != 0 && circle[user] == circle[used];
            REQUIRE((is_circle || place[used] < place[user]));
        }
    }
}

TEST_CASE("a second look reads only what changed") {
    Files files = {{"a.js", "import './b'"}, {"b.js", ""}, {"c.js", ""}};
    std::map<std::string, std::string> stamps = {{"a.js", "1"}, {"b.js", "1"}, {"c.js", "1"}};
    const auto stamp = [&](const std::string& path) { return stamps[path]; };
    DependencyIndex index;
    CHECK(index.update(tree_of(files), stamp) == 3);
    CHECK(index.update(tree_of(files), stamp) == 0);
    files["b.js"] = "import './c'";
    stamps["b.js"] = "2";
    CHECK(index.update(tree_of(files), stamp) == 1);
    CHECK(edges(index.graph()) == Edges{"a.js > b.js", "b.js > c.js"});
    files.erase("c.js");
    CHECK(index.update(tree_of(files), stamp) == 0);
    CHECK(edges(index.graph()) == Edges{"a.js > b.js"});
}
