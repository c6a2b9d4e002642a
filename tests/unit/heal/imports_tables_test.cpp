#include "heal/rungs/imports_tables.hpp"

#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("the tables of standard libraries answer") {
    CHECK(heal::is_python_standard("os.path"));
    CHECK_FALSE(heal::is_python_standard("numpy"));
    CHECK(heal::python_home_of("defaultdict") == "collections");
    CHECK(heal::python_home_of("nothing") == "");
    CHECK(heal::python_alias("np") == "numpy");
    CHECK(heal::is_node_builtin("node:fs"));
    CHECK(heal::is_node_builtin("fs/promises"));
    CHECK_FALSE(heal::is_node_builtin("express"));
    CHECK(heal::node_home_of("readFileSync") == "fs");
    CHECK(heal::c_header_of("malloc") == "stdlib.h");
    CHECK(heal::c_header_of("true") == "stdbool.h");
    CHECK(heal::cpp_header_of("std::vector") == "vector");
    CHECK(heal::cpp_header_of("std::chrono::seconds") == "chrono");
    CHECK(heal::cpp_header_of("std::size_t") == "cstddef");
    CHECK(heal::cpp_header_of("printf") == "stdio.h");
    CHECK(heal::cpp_header_of("std::strlen") == "cstring");
    CHECK(heal::standard_headers(true).size() > heal::standard_headers(false).size());
}
