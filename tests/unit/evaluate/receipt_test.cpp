#include "evaluate/receipt.hpp"

#include <nlohmann/json.hpp>

#include "base/json_schema.hpp"
#include "base/text.hpp"
#include "evaluate/replay.hpp"
#include "git/diff.hpp"
#include "unit/evaluate/place_fixture.hpp"

using namespace mendel;
using namespace mendel::evaluate;
using namespace mendel::evaluate::test;

namespace {

const auto k_quiet = [](const model::StageEvent&) {};

struct Proof : Bench {
    Receipt receipt;

    Proof() : Bench(std::map<std::string, std::string>{{"a.txt", "bad\n"}}) {
        const auto patch = change("a.txt", "bad\n", "good\n");
        receipt = {.run_id = "run",
                   .created = "2026-01-31T23:59:59Z",
                   .head = base,
                   .base = base,
                   .tested = base,
                   .check = shell("! grep -n bad a.txt"),
                   .red = {.command = "! grep -n bad a.txt", .place = "overlay", .exit_code = 1},
                   .green = {.command = "! grep -n bad a.txt", .place = "overlay"},
                   .diff = git::to_diff(patch).value(),
                   .place = "overlay"};
        receipt.rounds.push_back({.number = 1, .rung = "format", .summary = "mend a.txt"});
        receipt.rounds[0].verdict = {.state = model::VerdictState::green,
                                     .checks = {receipt.green}};
    }

    Replay replayed(const Receipt& of) const {
        const auto found = replay(of, repository, options(), k_quiet);
        INFO((found ? std::string() : base::describe(found.error())));
        REQUIRE(found.has_value());
        return *found;
    }
};

}  // namespace

TEST_CASE("a receipt fits its schema and comes back as it was") {
    const Proof proof;
    const auto text =
        sys::read_file(std::string(MENDEL_SOURCE_FOLDER) + "/schemas/receipt.schema.json");
    const auto schema = base::parse_json(text.value(), "schema");
    const auto json = to_json(proof.receipt);
    const auto problems = base::check_schema(*schema, json);
    REQUIRE(problems.has_value());
    for (const auto& problem : *problems)
        UNSCOPED_INFO(problem.pointer << " " << problem.message);
    CHECK(problems->empty());
    const auto back = receipt_from_json(json);
    REQUIRE(back.has_value());
    CHECK(to_json(*back) == json);
}

TEST_CASE("a receipt with a changed byte is refused") {
    const Proof proof;
    auto json = to_json(proof.receipt);
    SECTION("of the patch") {
        auto patch = json["patch"].get<std::string>();
        patch[patch.size() - 2] ^= 1;
        json["patch"] = patch;
        const auto read = receipt_from_json(json);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().kind == base::ErrorKind::refused);
        CHECK(base::contains(read.error().message, "patch"));
    }
    SECTION("of anything else") {
        json["red"]["exit_code"] = 2;
        const auto read = receipt_from_json(json);
        REQUIRE_FALSE(read.has_value());
        CHECK(read.error().kind == base::ErrorKind::refused);
    }
    SECTION("of its types") {
        json["patch"] = 3;
        CHECK_FALSE(receipt_from_json(json).has_value());
    }
    SECTION("of its version") {
        json["schema"] = "mendel.receipt/2";
        CHECK(receipt_from_json(json).error().kind == base::ErrorKind::user);
    }
}

TEST_CASE("a proof that holds is confirmed by replaying it") {
    const Proof proof;
    const auto found = proof.replayed(proof.receipt);
    CHECK(found.confirmed);
    REQUIRE(found.runs.size() == 2);
    CHECK(found.runs[0].exit_code == 1);
    CHECK(found.runs[1].exit_code == 0);
    CHECK(replay_commands(proof.receipt) == std::vector<std::string>{"! grep -n bad a.txt"});
}

TEST_CASE("a replay fails where the base is green") {
    const Proof proof;
    auto receipt = proof.receipt;
    receipt.check = shell("true");
    const auto found = proof.replayed(receipt);
    CHECK_FALSE(found.confirmed);
    CHECK(base::contains(found.failures.at(0), "green on the base"));
}

TEST_CASE("a replay fails where the exit code on the base is another one") {
    const Proof proof;
    auto receipt = proof.receipt;
    receipt.red.exit_code = 2;
    CHECK_FALSE(proof.replayed(receipt).confirmed);
}

TEST_CASE("a replay fails where the patch does not turn the check green") {
    const Proof proof;
    auto receipt = proof.receipt;
    receipt.diff = git::to_diff(change("a.txt", "bad\n", "bad too\n")).value();
    CHECK_FALSE(proof.replayed(receipt).confirmed);
}

TEST_CASE("a receipt of a dirty tree replays where only its head is known") {
    Proof proof;
    const auto head = proof.repository.commit({}, "", "first", {}).value();
    auto first = change("a.txt", std::nullopt, "bad\n");
    const auto clean = proof.repository.commit(first, head, "second", {}).value();
    auto receipt = proof.receipt;
    receipt.head = clean;
    receipt.base = std::string(40, '1');
    receipt.base_diff = git::to_diff(change("a.txt", "bad\n", "bad\nbad\n")).value();
    receipt.diff = git::to_diff(change("a.txt", "bad\nbad\n", "good\n")).value();
    CHECK(proof.replayed(receipt).confirmed);
    receipt.head = std::string(40, '2');
    const auto missing = replay(receipt, proof.repository, proof.options(), k_quiet);
    REQUIRE_FALSE(missing.has_value());
    CHECK(missing.error().kind == base::ErrorKind::user);
}

TEST_CASE("another tool version is drift, not a failure") {
    Proof proof;
    auto receipt = proof.receipt;
    receipt.tool_versions = {{"black", "black 0.1"}};
    const auto found = proof.replayed(receipt);
    CHECK(found.confirmed);
    CHECK(found.drift.size() == 1);
}
