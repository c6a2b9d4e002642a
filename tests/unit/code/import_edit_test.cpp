#include "code/import_edit.hpp"

#include "support/catch.hpp"

using namespace mendel;
using code::Language;
using code::NewImport;
using code::Tree;

namespace {

int section_of(const std::string& module, int level) {
    if (level > 0 || module.substr(0, 1) == ".")
        return 4;
    return module == "os" || module == "re" || module == "sys" || module == "typing" ||
                   module == "node:fs" || module == "pathlib"
               ? 1
               : 2;
}

struct AddCase {
    Language language;
    std::string before;
    NewImport wanted;
    std::string after;
};

void check(const std::vector<AddCase>& cases) {
    for (const auto& item : cases) {
        INFO(item.before);
        const auto tree = Tree::parse(item.language, item.before);
        REQUIRE(tree);
        const auto edit = code::import_edit(*tree, item.wanted, section_of);
        REQUIRE(edit);
        CHECK(code::apply_edits(item.before, {*edit}) == item.after);
    }
}

}  // namespace

TEST_CASE("a Python import is added at its place in the file's style") {
    const auto py = Language::python;
    check({
        {py,
         "import os\nimport sys\n\nx = 1\n",
         {.module = "re"},
         "import os\nimport re\nimport sys\n\nx = 1\n"},
        {py,
         "import sys\nimport os\n\nx = 1\n",
         {.module = "re"},
         "import sys\nimport os\nimport re\n\nx = 1\n"},
        {py,
         "from typing import Any, List\n",
         {.module = "typing", .name = "Dict"},
         "from typing import Any, Dict, List\n"},
        {py,
         "from typing import Any, List\n",
         {.module = "typing", .name = "Union"},
         "from typing import Any, List, Union\n"},
        {py,
         "from typing import (\n    Any,\n    List,\n)\n",
         {.module = "typing", .name = "Union"},
         "from typing import (\n    Any,\n    List,\n    Union,\n)\n"},
        {py,
         "from typing import (\n    Any,\n    List,\n)\n",
         {.module = "typing", .name = "Dict"},
         "from typing import (\n    Any,\n    Dict,\n    List,\n)\n"},
        {py,
         "import os\n\nfrom a import b\n",
         {.module = "requests"},
         "import os\n\nimport requests\nfrom a import b\n"},
        {py,
         "import os\n\nfrom .a import b\n",
         {.module = "numpy", .alias = "np"},
         "import os\n\nimport numpy as np\n\nfrom .a import b\n"},
        {py, "from .a import b\n", {.module = "os"}, "import os\n\nfrom .a import b\n"},
        {py,
         "import os\nx = 1\n",
         {.module = "c", .level = 1, .name = "D"},
         "import os\n\nfrom .c import D\nx = 1\n"},
        {py, "def f():\n    pass\n", {.module = "os"}, "import os\n\n\ndef f():\n    pass\n"},
        {py, "x = os.sep\n", {.module = "os"}, "import os\n\nx = os.sep\n"},
        {py,
         "\"\"\"Doc.\"\"\"\n\n\ndef f():\n    pass\n",
         {.module = "os"},
         "\"\"\"Doc.\"\"\"\n\nimport os\n\n\ndef f():\n    pass\n"},
        {py,
         "\"\"\"Doc.\"\"\"\nx = 1\n",
         {.module = "os"},
         "\"\"\"Doc.\"\"\"\n\nimport os\n\nx = 1\n"},
        {py,
         "#!/usr/bin/env python3\n# coding: utf-8\nx = 1\n",
         {.module = "os"},
         "#!/usr/bin/env python3\n# coding: utf-8\nimport os\n\nx = 1\n"},
        {py,
         "from __future__ import annotations\n\nx = 1\n",
         {.module = "os"},
         "from __future__ import annotations\n\nimport os\n\nx = 1\n"},
        {py,
         "import os\r\n\r\nx = 1\r\n",
         {.module = "sys"},
         "import os\r\nimport sys\r\n\r\nx = 1\r\n"},
        {py,
         "import os  # why\n\nx = 1\n",
         {.module = "sys"},
         "import os  # why\nimport sys\n\nx = 1\n"},
    });
}

TEST_CASE("one name a line stays one name a line") {
    check({{Language::python,
            "from a import b\nfrom a import d\nfrom e import f\n",
            {.module = "a", .name = "c"},
            "from a import b\nfrom a import c\nfrom a import d\nfrom e import f\n"}});
}

TEST_CASE("a JavaScript or TypeScript import is added in the file's module style") {
    const auto js = Language::javascript;
    const auto ts = Language::typescript;
    check({
        {js,
         "import a from \"a\"\nimport b from \"./b\"\n\na(b)\n",
         {.module = "node:fs", .name = "default", .alias = "fs"},
         "import fs from \"node:fs\"\nimport a from \"a\"\nimport b from \"./b\"\n\na(b)\n"},
        {js,
         "import {a} from './a';\n",
         {.module = "./a", .name = "b"},
         "import {a, b} from './a';\n"},
        {js,
         "import a from './a';\n",
         {.module = "./a", .name = "b"},
         "import a, { b } from './a';\n"},
        {js,
         "import {\n  a,\n  c,\n} from './a';\n",
         {.module = "./a", .name = "b"},
         "import {\n  a,\n  b,\n  c,\n} from './a';\n"},
        {js,
         "import {\n  a,\n  c\n} from './a';\n",
         {.module = "./a", .name = "d"},
         "import {\n  a,\n  c,\n  d\n} from './a';\n"},
        {js,
         "var a = require('a');\n\na();\n",
         {.module = "fs", .name = "*", .alias = "fs"},
         "var a = require('a');\nvar fs = require('fs');\n\na();\n"},
        {js,
         "const { a } = require('./a')\n",
         {.module = "./a", .name = "b"},
         "const { a, b } = require('./a')\n"},
        {js,
         "'use strict';\n\nmodule.exports = 1;\n",
         {.module = "./x", .name = "y", .style = code::ScriptStyle::esm},
         "'use strict';\n\nconst { y } = require('./x');\n\nmodule.exports = 1;\n"},
        {js,
         "#!/usr/bin/env node\nfoo();\n",
         {.module = "./foo.js", .name = "foo"},
         "#!/usr/bin/env node\n\nimport { foo } from './foo.js';\n\nfoo();\n"},
        {ts,
         "import b = require(\"b\");\n",
         {.module = "c", .name = "*", .alias = "c"},
         "import b = require(\"b\");\nimport c = require(\"c\");\n"},
        {ts,
         "import { A } from './a'\n\nexport const x = 1\n",
         {.module = "./b", .name = "B", .is_type = true},
         "import { A } from './a'\nimport type { B } from './b'\n\nexport const x = 1\n"},
    });
}

TEST_CASE("an include is added to its group") {
    check({
        {Language::c,
         "#include <stdio.h>\n#include <string.h>\n\nint x;\n",
         {.module = "stdlib.h", .is_system = true},
         "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>\n\nint x;\n"},
        {Language::cpp,
         "#include \"a.h\"\n\n#include <vector>\n",
         {.module = "map", .is_system = true, .path = "src/a.cpp"},
         "#include \"a.h\"\n\n#include <map>\n#include <vector>\n"},
        {Language::cpp,
         "#include \"a.h\"\n\nint x;\n",
         {.module = "map", .is_system = true, .path = "src/a.cpp"},
         "#include \"a.h\"\n\n#include <map>\n\nint x;\n"},
        {Language::cpp,
         "#include \"b.h\"\n\nint x;\n",
         {.module = "map", .is_system = true, .path = "src/a.cpp"},
         "#include <map>\n\n#include \"b.h\"\n\nint x;\n"},
        {Language::cpp,
         "#include <map>\n\nint x;\n",
         {.module = "b.h", .path = "src/a.cpp"},
         "#include <map>\n\n#include \"b.h\"\n\nint x;\n"},
        {Language::cpp,
         "#pragma once\n\nint x;\n",
         {.module = "map", .is_system = true},
         "#pragma once\n\n#include <map>\n\nint x;\n"},
        {Language::c,
         "#ifndef A\n#define A\nint x;\n#endif\n",
         {.module = "stdio.h", .is_system = true},
         "#ifndef A\n#define A\n\n#include <stdio.h>\n\nint x;\n#endif\n"},
        {Language::c,
         "int x;\n",
         {.module = "stdio.h", .is_system = true},
         "#include <stdio.h>\n\nint x;\n"},
    });
}

TEST_CASE("a name is taken out of its import, the rest stays as written") {
    struct Case {
        Language language;
        std::string before;
        std::string name;
        std::string after;
    };
    const auto py = Language::python;
    const auto js = Language::javascript;
    const std::vector<Case> cases = {
        {py, "import os\nimport sys\n", "os", "import sys\n"},
        {py, "import os\n\n\ndef f(): ...\n", "os", "def f(): ...\n"},
        {py, "import a\n\nimport os\n\nimport b\n", "os", "import a\n\nimport b\n"},
        {py, "import os, sys\n", "os", "import sys\n"},
        {py, "import os, sys\n", "sys", "import os\n"},
        {py, "import os; import sys\n", "os", "import sys\n"},
        {py, "import os; import sys\n", "sys", "import os\n"},
        {py, "import os  # for paths\nx = 1\n", "os", "x = 1\n"},
        {py, "from a import b, c, d\n", "c", "from a import b, d\n"},
        {py, "from a import b, c as e\n", "e", "from a import b\n"},
        {py, "from a import (b,\n               c,\n               d)\n", "c",
         "from a import (b,\n               d)\n"},
        {py, "from a import (\n    b,\n    c,\n)\n", "c", "from a import (\n    b,\n)\n"},
        {py, "def f():\n    import os\n", "os", "def f():\n    pass\n"},
        {js, "import a from 'a';\nimport b from 'b';\n", "a", "import b from 'b';\n"},
        {js, "import a, {b, c} from 'a';\n", "b", "import a, {c} from 'a';\n"},
        {js, "import a, {b} from 'a';\n", "b", "import a from 'a';\n"},
        {js, "import a, { b } from 'a';\n", "a", "import { b } from 'a';\n"},
        {js, "const {a, b} = require('a');\n", "a", "const {b} = require('a');\n"},
        {js, "const a = require('a');\nfoo();\n", "a", "foo();\n"},
        {js, "const a = require('a'),\n  b = require('b');\n", "b", "const a = require('a');\n"},
    };
    for (const auto& item : cases) {
        INFO(item.before << " without " << item.name);
        const auto tree = Tree::parse(item.language, item.before);
        REQUIRE(tree);
        bool done = false;
        for (const auto& import : code::imports_of(*tree)) {
            if (!import.binds(item.name))
                continue;
            const code::ImportedName* name = nullptr;
            for (const auto& known : import.names)
                if (code::bound_name(known) == item.name)
                    name = &known;
            const auto edit = code::import_removal(*tree, import, name);
            REQUIRE(edit);
            CHECK(code::apply_edits(item.before, {*edit}) == item.after);
            done = true;
        }
        CHECK(done);
    }
}

TEST_CASE("an import that is all of a try block stays") {
    const auto tree =
        Tree::parse(Language::python, "try:\n    import os\nexcept ImportError:\n    os = None\n");
    REQUIRE(tree);
    CHECK_FALSE(code::import_removal(*tree, code::imports_of(*tree)[0]));
}
