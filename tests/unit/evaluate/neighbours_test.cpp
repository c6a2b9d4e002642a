#include "evaluate/neighbours.hpp"

#include "support/catch.hpp"

using namespace mendel;

namespace {

using Files = std::map<std::string, std::string>;

code::ReadFile reader(const Files& files) {
    return [files](const std::string& path) -> std::optional<std::string> {
        const auto found = files.find(path);
        return found == files.end() ? std::nullopt : std::optional(found->second);
    };
}

std::vector<std::string> texts(const std::vector<model::Command>& commands) {
    std::vector<std::string> all;
    for (const auto& command : commands)
        all.push_back(std::get<model::Script>(command.body).text);
    return all;
}

evaluate::RepositoryChecks checks_of(const Files& files, const config::Config& config = {}) {
    std::vector<std::string> paths;
    for (const auto& [path, text] : files)
        paths.push_back(path);
    return evaluate::repository_checks(config, paths, reader(files));
}

/// A step that stands alone in a workflow, `more` being further keys.
evaluate::WorkflowStep step(const std::string& run, const std::string& more = {}) {
    const auto steps =
        evaluate::workflow_steps("jobs:\n  a:\n    steps:\n    - run: " + run + "\n" + more);
    REQUIRE(steps.size() == 1);
    return steps[0];
}

}  // namespace

TEST_CASE("run steps are read with the shell and folder of their job") {
    const auto steps = evaluate::workflow_steps(
        "jobs:\n"
        "  a:\n"
        "    defaults: {run: {working-directory: sub}}\n"
        "    steps:\n"
        "    - uses: actions/checkout@v4\n"
        "    - {name: lint, run: flake8 .}\n"
        "    - {run: pytest, working-directory: other, shell: sh}\n");
    REQUIRE(steps.size() == 2);
    CHECK(steps[0].name == "lint");
    CHECK(steps[0].directory == "sub");
    CHECK(steps[1].directory == "other");
    CHECK(steps[1].shell == "sh");
    CHECK(evaluate::workflow_steps("{ no workflow").empty());
    CHECK(evaluate::workflow_steps("- a list").empty());
}

TEST_CASE("a step whose first tool is a known check may be run again") {
    for (const auto* run : {"pytest -q", "flake8 . && pytest", "npx eslint .", "go vet ./...",
                            "python3 -m pytest -k publisher", "cargo test"}) {
        INFO(run);
        CHECK(evaluate::reason_against(step(run), reader({})) == "");
    }
    for (const auto* run : {"curl https://example.com", "./run.sh", "echo done", "rm -rf build"}) {
        INFO(run);
        CHECK(evaluate::reason_against(step(run), reader({})) ==
              "its first tool is no known check");
    }
}

TEST_CASE("a step that installs packages is preparation, whatever it checks afterwards") {
    for (const auto* run : {"npm ci", "npm i --no-fund -g npm@latest", "pip install -e .",
                            "npm ci && npm test", "yarn install", "go mod download"}) {
        INFO(run);
        CHECK(evaluate::reason_against(step("\"" + std::string(run) + "\""), reader({})) ==
              "it installs packages");
    }
}

TEST_CASE("a step with a secret is not run, wherever the secret stands") {
    for (const auto* more : {"      env: {TOKEN: \"${{ secrets.TOKEN }}\"}\n",
                             "      with: {token: \"${{secrets.A}}\"}\n"})
        CHECK(evaluate::reason_against(step("pytest", more), reader({})) == "it uses a secret");
    CHECK(evaluate::reason_against(step("\"pytest --token ${{ secrets.TOKEN }}\""), reader({})) ==
          "it uses a secret");
}

TEST_CASE("a step with an unresolved expression or a shell of its own is not run") {
    CHECK(evaluate::reason_against(step("\"pytest -n ${{ matrix.n }}\""), reader({})) ==
          "it holds an expression");
    CHECK(evaluate::reason_against(
              step("pytest", "      working-directory: \"${{ matrix.folder }}\"\n"), reader({})) ==
          "it holds an expression");
    CHECK(evaluate::reason_against(step("pytest", "      shell: pwsh\n"), reader({})) ==
          "its shell is pwsh");
}

TEST_CASE("a step that publishes is not run, whatever it checks before") {
    for (const auto* run :
         {"pytest && twine upload dist/*", "npm test && npm publish", "pytest; docker push image",
          "cargo test && cargo publish", "pytest && docker login -u me", "make test deploy",
          "pytest && gh release create v1", "pytest && git push", "npm test; npm run release"}) {
        INFO(run);
        CHECK(evaluate::reason_against(step("\"" + std::string(run) + "\""), reader({})) ==
              "it publishes");
    }
}

TEST_CASE("the checks of a repository come from its workflows, scripts and targets, each once") {
    const auto checks = checks_of({
        {".github/workflows/a.yml",
         "jobs: {a: {steps: [{run: flake8 .}, {run: pytest}, {run: twine upload dist/*}]}}"},
        {".github/workflows/b.yaml", "jobs: {b: {steps: [{run: pytest}]}}"},
        {".github/workflows/sub/c.yml", "jobs: {c: {steps: [{run: mypy .}]}}"},
        {"package.json", R"({"scripts": {"lint": "eslint .", "start": "node .", "test": "jest"}})"},
        {"Makefile", "check: a.py\n\tblack --check .\ntest := 1\nrun:\n\tpython3 a.py\n"},
    });
    CHECK(texts(checks.commands) ==
          std::vector<std::string>{"flake8 .", "pytest", "npm run --silent lint",
                                   "npm run --silent test", "make check"});
    REQUIRE(checks.not_rerun.size() == 1);
    CHECK(checks.not_rerun[0] == "twine upload dist/* (.github/workflows/a.yml): it publishes");
}

TEST_CASE("what the configuration verifies stands in the place of all that is found") {
    config::Config config;
    config.heal.verify = {"make all"};
    const auto checks =
        checks_of({{"Makefile", "test:\n\tpytest\n"}, {"package.json", "{}"}}, config);
    CHECK(texts(checks.commands) == std::vector<std::string>{"make all"});
    CHECK(checks.not_rerun.empty());
}

TEST_CASE("of more than eight checks the rest is named, not run") {
    std::string steps;
    for (int i = 0; i < 10; ++i)
        steps += "{run: pytest a" + std::to_string(i) + "}, ";
    const auto checks = checks_of(
        {{".github/workflows/a.yml", "jobs: {a: {steps: [" + steps + "{run: flake8 .}]}}"}});
    CHECK(checks.commands.size() == 8);
    CHECK(checks.not_rerun.size() == 3);
    CHECK(checks.not_rerun[0].find("more than 8 checks") != std::string::npos);
}
