#include "code/language.hpp"

#include "support/catch.hpp"

using namespace mendel;
using code::language_of;

TEST_CASE("the language comes from the ending, of a header from its words") {
    CHECK(language_of("a/b.py") == code::Language::python);
    CHECK(language_of("a.test.mjs") == code::Language::javascript);
    CHECK(language_of("a.d.ts") == code::Language::typescript);
    CHECK(language_of("a.tsx") == code::Language::tsx);
    CHECK(language_of("a.c") == code::Language::c);
    CHECK(language_of("a.C") == code::Language::cpp);
    CHECK(language_of("a.h", "int f(void);\n") == code::Language::c);
    CHECK(language_of("a.h", "#include <stdio.h>\nstruct a;\n") == code::Language::c);
    CHECK(language_of("a.h", "namespace x {\n}\n") == code::Language::cpp);
    CHECK(language_of("a.h", "#include <string>\n") == code::Language::cpp);
    CHECK(language_of("x/y.go") == code::Language::go);
    CHECK_FALSE(language_of("README.md"));
    CHECK_FALSE(language_of("a.d/Makefile"));
}

TEST_CASE("a script without an ending is known by its first line") {
    CHECK(language_of("bin/tool", "#!/usr/bin/env python3\n") == code::Language::python);
    CHECK(language_of("bin/tool", "#!/usr/bin/node\n") == code::Language::javascript);
    CHECK_FALSE(language_of("bin/tool", "#!/bin/sh\necho python\n"));
}
