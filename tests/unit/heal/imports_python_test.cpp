#include "heal/rungs/imports_candidates.hpp"
#include "imports_case.hpp"

using namespace mendel;
using test::failed;

TEST_CASE("a missing Python name is imported from where the repository has it") {
    test::check_repairs(
        heal::imports_rung(),
        {
            {"the standard library, by table",
             {{"a.py", "def f():\n    return Path('x')\n"}},
             failed("undefined name 'Path'", {{"a.py", 2, 12}}, "F821"),
             {{"a.py", "from pathlib import Path\n\n\ndef f():\n    return Path('x')\n"}}},
            {"a module of the standard library",
             {{"a.py", "import sys\n\nprint(os.sep, sys)\n"}},
             failed("NameError: name 'os' is not defined", {{"a.py", 3}}, "NameError"),
             {{"a.py", "import os\nimport sys\n\nprint(os.sep, sys)\n"}}},
            {"a definition of the repository, absolute",
             {{"pkg/__init__.py", ""},
              {"pkg/shapes.py", "class Circle:\n    pass\n"},
              {"tests/test_a.py", "import pkg\n\n\ndef test_a():\n    assert Circle()\n"}},
             failed("name 'Circle' is not defined", {{"tests/test_a.py", 5}}),
             {{"tests/test_a.py",
               "import pkg\nfrom pkg.shapes import Circle\n\n\ndef test_a():\n    assert "
               "Circle()\n"}}},
            {"a definition of the repository, relative as its neighbours are",
             {{"pkg/__init__.py", ""},
              {"pkg/shapes.py", "class Circle:\n    pass\n"},
              {"pkg/util.py", "x = 1\n"},
              {"pkg/main.py", "from .util import x\n\nCircle(x)\n"}},
             failed("undefined name 'Circle'", {{"pkg/main.py", 3}}),
             {{"pkg/main.py", "from .shapes import Circle\nfrom .util import x\n\nCircle(x)\n"}}},
            {"the way the rest of the repository imports it",
             {{"a.py", "import json\n\nnp.zeros(json)\n"}, {"b.py", "import numpy as np\n\nnp\n"}},
             failed("undefined name 'np'", {{"a.py", 3}}),
             {{"a.py", "import json\n\nimport numpy as np\n\nnp.zeros(json)\n"}}},
            {"two definitions are equally good",
             {{"a.py", "Thing()\n"},
              {"b.py", "class Thing: ...\n"},
              {"c.py", "class Thing: ...\n"}},
             failed("undefined name 'Thing'", {{"a.py", 1}}),
             {},
             "Thing could come from 'from b import Thing' or 'from c import Thing'"},
            {"a source folder is no part of a module's name",
             {{"src/app/__init__.py", ""},
              {"src/app/core.py", "def run(): ...\n"},
              {"tests/test_core.py", "def test_run():\n    run()\n"}},
             failed("NameError: name 'run' is not defined", {{"tests/test_core.py", 2}}),
             {{"tests/test_core.py",
               "from app.core import run\n\n\ndef test_run():\n    run()\n"}}},
            {"a module of the repository is no namesake that lacks what is used",
             {{"p/__init__.py", ""},
              {"p/types.py", "class A: ...\n"},
              {"p/b.py", "from .types import A\n\nA(types.MappingProxyType({}))\n"}},
             failed("undefined name 'types'", {{"p/b.py", 3}}),
             {{"p/b.py",
               "import types\n\nfrom .types import A\n\nA(types.MappingProxyType({}))\n"}}},
            {"imports inside functions do not set the style",
             {{"p/__init__.py", ""},
              {"p/a.py", "def f(): ...\n"},
              {"p/b.py", "from .c import g\n\n\ndef h():\n    import p.c\n    f(g, p.c)\n"},
              {"p/c.py", "def g(): ...\n"}},
             failed("undefined name 'f'", {{"p/b.py", 6}}),
             {{"p/b.py",
               "from .a import f\nfrom .c import g\n\n\ndef h():\n    import p.c\n    f(g, "
               "p.c)\n"}}},
            {"a name that nothing defines",
             {{"a.py", "print(wibble)\n"}},
             failed("undefined name 'wibble'", {{"a.py", 1}}),
             {},
             "nothing importable is called wibble"},
            {"all files of the failure",
             {{"a.py", "Optional[int]\n"}, {"b.py", "from typing import Any\n\nOptional[Any]\n"}},
             failed("undefined name 'Optional'", {{"a.py", 1}, {"b.py", 3}}, "F821"),
             {{"a.py", "from typing import Optional\n\nOptional[int]\n"},
              {"b.py", "from typing import Any, Optional\n\nOptional[Any]\n"}}},
        });
}

TEST_CASE("an import of a Python module that moved or is misspelt is corrected") {
    test::check_repairs(
        heal::imports_rung(),
        {
            {"moved below another package",
             {{"pkg/__init__.py", ""},
              {"pkg/core/__init__.py", ""},
              {"pkg/core/helpers.py", "def go(): ...\n"},
              {"main.py", "from pkg.helpers import go\n\ngo()\n"}},
             failed("No module named 'pkg.helpers'", {{"main.py", 1}}, "ModuleNotFoundError"),
             {{"main.py", "from pkg.core.helpers import go\n\ngo()\n"}}},
            {"misspelt",
             {{"helpers.py", "def go(): ...\n"}, {"main.py", "from helprs import go\n\ngo()\n"}},
             failed("ModuleNotFoundError: No module named 'helprs'", {{"main.py", 1}}),
             {{"main.py", "from helpers import go\n\ngo()\n"}}},
            {"misspelt in a relative import",
             {{"p/__init__.py", ""},
              {"p/models.py", "class A: ...\n"},
              {"p/b.py", "from .model import A\n\nA()\n"}},
             failed("No module named 'p.model'", {{"p/b.py", 1}}),
             {{"p/b.py", "from .models import A\n\nA()\n"}}},
            {"renamed altogether, known by what it holds",
             {{"engine.py", "def start(): ...\ndef stop(): ...\n"},
              {"main.py", "from motor import start, stop\n\nstart(stop)\n"}},
             failed("No module named 'motor'", {{"main.py", 1}}),
             {{"main.py", "from engine import start, stop\n\nstart(stop)\n"}}},
            {"renamed, and a file of the tests happens to hold the same names",
             {{"p/__init__.py", "from ._fast import go\n"},
              {"p/_slow.py", "def go(): ...\n"},
              {"tests/conftest.py", "def go(): ...\n"}},
             failed("No module named 'p._fast'", {{"p/__init__.py", 1}}),
             {{"p/__init__.py", "from ._slow import go\n"}}},
            {"a package that is not installed is not ours to guess",
             {{"main.py", "import requests\n\nrequests.get('x')\n"}},
             failed("No module named 'requests'", {{"main.py", 1}}),
             {},
             "no module resembles requests"},
        });
}

TEST_CASE("an import of a Python name that moved or is misspelt is corrected") {
    test::check_repairs(
        heal::imports_rung(),
        {
            {"misspelt in the import alone",
             {{"a.py", "def compute(): ...\n"}, {"b.py", "from a import compte\n\ncompute()\n"}},
             failed("cannot import name 'compte' from 'a' (/repository/a.py)", {{"b.py", 1}}),
             {{"b.py", "from a import compute\n\ncompute()\n"}}},
            {"renamed where it is defined",
             {{"a.py", "def compute_all(): ...\n"},
              {"b.py", "from a import compute_al\n\nx = compute_al()\n"}},
             failed("cannot import name 'compute_al' from 'a'", {{"b.py", 1}}),
             {{"b.py", "from a import compute_all\n\nx = compute_all()\n"}}},
            {"an API that is gone is not swapped for another in the tests",
             {{"a.py", "def naturaldate(): ...\n"},
              {"tests/test_a.py", "from a import naturalday\n\nassert naturalday()\n"}},
             failed("cannot import name 'naturalday' from 'a'", {{"tests/test_a.py", 1}}),
             {},
             "the nearest name is naturaldate"},
            {"a slip of the pen in the import of a test",
             {{"a.py", "def compute(): ...\n"},
              {"tests/test_a.py", "from a import compte\n\nassert compute()\n"}},
             failed("cannot import name 'compte' from 'a'", {{"tests/test_a.py", 1}}),
             {{"tests/test_a.py", "from a import compute\n\nassert compute()\n"}}},
            {"moved to another module",
             {{"a.py", "x = 1\n"},
              {"c.py", "def compute(): ...\n"},
              {"b.py", "from a import compute, x\n\ncompute(x)\n"}},
             failed("cannot import name 'compute' from 'a'", {{"b.py", 1}}),
             {{"b.py", "from a import x\nfrom c import compute\n\ncompute(x)\n"}}},
            {"a place held for the name is not where it is",
             {{"a.py", "def other(): ...\n"},
              {"c.py", "compute = None\n"},
              {"b.py", "from a import compute\n\ncompute()\n"}},
             failed("cannot import name 'compute' from 'a'", {{"b.py", 1}}),
             {},
             "nothing that resembles compute"},
            {"a circle is reported",
             {{"a.py", "from b import y\n"}, {"b.py", "from a import x\n"}},
             failed("cannot import name 'x' from partially initialized module 'a' (most likely due "
                    "to a circular import)",
                    {{"b.py", 1}}),
             {},
             "in a circle"},
        });
}

TEST_CASE("the interpreter decides what the standard library and packages offer") {
    const auto answering = [](std::string answer) -> model::Run {
        return [answer](const model::RunRequest& request) -> base::Result<model::RunResult> {
            CHECK(request.effects == model::Effects::discard);
            CHECK(std::get<model::Argv>(request.command.body).words[0] == "python3");
            return model::RunResult{.output = "a banner\n" + answer + "\n"};
        };
    };
    test::check_repairs(
        heal::imports_rung(),
        {
            {"one exporter",
             {{"a.py", "print(dedent_all('x'))\n"}},
             failed("undefined name 'dedent_all'", {{"a.py", 1}}),
             {{"a.py", "from textual import dedent_all\n\nprint(dedent_all('x'))\n"}},
             "",
             answering(
                 R"({"importable": [], "exporters": ["textual"], "names": {}, "installed": []})")},
            {"two exporters",
             {{"a.py", "print(walk_all('x'))\n"}},
             failed("undefined name 'walk_all'", {{"a.py", 1}}),
             {},
             "choose one",
             answering(
                 R"({"importable": [], "exporters": ["ast", "os"], "names": {}, "installed": []})")},
            {"the module rather than its namesake, by what is used of it",
             {{"a.py", "print(datetime.datetime.now())\n"}},
             failed("undefined name 'datetime'", {{"a.py", 1}}),
             {{"a.py", "import datetime\n\nprint(datetime.datetime.now())\n"}},
             "",
             answering(
                 R"({"importable": ["datetime"], "exporters": [], "names": {}, "installed": []})")},
        });
}

TEST_CASE("a name is added where the program failed, not where a local has it") {
    auto failure = failed("NameError: name 'math' is not defined", {{"tests/test_a.py", 5}});
    failure.frames = {{"tests/test_a.py", 5, "test_a", true}, {"a.py", 2, "f", true}};
    const std::string source = "def f():\n    return math.pi\n";
    const auto local = [&](const std::string& test) {
        return test::RepairCase{test,
                                {{"a.py", source},
                                 {"b.py", "import math\n\nmath.pi\n"},
                                 {"tests/test_a.py", "import a\n\n\n" + test}},
                                failure,
                                {{"a.py", "import math\n\n\n" + source}}};
    };
    auto without_frames = local("def test_a():\n    math = a.f()\n    assert math\n");
    without_frames.failure.frames.clear();
    without_frames.failure.locations.push_back({"a.py", 2});
    test::check_repairs(
        heal::imports_rung(),
        {local("def test_a():\n    math = a.f()\n    assert math.x\n"), without_frames});
}

TEST_CASE("a name that a function around its use binds is not lacking") {
    const auto parse = [](code::Language language, const std::string& text) {
        return *code::Tree::parse(language, text);
    };
    for (const std::string text :
         {"def f(x):\n    return x\n", "def f(*, x: int = 1):\n    return lambda: x\n",
          "def f():\n    for x, y in z:\n        x\n", "z = [x for x in y]\n",
          "def f():\n    with y as x:\n        x\n", "def f():\n    import x\n    x\n",
          "def f():\n    def x(): ...\n    x()\n", "if y:\n    x = 1\nx\n"}) {
        INFO(text);
        CHECK_FALSE(heal::is_lacking(parse(code::Language::python, text), "x"));
    }
    for (const std::string text :
         {"def f(x): ...\n\n\nx\n", "def f(y=x):\n    y\n", "def f(y: x): ...\n",
          "def f():\n    x.y = 1\n", "class A:\n    x = 1\n\n    def f(self):\n        x\n"}) {
        INFO(text);
        CHECK(heal::is_lacking(parse(code::Language::python, text), "x"));
    }
    for (const std::string text :
         {"function f(x) { return x; }", "const f = ({ y: [x] = [] }) => x;", "y.map(x => x.z);",
          "it('a', () => { const { x } = y; x(); });", "try {} catch (x) { x; }",
          "for (const x of y) { x; }", "const { x } = y; x;"}) {
        INFO(text);
        CHECK_FALSE(heal::is_lacking(parse(code::Language::javascript, text), "x"));
    }
    for (const std::string text : {"it('a', () => { const x = y; }); x;", "f((y = x) => y);",
                                   "function f(y) { return x(y); }"}) {
        INFO(text);
        CHECK(heal::is_lacking(parse(code::Language::javascript, text), "x"));
    }
}
