#include "heal/rungs/imports_finding.hpp"

#include "imports_case.hpp"

using namespace mendel;
using heal::Want;

TEST_CASE("tools' words say what is wanted") {
    struct Case {
        std::string message;
        Want want;
        std::string name;
        std::string module;
    };
    const std::vector<Case> cases = {
        {"F821 undefined name 'Path'", Want::name, "Path", ""},
        {"NameError: name 'os' is not defined. Did you forget to import 'os'?", Want::name, "os",
         ""},
        {"Name \"Path\" is not defined  [name-defined]", Want::name, "Path", ""},
        {"\"Path\" is not defined (reportUndefinedVariable)", Want::name, "Path", ""},
        {"Undefined variable 'np'", Want::name, "np", ""},
        {"Cannot find name 'useState'. Did you mean 'setState'?", Want::name, "useState", ""},
        {"ModuleNotFoundError: No module named 'a.b'", Want::module, "", "a.b"},
        {"/usr/bin/python3: No module named black", Want::module, "", "black"},
        {"Cannot find implementation or library stub for module named \"foo\"", Want::module, "",
         "foo"},
        {"Import \"foo.bar\" could not be resolved", Want::module, "", "foo.bar"},
        {"cannot import name 'a' from 'b.c' (/x/b/c.py)", Want::exported, "a", "b.c"},
        {"Module \"b\" has no attribute \"a\"", Want::exported, "a", "b"},
        {"No name 'a' in module 'b'", Want::exported, "a", "b"},
        {"Cannot find module './x' from 'src/a.test.js'", Want::module, "", "./x"},
        {"Module not found: Error: Can't resolve './x' in '/y/src'", Want::module, "", "./x"},
        {"Unable to resolve path to module './x'", Want::module, "", "./x"},
        {"Failed to resolve import \"./x\" from \"src/a.ts\". Does the file exist?", Want::module,
         "", "./x"},
        {"'\"./x\"' has no exported member named 'foo'. Did you mean 'bar'?", Want::exported, "foo",
         "./x"},
        {"No matching export in \"src/x.js\" for import \"foo\"", Want::exported, "foo",
         "src/x.js"},
        {"foo not found in './x'", Want::exported, "foo", "./x"},
        {"'string' is not a member of 'std'", Want::name, "std::string", ""},
        {"no member named 'move' in namespace 'std'", Want::name, "std::move", ""},
        {"no template named 'vector' in namespace 'std'", Want::name, "std::vector", ""},
        {"'std::string' has not been declared", Want::name, "std::string", ""},
        {"aggregate 'std::ofstream out' has incomplete type and cannot be defined", Want::name,
         "std::ofstream", ""},
        {"implicit instantiation of undefined template 'std::basic_stringstream<char>'", Want::name,
         "std::basic_stringstream", ""},
        {"call to undeclared library function 'printf' with type 'int (const char *, ...)'",
         Want::name, "printf", ""},
        {"unknown type name 'uint32_t'", Want::name, "uint32_t", ""},
        {"foo/bar.h: No such file or directory", Want::module, "", "foo/bar.h"},
        {"'foo.hpp' file not found", Want::module, "", "foo.hpp"},
    };
    for (const auto& item : cases) {
        INFO(item.message);
        const auto finding = heal::finding_of(test::failed(item.message, {}));
        REQUIRE(finding);
        CHECK(finding->want == item.want);
        CHECK(finding->name == item.name);
        if (item.want != Want::name)
            CHECK(finding->module == item.module);
    }
}

TEST_CASE("rule and subject speak where the message does not") {
    auto failure = test::failed("something in another language", {}, "F821");
    CHECK_FALSE(heal::finding_of(failure));
    failure.subject = "Path";
    REQUIRE(heal::finding_of(failure));
    CHECK(heal::finding_of(failure)->name == "Path");
}

TEST_CASE("other failures are left alone") {
    for (const auto* message :
         {"AssertionError: 1 != 2", "would reformat a.py", "E501 line too long"})
        CHECK_FALSE(heal::imports_rung().applies(
            test::failed(message, {{"a.py", 1}}, "", model::Category::lint_error)));
}
