#include "evaluate/progress.hpp"

#include "support/catch.hpp"

using namespace mendel;
using model::Category;
using model::Failure;

namespace {

struct Sketch {
    std::string tool;
    Category category = Category::test_failure;
    std::string message;
    std::string test = {};
    std::string function = "test_a";  ///< of the outermost own frame
    int line = 1;
    std::string file = "lib.py";
};

Failure failure(const Sketch& sketch) {
    Failure made{.category = sketch.category,
                 .tool = sketch.tool,
                 .message = sketch.message,
                 .locations = {{sketch.file, sketch.line}},
                 .frames = {{"runner.py", 9, "load"}, {"tests/test_lib.py", 2, sketch.function}},
                 .fingerprint = sketch.message};
    made.frames.back().own = true;
    if (!sketch.test.empty())
        made.tests = {{sketch.test, "tests/test_lib.py", 2}};
    return made;
}

std::string rules(const Sketch& before, const Sketch& after) {
    std::string said;
    const auto target = failure(before);
    for (const auto& refusal : evaluate::setbacks({target}, target, {failure(after)}))
        said += refusal.rule + " ";
    return said;
}

const Sketch k_module{"unittest", Category::test_failure, "no re", "tests.test_lib", "<module>", 3};
const Sketch k_collecting{"pytest", Category::runtime_error, "no re", "", "<module>", 3};

}  // namespace

TEST_CASE("the tests of a module that did not load are no setback once it loads") {
    CHECK(rules(k_module,
                {"unittest", Category::test_failure, "no math", "tests.test_lib.Case.test_a"})
              .empty());
    CHECK(rules(k_module, {"unittest", Category::test_failure, "no math",
                           "tests.test_library.Case.test_a"}) == "worse ");
    auto ran = k_module;
    ran.function = "test_a";
    CHECK(rules(ran, {"unittest", Category::test_failure, "no math",
                      "tests.test_lib.Case.test_a"}) == "worse ");
}

TEST_CASE("a runner's failure of a whole file stands for the tests of the file") {
    const Sketch file{"node:test", Category::test_failure, "test failed",
                      "/home/me/app/tests/test_lib.py"};
    CHECK(rules(file, {"node:test", Category::test_failure, "no os", "adds"}).empty());
}

TEST_CASE("an error while tests are collected hides all of them") {
    CHECK(rules(k_collecting,
                {"pytest", Category::test_failure, "no math", "tests/test_other.py::test_a"})
              .empty());
    auto later = k_collecting;
    later.message = "no math";
    later.line = 5;
    CHECK(rules(k_collecting, later).empty());
}

TEST_CASE("an error at load that did not move on is worse, also as a failed import") {
    for (const auto category : {Category::runtime_error, Category::import_error}) {
        auto moved = k_collecting;
        moved.message = "another";
        moved.category = category;
        moved.line = 1;
        CHECK(rules(k_collecting, moved) == "worse ");
    }
}

TEST_CASE("a test that ran before and does not load any more is worse") {
    const Sketch ran{"pytest", Category::test_failure, "no re", "tests/test_lib.py::test_a"};
    auto collecting = k_collecting;
    collecting.message = "no math";
    CHECK(rules(ran, collecting) == "worse ");
}

TEST_CASE("what is left of a failure in fewer files is not new") {
    auto before = failure({"gcc", Category::build_failure, "'strlen' was not declared"});
    before.locations = {{"a.h", 5}, {"a.c", 9}};
    const auto left = [&](const std::string& message, const std::string& file) {
        auto after = failure({"gcc", Category::build_failure, message});
        after.fingerprint = "another";
        after.locations = {{file, 5}};
        return evaluate::setbacks({before}, before, {after}).empty();
    };
    CHECK(left("'strlen' was not declared", "a.h"));
    CHECK_FALSE(left("'memcpy' was not declared", "a.h"));
    before.locations.pop_back();
    CHECK_FALSE(left("'memcpy' was not declared", "a.h"));
    CHECK(left("'memcpy' was not declared", "b.h"));
}
