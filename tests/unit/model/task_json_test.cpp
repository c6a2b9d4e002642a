#include "model/task_json.hpp"

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("a Task is read as it was written") {
    model::Task task{.id = "t-1", .kind = model::TaskKind::add_tests, .title = "Add a test"};
    task.instruction = "Cover the empty list.";
    task.evidence = {{.source = "issue 4", .author = "eve", .edited = true, .text = "please"}};
    task.files = {"a.py"};
    task.verify = {{.body = model::Argv{{"pytest", "-q"}}},
                   {.body = model::Script{"bash", "make test"}, .directory = "sub"}};
    task.scope.write = {"src/**"};
    task.limits = {.minutes = 3, .usd = 0.25, .tokens = 1000, .turns = 4};
    task.plan = {.depends_on = {"t-0"}, .skills = {"python"}, .estimate_minutes = 1.5, .risk = 0.5};
    const auto json = model::to_json(task);
    const auto read = model::task_from_json(json, "x");
    REQUIRE(read);
    CHECK(model::to_json(*read) == json);
    CHECK(read->evidence[0].trust == model::Trust::stranger);
    CHECK(read->verify[1].directory == "sub");
}

TEST_CASE("a Task of two members has the defaults") {
    const auto task = model::parse_task(R"({"id": "a", "title": "b"})", "t");
    REQUIRE(task);
    CHECK(task->kind == model::TaskKind::implement);
    CHECK(task->scope.max_files == 50);
}

TEST_CASE("faults of a Task name the member") {
    const auto fault = [](const std::string& text) {
        const auto task = model::parse_task(text, "t.json");
        REQUIRE_FALSE(task);
        CHECK(task.error().kind == base::ErrorKind::user);
        return task.error().message;
    };
    CHECK(base::contains(fault("[]"), "'/' is not an object"));
    CHECK(base::contains(fault(R"({"id": "../a", "title": "b"})"), "'/id'"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b\nc"})"), "'/title'"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b", "tite": 1})"), "'/tite' is not known"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b", "kind": "dig"})"), "'/kind'"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b", "verify": [3]})"), "shell line"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b", "limits": {"usd": -1}})"), "usd"));
    CHECK(base::contains(fault(R"({"id": "a", "title": "b", "evidence": [{"trust": "friend"}]})"),
                         "trust"));
    CHECK(base::contains(fault(R"({"schema": "mendel.task/2", "id": "a", "title": "b"})"),
                         "'/schema'"));
}

TEST_CASE("every kind of task has a name of its own") {
    for (const char* name : {"fix_test_failure", "fix_build_failure", "fix_type_error", "fix_lint",
                             "fix_dependency", "fix_security", "fix_timeout", "add_tests",
                             "refactor", "document", "implement", "review"}) {
        const auto kind = model::task_kind_named(name);
        REQUIRE(kind);
        CHECK(model::name_of(*kind) == name);
    }
    CHECK_FALSE(model::task_kind_named("none"));
}
