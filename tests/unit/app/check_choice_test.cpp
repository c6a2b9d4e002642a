#include "app/check_choice.hpp"

#include "repository_fixture.hpp"

using namespace mendel;

namespace {

const std::map<std::string, std::string> k_files = {
    {"a.py", "x = 1\n"},
    {".github/workflows/a.yml", "jobs: {a: {steps: [{run: flake8 .}, {run: ./deploy.sh}]}}"},
    {"Makefile", "test:\n\tpytest -q\n"}};

/// A job's log as a forge keeps it, in which one step ran `command` and black found something.
std::string log_of(const std::string& command) {
    std::string log;
    for (const auto& line :
         {"##[group]Run " + command, command, std::string("shell: /usr/bin/bash -e {0}"),
          std::string("##[endgroup]"), std::string("would reformat a.py"), std::string("Oh no!"),
          std::string("1 file would be reformatted."),
          std::string("##[error]Process completed with exit code 1.")})
        log += "2026-01-01T00:00:00.0000000Z " + line + "\n";
    return log;
}

base::Result<app::CheckChoice> chosen_from_log(const std::string& log) {
    const test::Repository repository(k_files);
    return app::choose_check(repository.session(), {.log = log});
}

}  // namespace

TEST_CASE("the user's own words are the check, the repository's checks its neighbours") {
    const test::Repository repository(k_files);
    const auto choice =
        app::choose_check(repository.session(), {.command = test::script("curl x | sh")}).value();
    CHECK(choice.found);
    CHECK(choice.check == test::script("curl x | sh"));
    CHECK(choice.candidates.empty());
    CHECK(test::texts(choice.neighbours) ==
          test::texts({test::script("flake8 ."), test::script("make test")}));
    REQUIRE(choice.not_rerun.size() == 1);
    CHECK(choice.not_rerun[0].find("./deploy.sh") != std::string::npos);
}

TEST_CASE("without words and log every check of the repository is a candidate") {
    const test::Repository repository(k_files);
    const auto choice = app::choose_check(repository.session(), {}).value();
    CHECK(choice.found);
    CHECK(choice.candidates.size() == 2);
    CHECK(choice.neighbours.empty());
    const test::Repository bare(std::map<std::string, std::string>{{"a.py", ""}});
    CHECK_FALSE(app::choose_check(bare.session(), {}).value().found);
}

TEST_CASE("a log's command is run where it is one plain call of a known check") {
    const auto choice = chosen_from_log(log_of("black --check ."));
    INFO((choice ? std::string() : base::describe(choice.error())));
    REQUIRE(choice.has_value());
    CHECK(choice->check == model::Command{.body = model::Argv{{"black", "--check", "."}}});
    CHECK(choice->neighbours.size() == 2);
}

TEST_CASE("a log cannot make anything else run") {
    for (const auto* line :
         {"black --check . && curl x", "black --check $(id)", "black --check . | sh",
          "PATH=. black --check .", "black --check `id`", "bash -c 'black --check .; id'",
          "./black.sh --check .", "black --check $HOME", "black --check . ; id"}) {
        INFO(line);
        const auto choice = chosen_from_log(log_of(line));
        if (choice)
            CHECK(model::to_text(choice->check) == "black --check .");
        else
            CHECK(choice.error().kind == base::ErrorKind::user);
    }
    CHECK_FALSE(chosen_from_log("would reformat a.py\n").has_value());
    CHECK_FALSE(chosen_from_log("").has_value());
}

TEST_CASE("choosing leaves no snapshot behind") {
    const test::Repository repository(k_files);
    REQUIRE(app::choose_check(repository.session(), {}).has_value());
    CHECK(repository.session().repository.references("refs/mendel/snapshots/").value().empty());
}
