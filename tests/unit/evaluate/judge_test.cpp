#include "evaluate/judge.hpp"

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "sys/clock.hpp"
#include "unit/evaluate/place_fixture.hpp"

using namespace mendel;
using namespace mendel::evaluate;
using namespace mendel::evaluate::test;

namespace {

/// Reads lines "FAIL <tool> <category> <file>:<line> <message>" as the checks below print them.
std::vector<model::Failure> diagnose(const model::LogSource& source) {
    std::vector<model::Failure> failures;
    for (const auto line : base::split_lines(source.text)) {
        const auto words = base::split_words(line);
        if (words.size() < 5 || words[0] != "FAIL")
            continue;
        const auto place = base::split(words[3], ':');
        model::Failure failure{
            .category = *model::category_named(words[2]),
            .tool = std::string(words[1]),
            .message = std::string(words[4]),
            .locations = {{std::string(place[0]), static_cast<int>(base::to_number(place[1]))}}};
        failure.fingerprint = base::sha256(failure.tool + failure.message);
        failures.push_back(std::move(failure));
    }
    return failures;
}

/// A check that reports every `bad <category> <message>` line of a file.
const std::string k_check =
    "fail=0; while read -r word category message; do\n"
    "  if [ \"$word\" = bad ]; then echo FAIL lint $category a.txt:1 $message; fail=1; fi\n"
    "done < a.txt; exit $fail\n";

struct JudgeBench : Bench {
    std::unique_ptr<Place> place;
    config::Config config;
    JudgeSetup setup;

    explicit JudgeBench(const std::string& text, PlaceKind kind = PlaceKind::overlay,
                        const std::string& check = k_check)
        : Bench({{"a.txt", text}, {"b.txt", "good\n"}, {"check.sh", check}}), place(open(kind)) {
        setup = {.repository = &repository,
                 .base = base,
                 .place = place.get(),
                 .check = shell("bash check.sh"),
                 .diagnose = diagnose,
                 .config = &config,
                 .clock = sys::system_clock(),
                 .events = [](const model::StageEvent&) {}};
    }

    RoundBase round() const {
        auto red = read_check(setup, {});
        REQUIRE(red.has_value());
        REQUIRE(red->state == CheckState::red);
        return {.red = *red};
    }

    model::Verdict verdict(const model::Patch& patch, const RoundBase& from,
                           model::Depth depth = model::Depth::target) const {
        const auto judged = make_judge(setup, from)(patch, depth);
        REQUIRE(judged.has_value());
        return *judged;
    }
};

std::string rules_of(const model::Verdict& verdict) {
    std::string rules;
    for (const auto& refusal : verdict.refusals)
        rules += refusal.rule + " ";
    return rules;
}

}  // namespace

TEST_CASE("a patch under which the check passes is green") {
    const JudgeBench bench("bad lint_error x\n");
    const auto round = bench.round();
    const auto verdict = bench.verdict(change("a.txt", "bad lint_error x\n", "good\n"), round);
    CHECK(verdict.state == model::VerdictState::green);
    REQUIRE(verdict.checks.size() == 1);
    CHECK(verdict.checks[0].exit_code == 0);
    CHECK(verdict.checks[0].place == "overlay");
    CHECK(verdict.checks[0].log_sha256.size() == 64);
}

TEST_CASE("a patch that removes the target and leaves the rest is progress") {
    const JudgeBench bench("bad lint_error x\nbad lint_error y\n");
    const auto round = bench.round();
    const auto verdict = bench.verdict(
        change("a.txt", "bad lint_error x\nbad lint_error y\n", "bad lint_error y\n"), round);
    CHECK(verdict.state == model::VerdictState::progress);
    REQUIRE(verdict.remaining.size() == 1);
    CHECK(verdict.remaining[0].message == "y");
}

TEST_CASE("a patch that leaves the target is refused as red") {
    const JudgeBench bench("bad lint_error x\n");
    const auto round = bench.round();
    const auto verdict =
        bench.verdict(change("a.txt", "bad lint_error x\n", "bad lint_error x\n#\n"), round);
    CHECK(verdict.state == model::VerdictState::refused);
    CHECK(rules_of(verdict) == "red ");
}

TEST_CASE("a patch that swaps the target for another failure of the same tool is worse") {
    const JudgeBench bench("bad lint_error x\n");
    const auto round = bench.round();
    const auto verdict =
        bench.verdict(change("a.txt", "bad lint_error x\n", "bad lint_error z\n"), round);
    CHECK(rules_of(verdict) == "worse ");
}

TEST_CASE("what an import error hid is revealed, not caused") {
    const JudgeBench bench("bad import_error x\n");
    const auto round = bench.round();
    const auto verdict =
        bench.verdict(change("a.txt", "bad import_error x\n", "bad test_failure t\n"), round);
    CHECK(verdict.state == model::VerdictState::progress);
}

TEST_CASE("a syntax error that only changed its words is no progress") {
    const JudgeBench bench("bad syntax_error x\n");
    const auto round = bench.round();
    const auto verdict =
        bench.verdict(change("a.txt", "bad syntax_error x\n", "bad syntax_error y\n"), round);
    CHECK(rules_of(verdict) == "worse ");
}

TEST_CASE("a red check whose failures cannot be read proves no progress") {
    const JudgeBench unreadable(
        "bad lint_error x\n", PlaceKind::overlay,
        "grep -q bad a.txt && { echo FAIL lint lint_error a.txt:1 x; exit 1; }; exit 3");
    const auto from = unreadable.round();
    const auto verdict = unreadable.verdict(change("a.txt", "bad lint_error x\n", "good\n"), from);
    CHECK(rules_of(verdict) == "red ");
}

TEST_CASE("the gates refuse before anything runs") {
    const JudgeBench bench("bad lint_error x\n");
    const auto round = bench.round();
    auto patch = change(".github/workflows/ci.yml", std::nullopt, "jobs: {}\n");
    const auto verdict = bench.verdict(patch, round);
    CHECK(rules_of(verdict) == "scope ");
    CHECK(verdict.checks.empty());
}

TEST_CASE("a patch made of another text is refused") {
    const JudgeBench bench("bad lint_error x\n");
    const auto round = bench.round();
    CHECK(rules_of(bench.verdict(change("a.txt", "other\n", "good\n"), round)) == "stale ");
    CHECK(rules_of(bench.verdict({}, round)) == "empty ");
}

TEST_CASE("a check that was green beside the target must stay green") {
    JudgeBench bench("bad lint_error x\n");
    bench.setup.neighbours = {shell("grep -q good b.txt"), shell("false")};
    Neighbours neighbours;
    auto round = bench.round();
    round.neighbours = &neighbours;
    auto patch = change("a.txt", "bad lint_error x\n", "good\n");
    CHECK(bench.verdict(patch, round, model::Depth::neighbours).state ==
          model::VerdictState::green);
    patch.changes.push_back({.path = "b.txt", .before = "good\n", .after = "spoilt\n"});
    const auto verdict = bench.verdict(patch, round, model::Depth::neighbours);
    CHECK(rules_of(verdict) == "neighbour ");
    CHECK(bench.verdict(patch, round).state == model::VerdictState::green);
}

TEST_CASE("neighbours are read on the base when the first green patch needs them") {
    JudgeBench bench("bad lint_error x\n");
    auto nowhere = shell("true");
    nowhere.directory = "build/not-there";
    bench.setup.neighbours = {shell("grep -q bad a.txt"), nowhere, shell("false"),
                              shell("grep -q good b.txt")};
    Neighbours neighbours;
    auto round = bench.round();
    round.neighbours = &neighbours;
    const auto still_bad = change("a.txt", "bad lint_error x\n", "bad lint_error y\n");
    bench.verdict(still_bad, round, model::Depth::neighbours);
    CHECK_FALSE(neighbours.are_read);
    const auto patch = change("a.txt", "bad lint_error x\n", "good\n");
    const auto verdict = bench.verdict(patch, round, model::Depth::neighbours);
    CHECK(rules_of(verdict) == "neighbour ");  // green at the base, red under the patch
    CHECK(neighbours.green.size() == 2);
    REQUIRE(neighbours.not_rerun.size() == 2);
    CHECK(base::contains(neighbours.not_rerun[0], "it cannot be started"));
    CHECK(base::contains(neighbours.not_rerun[1], "it is red without the patch too"));
}

TEST_CASE("the check itself is no neighbour, in whichever shape it was found") {
    JudgeBench bench("bad lint_error x\n");
    bench.setup.check = {.body = model::Argv{{"bash", "check.sh"}}};
    bench.setup.neighbours = {shell("bash check.sh"), shell("grep -q good b.txt")};
    Neighbours neighbours;
    auto round = bench.round();
    round.neighbours = &neighbours;
    const auto patch = change("a.txt", "bad lint_error x\n", "good\n");
    const auto verdict = bench.verdict(patch, round, model::Depth::neighbours);
    CHECK(verdict.checks.size() == 2);
    CHECK(neighbours.not_rerun.empty());
}

TEST_CASE("in a copy nothing is claimed of a check that reads other files") {
    const std::string blind =
        "test ! -e a.fixed && { echo FAIL lint lint_error a.txt:1 x; exit 1; }; exit 0";
    const JudgeBench bench("bad lint_error x\n", PlaceKind::copy, blind);
    const auto round = bench.round();
    auto patch = change("a.fixed", std::nullopt, "anything\n");
    CHECK(rules_of(bench.verdict(patch, round)) == "not-isolated ");
    const JudgeBench seeing(
        "bad\n", PlaceKind::copy,
        "test $(cat a.txt) = good && exit 0; echo FAIL lint lint_error a.txt:1 x; "
        "exit 1");
    const auto from = seeing.round();
    CHECK(seeing.verdict(change("a.txt", "bad\n", "good\n"), from).state ==
          model::VerdictState::green);
}

TEST_CASE("a test check that fails differently each time is unsteady") {
    const JudgeBench bench("x\n", PlaceKind::overlay, "true");
    auto setup = bench.setup;
    setup.check = shell(
        "pytest() { echo FAIL pytest test_failure a.txt:1 $(cat "
        "/proc/sys/kernel/random/uuid); return 1; }; pytest");
    const auto reading = read_check(setup, {});
    REQUIRE(reading.has_value());
    CHECK(reading->state == CheckState::unsteady);
}

TEST_CASE("a test that fails with another value each time is the same failure") {
    const JudgeBench bench("x\n", PlaceKind::overlay, "true");
    auto setup = bench.setup;
    setup.check = shell("pytest() { cat /proc/sys/kernel/random/uuid; return 1; }; pytest");
    setup.diagnose = [](const model::LogSource& input) -> std::vector<model::Failure> {
        return {{.category = model::Category::test_failure,
                 .tests = {{.name = "test_a.py::test_x"}},
                 .fingerprint = std::string(input.text)}};
    };
    const auto reading = read_check(setup, {});
    REQUIRE(reading.has_value());
    CHECK(reading->state == CheckState::red);
}

TEST_CASE("a tool that is missing is named with the line that brings it") {
    const JudgeBench bench("x\n", PlaceKind::overlay, "true");
    auto setup = bench.setup;
    setup.check = shell("PATH=/nowhere; black --check .");
    const auto reading = read_check(setup, {});
    REQUIRE(reading.has_value());
    CHECK(reading->state == CheckState::tool_missing);
    CHECK(reading->missing_tool == "black");
    CHECK(reading->setup_hint == "pip install black");
}

TEST_CASE("the accepted patch is run again in a fresh place, with setup") {
    JudgeBench bench("bad lint_error x\n", PlaceKind::overlay, "test -e made && " + k_check);
    bench.config.heal.setup = {"touch made"};
    REQUIRE(run_setup(bench.setup).has_value());
    const auto patch = change("a.txt", "bad lint_error x\n", "good\n");
    const auto verdict = confirm(bench.setup, patch, bench.options("fresh"));
    REQUIRE(verdict.has_value());
    CHECK(verdict->state == model::VerdictState::green);
    const auto worse =
        confirm(bench.setup, change("b.txt", "good\n", "better\n"), bench.options("fresh"));
    REQUIRE(worse.has_value());
    CHECK(rules_of(*worse) == "red ");
}

TEST_CASE("a line of setup that fails is an error that names it") {
    JudgeBench bench("x\n", PlaceKind::overlay, "true");
    bench.config.heal.setup = {"exit 3"};
    const auto done = run_setup(bench.setup);
    REQUIRE_FALSE(done.has_value());
    CHECK(done.error().kind == base::ErrorKind::user);
    CHECK(base::contains(done.error().message, "exit 3"));
}
