#include "imports_case.hpp"

using namespace mendel;
using test::failed;

TEST_CASE("an unused import is removed, the rest of its statement stays") {
    const auto lint = model::Category::lint_error;
    test::check_repairs(
        heal::imports_rung(),
        {
            {"flake8, one of two names",
             {{"a.py", "from typing import Any, List\n\nx: Any = 1\n"}},
             failed("'typing.List' imported but unused", {{"a.py", 1}}, "F401", lint),
             {{"a.py", "from typing import Any\n\nx: Any = 1\n"}}},
            {"ruff, an alias",
             {{"a.py", "import numpy as np\n\nx = 1\n"}},
             failed("`numpy as np` imported but unused", {{"a.py", 1}}, "F401", lint),
             {{"a.py", "x = 1\n"}}},
            {"flake8, a relative name with an alias",
             {{"a.py", "from .b import c as d, e\n\nx = e\n"}},
             failed("'.b.c as d' imported but unused", {{"a.py", 1}}, "F401", lint),
             {{"a.py", "from .b import e\n\nx = e\n"}}},
            {"pylint",
             {{"a.py", "import os\nimport sys\n\nsys.exit()\n"}},
             failed("Unused import os", {{"a.py", 1}}, "W0611", lint),
             {{"a.py", "import sys\n\nsys.exit()\n"}}},
            {"what a package offers stays",
             {{"src/pkg/__init__.py",
               "from pkg.size import metric, natural\n\n__all__ = [natural]\n"},
              {"src/pkg/size.py", "def metric(): ...\n\n\ndef natural(): ...\n"}},
             failed("'pkg.size.metric' imported but unused", {{"src/pkg/__init__.py", 1}}, "F401",
                    lint),
             {},
             "add it to __all__ or remove the import"},
            {"what a package only uses itself goes",
             {{"pkg/__init__.py", "import os\nfrom .size import metric\n"},
              {"pkg/size.py", "def metric(): ...\n"}},
             failed("'os' imported but unused", {{"pkg/__init__.py", 1}}, "F401", lint),
             {{"pkg/__init__.py", "from .size import metric\n"}}},
            {"eslint",
             {{"a.js", "import { a, b } from './x';\n\na();\n"}},
             failed("'b' is defined but never used.", {{"a.js", 1, 13}}, "no-unused-vars", lint),
             {{"a.js", "import { a } from './x';\n\na();\n"}}},
            {"eslint, a require",
             {{"a.js", "const b = require('b');\nconst a = require('a');\n\na();\n"}},
             failed("'b' is assigned a value but never used.", {{"a.js", 1, 7}}, "no-unused-vars",
                    lint),
             {{"a.js", "const a = require('a');\n\na();\n"}}},
            {"tsc",
             {{"a.ts", "import x, { y } from './x';\nx;\n"}},
             failed("'y' is declared but its value is never read.", {{"a.ts", 1}}, "TS6133", lint),
             {{"a.ts", "import x from './x';\nx;\n"}}},
            {"tsc, all of an import",
             {{"a.ts", "import x, { y } from './x';\nz;\n"}},
             failed("All imports in import declaration are unused.", {{"a.ts", 1}}, "TS6192", lint),
             {{"a.ts", "z;\n"}}},
            {"a variable is no import",
             {{"a.js", "const a = 1;\n"}},
             failed("'a' is defined but never used.", {{"a.js", 1}}, "no-unused-vars", lint),
             {},
             "is no import"},
        });
}

TEST_CASE("all unused imports of a round go at once") {
    test::RepairCase item{"",
                          {{"a.py", "import os\nimport sys\nimport re\n\nre\n"}},
                          failed("'os' imported but unused", {{"a.py", 1}}, "F401"),
                          {}};
    auto round = test::round_of(item);
    round.failures.push_back(failed("'sys' imported but unused", {{"a.py", 2}}, "F401"));
    const auto proposal = heal::imports_rung().propose(round);
    REQUIRE(proposal);
    REQUIRE(proposal->patches.size() == 2);
    CHECK(proposal->patches[0].changes[0].after == "import re\n\nre\n");
    CHECK(proposal->patches[1].changes[0].after == "import sys\nimport re\n\nre\n");
}

TEST_CASE("an unused import of Go is known by the words of all its versions") {
    for (const auto* message : {"\"os\" imported and not used", "imported and not used: \"os\"",
                                "\"os\" imported but not used"})
        CHECK(heal::imports_rung().applies(
            failed(message, {{"a.go", 3}}, "", model::Category::build_failure)));
}
