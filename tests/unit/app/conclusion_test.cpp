#include "app/conclusion.hpp"

#include "repository_fixture.hpp"

using namespace mendel;
using evaluate::CheckState;
using model::OutcomeKind;

namespace {

/// A bench whose check greps a file of the repository.
struct Bench {
    test::Repository repository{{{"a.txt", "bad\n"}, {"unread.txt", "x\n"}}};
    std::unique_ptr<app::HealBench> bench;

    explicit Bench(const std::string& check = "cat a.txt; grep -q good a.txt") {
        auto opened = app::open_bench(repository.session(), {},
                                      {.found = true, .check = test::script(check)});
        INFO((opened ? std::string() : base::describe(opened.error())));
        REQUIRE(opened.has_value());
        bench = std::move(*opened);
        bench->red = app::first_red(*bench).value();
        REQUIRE(bench->red.state == CheckState::red);
    }

    model::Patch patch(const std::string& file, const std::string& before,
                       const std::string& after) const {
        return {.base = bench->base, .changes = {{.path = file, .before = before, .after = after}}};
    }
};

model::Attempt refused(const std::string& rule, const model::Patch& patch) {
    return {.rung = "lint",
            .proposed = true,
            .refusals = {{.rule = rule, .message = "No.", .file = "a.txt", .line = 1}},
            .patch = patch};
}

}  // namespace

TEST_CASE("a check that is not red ends the run with its reason") {
    const app::CheckChoice given{.found = true, .check = test::script("pytest")};
    const auto green = app::not_red({.state = CheckState::green}, given);
    CHECK(green.kind == OutcomeKind::not_reproduced);
    CHECK(green.message.find("pytest") != std::string::npos);
    const app::CheckChoice found{.found = true, .candidates = {test::script("pytest")}};
    CHECK(app::not_red({.state = CheckState::green}, found).kind == OutcomeKind::nothing_to_do);
    CHECK(app::not_red({.state = CheckState::unsteady}, given).kind == OutcomeKind::not_reproduced);
    const auto missing = app::not_red({.state = CheckState::tool_missing,
                                       .missing_tool = "black",
                                       .setup_hint = "pip install black"},
                                      given);
    CHECK(missing.kind == OutcomeKind::tool_missing);
    CHECK(missing.message == "black is not installed, so the check cannot run.");
    CHECK(missing.advice.find("pip install black") != std::string::npos);
    CHECK_FALSE(app::not_red({.state = CheckState::tool_missing}, given).advice.empty());
}

TEST_CASE("an unhealed run names the gate that refused, else that nothing helped") {
    Bench bench;
    const auto patch = bench.patch("a.txt", "bad\n", "worse\n");
    for (const auto* rule : {"scope", "secrets", "tests", "weakening.assertions", "neighbour"}) {
        INFO(rule);
        const auto outcome =
            app::unhealed(*bench.bench, {.attempts = {refused(rule, patch)}}).value();
        CHECK(outcome.kind == OutcomeKind::refused);
        CHECK(outcome.message == model::to_text(outcome.refusals.at(0)));
    }
    const auto plain = app::unhealed(*bench.bench, {.attempts = {refused("red", patch)}}).value();
    CHECK(plain.kind == OutcomeKind::not_fixed);
    CHECK(plain.refusals.empty());
    const auto apart =
        app::unhealed(*bench.bench, {.attempts = {refused("not-isolated", patch)}}).value();
    CHECK(apart.kind == OutcomeKind::not_isolated);
    const auto part =
        app::unhealed(*bench.bench, {.rounds = {{.number = 1, .rung = "lint"}}}).value();
    CHECK(part.kind == OutcomeKind::not_fixed);
    CHECK(part.message == "1 round mended a part, then no rung could go on.");
}

TEST_CASE("patches of a file that the check does not read are told apart from bad ones") {
    Bench bench;
    const auto outcome =
        app::unhealed(*bench.bench,
                      {.attempts = {refused("red", bench.patch("unread.txt", "x\n", "y\n"))}})
            .value();
    CHECK(outcome.kind == OutcomeKind::not_isolated);
    CHECK(outcome.message.find("unread.txt") != std::string::npos);
}

TEST_CASE("a patch is fixed only where it is green once more in a fresh place") {
    Bench bench;
    const auto good =
        app::confirmed(*bench.bench, {.rounds = {{.number = 1}},
                                      .patch = bench.patch("a.txt", "bad\n", "good\n")})
            .value();
    INFO(good.message);
    CHECK(good.kind == OutcomeKind::fixed);
    CHECK(good.message == "Fixed in 1 round, 1 file changed.");
    const auto bad =
        app::confirmed(*bench.bench, {.patch = bench.patch("a.txt", "bad\n", "worse\n")}).value();
    CHECK(bad.kind == OutcomeKind::refused);
    CHECK_FALSE(bad.refusals.empty());
}
