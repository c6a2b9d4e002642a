#include "code/imports.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;
using code::Language;
using code::Tree;

namespace {

std::string written(const code::Import& import) {
    const char* forms[] = {"module", "from", "require", "dynamic", "export", "include"};
    auto text = fmt::format("{}:{}{}{}", forms[static_cast<int>(import.form)],
                            std::string(static_cast<std::size_t>(import.level), '.'), import.module,
                            import.alias.empty() ? "" : "=" + import.alias);
    std::vector<std::string> names;
    for (const auto& name : import.names)
        names.push_back(name.name + (name.alias.empty() ? "" : "=" + name.alias));
    if (!names.empty())
        text += "(" + base::join(names, ",") + ")";
    return text + (import.is_system ? "<>" : "") + (import.is_type ? "?" : "") +
           (import.top_level ? "" : "~");
}

}  // namespace

TEST_CASE("the imports of a file are read with modules, names and aliases") {
    struct Case {
        Language language;
        std::string text;
        std::string imports;
    };
    const std::vector<Case> cases = {
        {Language::python,
         "from __future__ import annotations\nimport os, a.b as c\nfrom . import d\n"
         "from ..e.f import (g,\n    h as i)\nfrom j import *\ndef x():\n    import k\n",
         "from:__future__(annotations) module:os module:a.b=c from:.(d) from:..e.f(g,h=i) "
         "from:j(*) module:k~"},
        {Language::javascript,
         "import 'a';\nimport b from 'b';\nimport c, {d, e as f} from './c';\n"
         "import * as g from 'g';\nexport {h} from './h';\nconst i = require('i');\n"
         "const {j, k: l} = require(\"./j\");\nconst m = require('m').n;\nrequire('o');\n"
         "async function x() { await import('./p'); }\njest.mock('./q');\n",
         "module:a from:b(default=b) from:./c(default=c,d,e=f) from:g(*=g) export:./h(h) "
         "require:i=i require:./j(j,k=l) require:m(n=m) require:o dynamic:./p~ dynamic:./q"},
        {Language::typescript,
         "import type {A} from './a';\nimport b = require('b');\nimport {type C, D} from 'c';\n",
         "from:./a(A)? require:b=b from:c(C,D)"},
        {Language::c,
         "#ifndef X\n#define X\n#include <stdio.h>\n#include \"a/b.h\"\n#ifdef Y\n"
         "#include \"y.h\"\n#endif\n#endif\n",
         "include:stdio.h<> include:a/b.h include:y.h~"},
        {Language::go, "package a\nimport (\n\t\"fmt\"\n\tx \"a/b\"\n)\nimport \"os\"\n",
         "module:fmt module:a/b=x module:os"},
    };
    for (const auto& item : cases) {
        INFO(item.text);
        const auto tree = Tree::parse(item.language, item.text);
        REQUIRE(tree);
        std::vector<std::string> all;
        for (const auto& import : code::imports_of(*tree)) {
            all.push_back(written(import));
            CHECK(item.text.substr(import.module_range.begin,
                                   import.module_range.end - import.module_range.begin) ==
                  (import.module == "__future__"
                       ? ""
                       : std::string(static_cast<std::size_t>(import.level), '.') + import.module));
        }
        CHECK(base::join(all, " ") == item.imports);
    }
}
