#include "config/config.hpp"

#include "support/catch.hpp"

using namespace mendel;
using Lines = std::vector<std::string>;

namespace {

Lines problems(const std::string& text) {
    Lines lines;
    for (const auto& error : config::check_config(text, "m.yml"))
        lines.push_back(base::describe(error));
    return lines;
}

std::string only_problem(const std::string& text) {
    const auto lines = problems(text);
    return lines.size() == 1 ? lines.front() : std::to_string(lines.size()) + " problems";
}

}  // namespace

TEST_CASE("no text, a comment or an empty document is the default configuration") {
    const auto text = GENERATE("", "\n", "# nothing\n", "---\n", "{}\n");
    const auto parsed = config::parse_config(text, "m.yml");
    REQUIRE(parsed.has_value());
    CHECK(parsed->heal.attempts == 3);
    CHECK(parsed->scope.write == Lines{"**"});
    CHECK(parsed->branches.prefix == "mendel/");
}

TEST_CASE("every key is read") {
    const auto parsed = config::parse_config(R"(
version: 1
heal:
  rungs: [format, lint]
  attempts: 5
  deliver: branch
  setup: ["npm ci"]
  verify: ["npm test", "npm run lint"]
scope:
  write: [src/**]
  deny: [src/vendor/**]
  max_files: 7
  max_lines: 70
branches: {prefix: bot/mendel-}
enabled: false
allow: {auto-fix: admin, bots: ["a[bot]"], dependency-bots: []}
budget: {minutes: 10, runs_per_hour: 2, open_pull_requests: 3}
)",
                                             "m.yml");
    REQUIRE(parsed.has_value());
    CHECK(parsed->heal.rungs == Lines{"format", "lint"});
    CHECK(parsed->heal.attempts == 5);
    CHECK(parsed->heal.deliver == "branch");
    CHECK(parsed->heal.setup == Lines{"npm ci"});
    CHECK(parsed->heal.verify == Lines{"npm test", "npm run lint"});
    CHECK(parsed->scope.write == Lines{"src/**"});
    CHECK(parsed->scope.deny == Lines{"src/vendor/**"});
    CHECK(parsed->scope.max_files == 7);
    CHECK(parsed->scope.max_lines == 70);
    CHECK(parsed->branches.prefix == "bot/mendel-");
    CHECK(parsed->budget.minutes == 10);
    CHECK_FALSE(parsed->enabled);
    CHECK(parsed->allow.auto_fix == "admin");
    CHECK(parsed->allow.bots == Lines{"a[bot]"});
    CHECK(parsed->allow.dependency_bots.empty());
    CHECK(parsed->budget.runs_per_hour == 2);
    CHECK(parsed->budget.open_pull_requests == 3);
}

TEST_CASE("each value knows where it came from") {
    const auto parsed = config::parse_config("heal:\n  attempts: 5\n", "m.yml");
    REQUIRE(parsed.has_value());
    CHECK(parsed->origins.at("/heal/attempts") == "m.yml:2:13");
    CHECK(parsed->origins.at("/heal/rungs") == "default");
    CHECK(parsed->origins.size() == 33);
}

TEST_CASE("an unknown key is named with the nearest known one, at its place") {
    CHECK(only_problem("heal:\n  atempts: 5\n") ==
          "m.yml:2:3: The key \"atempts\" is not known here. Did you mean \"attempts\"?");
    CHECK(only_problem("zebra: 1\n") ==
          "m.yml:1:1: The key \"zebra\" is not known here. Known here are agents, allow, "
          "approvals, branches, "
          "budget, enabled, heal, privacy, scope, tools, version.");
}

TEST_CASE("a key of a feature that is not built is unknown") {
    CHECK_THAT(only_problem("notify: []\n"), Catch::Matchers::Contains("\"notify\" is not known"));
    CHECK_THAT(only_problem("budget: {usd_per_week: 1}\n"),
               Catch::Matchers::Contains("\"usd_per_week\" is not known"));
}

TEST_CASE("a wrong value is named with what it must be, at its place") {
    struct Case {
        const char* yaml;
        const char* problem;
    };
    const auto c = GENERATE(values<Case>({
        {"heal: {attempts: three}",
         "m.yml:1:18: heal.attempts must be a whole number from 1 to 20, but is \"three\". "
         "Correct the value."},
        {"heal: {attempts: 0}",
         "m.yml:1:18: heal.attempts must be a whole number from 1 to 20, but is 0. Correct the "
         "value."},
        {"heal: {attempts: '3'}",
         "m.yml:1:18: heal.attempts must be a whole number from 1 to 20, but is \"3\". Correct the "
         "value."},
        {"heal: {attempts: 2.5}",
         "m.yml:1:18: heal.attempts must be a whole number from 1 to 20, but is 2.5. Correct the "
         "value."},
        {"heal: {rungs: [fromat]}",
         "m.yml:1:16: heal.rungs[0] must be one of syntax, format, lint, imports, dependencies, "
         "repair, agent, but is \"fromat\". Did you mean \"format\"?"},
        {"heal: {rungs: format}",
         "m.yml:1:15: heal.rungs must be a list that holds each item once, but is \"format\". "
         "Write "
         "it as a list: [\"format\"]."},
        {"heal: {rungs: [lint, lint]}",
         "m.yml:1:15: heal.rungs must be a list that holds each item once, but is "
         "[\"lint\",\"lint\"]. Correct the value."},
        {"heal:\n",
         "m.yml:1:1: heal must be a mapping of keys to values, but is empty. Give it a value or "
         "remove the key."},
        {"- a\n",
         "m.yml:1:1: This file must be a mapping of keys to values, but is [\"a\"]. Correct the "
         "value."},
        {"enabled: 1", "m.yml:1:10: enabled must be true or false, but is 1. Correct the value."},
        {"allow: {auto-fix: writer}",
         "m.yml:1:19: allow.auto-fix must be one of triage, write, maintain, admin, but is "
         "\"writer\". Did you mean \"write\"?"},
        {"allow: {bots: [dependabot]}",
         "m.yml:1:16: allow.bots[0] must be the full name of a bot, such as my-app[bot], but is "
         "\"dependabot\". Correct the value."},
        {"version: 2", "m.yml:1:10: version must be 1, but is 2. Correct the value."},
        {"scope: {write: []}",
         "m.yml:1:16: scope.write must be a list with at least one item, but is []. Correct the "
         "value."},
        {"scope: {deny: ['!a']}",
         "m.yml:1:16: scope.deny[0] must be a path pattern that does not begin with '!', but is "
         "\"!a\". Correct the value."},
    }));
    CHECK(only_problem(c.yaml) == c.problem);
}

TEST_CASE("the rungs that a configuration may name are those of the schema") {
    CHECK(config::known_rungs() ==
          Lines{"syntax", "format", "lint", "imports", "dependencies", "repair", "agent"});
}

TEST_CASE("a branch prefix that git would refuse is a wrong value") {
    const auto prefix =
        GENERATE("''", "/x", "-x", "a..b", "a//b", "a b", "a~", "a/.b", "a.lock/b", "'a:'", "a.");
    INFO(prefix);
    const auto lines = problems("branches: {prefix: " + std::string(prefix) + "}");
    if (std::string(prefix) == "a.")
        CHECK(lines.empty());  // "a." begins a good name: a.b
    else
        CHECK(lines.size() == 1);
}

TEST_CASE("several problems are listed in the order of the file") {
    const auto lines =
        problems("scope:\n  max_files: x\nheal:\n  attempts: y\n  foo: 1\nversion: z\n");
    REQUIRE(lines.size() == 4);
    CHECK_THAT(lines[0], Catch::Matchers::StartsWith("m.yml:2:14: scope.max_files"));
    CHECK_THAT(lines[1], Catch::Matchers::StartsWith("m.yml:4:13: heal.attempts"));
    CHECK_THAT(lines[2], Catch::Matchers::StartsWith("m.yml:5:3: The key \"foo\""));
    CHECK_THAT(lines[3], Catch::Matchers::StartsWith("m.yml:6:10: version"));
    CHECK(base::describe(
              config::parse_config("scope:\n  max_files: x\nheal: 1\n", "m.yml").error()) ==
          lines[0]);
}

TEST_CASE("odd keys and values are shown without control characters and cut short") {
    const auto line = only_problem("\"a\\e[31m" + std::string(500, 'x') + "\": 1\n");
    CHECK(line.size() < 250);
    CHECK(line.find('\x1b') == std::string::npos);
    CHECK(problems("'[0]': 1\n'a]b/~': 2\n").size() == 2);
}

TEST_CASE("text that is no YAML and text without end are one problem") {
    CHECK_THAT(only_problem("heal: [\n"), Catch::Matchers::StartsWith("m.yml:"));
    CHECK_THAT(only_problem("heal: {}\nheal: {}\n"), Catch::Matchers::StartsWith("m.yml:2:1:"));
    CHECK_THAT(only_problem(std::string(2'000'000, 'a')), Catch::Matchers::Contains("1 MiB"));
}

TEST_CASE("thousands of problems are found in reasonable time") {
    std::string text = "heal: {setup: [1";
    for (int i = 0; i < 20'000; ++i)
        text += ", 1";
    CHECK(problems(text + "]}").size() == 20'001);
}
