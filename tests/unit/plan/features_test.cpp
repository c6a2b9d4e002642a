#include "plan/features.hpp"

#include <algorithm>

#include "plan/methods.hpp"
#include "plan/touches.hpp"
#include "support/catch.hpp"

using namespace mendel::plan;

namespace {

std::vector<std::string> texts(std::string_view goal) {
    std::vector<std::string> found;
    for (const auto& feature : features_of(goal))
        found.push_back(feature.text);
    return found;
}

}  // namespace

TEST_CASE("a goal is taken apart at its list, else at its sentences") {
    CHECK(texts("Intro.\n\n- add a flag\n* [ ] fix the crash\n1. write docs\n") ==
          std::vector<std::string>{"add a flag", "fix the crash", "write docs"});
    CHECK(texts("Add a JSON report and support dark mode; fix the login.") ==
          std::vector<std::string>{"Add a JSON report", "support dark mode", "fix the login"});
    CHECK(texts("Sort by name and size.") == std::vector<std::string>{"Sort by name and size"});
    CHECK(texts("  \n").empty());
}

TEST_CASE("acceptance criteria are no features but belong to all") {
    const auto features = features_of(
        "# Export\n- add CSV\n- add XML\n## Acceptance criteria\n"
        "- empty lists work\n");
    REQUIRE(features.size() == 2);
    CHECK(features[0].criteria == std::vector<std::string>{"empty lists work"});
}

TEST_CASE("many parts are joined to the twelfth") {
    std::string goal;
    for (int number = 0; number < 30; ++number)
        goal += "- add thing " + std::to_string(number) + "\n";
    CHECK(texts(goal).size() == 12);
}

TEST_CASE("each kind of goal finds its method, and methods refine to tasks alone") {
    CHECK(method_for("Add a POST /users endpoint").name == "endpoint");
    CHECK(method_for("Add a --json flag").name == "command");
    CHECK(method_for("Fix the crash on empty input").name == "bug_fix");
    CHECK(method_for("Refactor the parser").name == "refactoring");
    CHECK(method_for("Migrate the users table").name == "migration");
    CHECK(method_for("Upgrade requests to 2.32").name == "library_upgrade");
    CHECK(method_for("Write documentation for plugins").name == "documentation");
    CHECK(method_for("Make the search faster").name == "performance");
    CHECK(method_for("Show a greeting").name == "feature");
    for (const auto& method : methods())
        for (const auto& task : refined(method)) {
            INFO(method.name + " " + task.id);
            CHECK(task.method.empty());
            CHECK(task.minutes > 0);
            CHECK_FALSE(task.skills.empty());
        }
    CHECK(risk_words().size() > 3);
}

TEST_CASE("the files a feature is about are found by name and by their words") {
    mendel::code::DependencyGraph graph{.files = {"README.md", "src/config.py",
                                                  "src/report_writer.py", "src/main.py",
                                                  "tests/test_report.py"}};
    std::sort(graph.files.begin(), graph.files.end());
    graph.uses.resize(graph.files.size());
    graph.uses[graph.find("tests/test_report.py")] = {graph.find("src/report_writer.py")};
    const auto by_word = surroundings_of("Add totals to the report", graph);
    CHECK(by_word.sources == std::vector<std::string>{"src/report_writer.py"});
    CHECK(by_word.tests == std::vector<std::string>{"tests/test_report.py"});
    CHECK(by_word.languages == std::vector<std::string>{"python"});
    CHECK(surroundings_of("Change `src/config.py`, please", graph).sources.at(0) ==
          "src/config.py");
    CHECK(surroundings_of("Something else altogether", graph).sources.empty());
}
