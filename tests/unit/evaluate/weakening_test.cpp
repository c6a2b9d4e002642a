#include <nlohmann/json.hpp>

#include "base/yaml.hpp"
#include "evaluate/gates.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

const std::string k_folder = std::string(MENDEL_SOURCE_FOLDER) + "/tests/weakening";

model::FileChange change_of(const base::Json& pair) {
    model::FileChange change{.path = pair["file"]};
    if (pair.contains("before"))
        change.before = pair["before"].get<std::string>();
    if (pair.contains("after"))
        change.after = pair["after"].get<std::string>();
    return change;
}

model::Patch patch_of(const base::Json& pair) {
    model::Patch patch;
    if (!pair.contains("files"))
        patch.changes.push_back(change_of(pair));
    else
        for (const auto& file : pair["files"])
            patch.changes.push_back(change_of(file));
    return patch;
}

/// The refusals of the gates that compare meaning, one a line.
std::vector<model::Refusal> refusals_of(const model::Patch& patch) {
    const config::Config config;
    auto refusals = evaluate::k_tests_gate.check({.patch = patch, .config = config});
    for (auto& refusal : evaluate::k_weakening_gate.check({.patch = patch, .config = config}))
        refusals.push_back(std::move(refusal));
    return refusals;
}

std::string text_of(const std::vector<model::Refusal>& refusals) {
    std::string text;
    for (const auto& refusal : refusals)
        text += model::to_text(refusal) + "\n";
    return text;
}

struct Counts {
    int weaker = 0;
    int innocent = 0;
    int innocent_refused = 0;
};

void check_file(const std::string& name, Counts& counts) {
    const auto text = sys::read_file(k_folder + "/" + name);
    REQUIRE(text.has_value());
    const auto pairs = base::parse_yaml(*text, name);
    REQUIRE(pairs.has_value());
    for (const auto& pair : *pairs->value) {
        const auto verdict = pair["verdict"].get<std::string>();
        const auto refusals = refusals_of(patch_of(pair));
        INFO(name << ": " << pair["name"].get<std::string>() << "\n" << text_of(refusals));
        if (verdict == "innocent") {
            ++counts.innocent;
            counts.innocent_refused += refusals.empty() ? 0 : 1;
            CHECK(refusals.empty());
            continue;
        }
        ++counts.weaker;
        const bool found = std::any_of(refusals.begin(), refusals.end(), [&](const auto& refusal) {
            return refusal.rule == verdict && !refusal.file.empty();
        });
        CHECK(found);
    }
}

}  // namespace

TEST_CASE("every pair of before and after gets its verdict from the gates") {
    Counts counts;
    const auto files = sys::list_folder(k_folder);
    REQUIRE(files.has_value());
    for (const auto& file : *files)
        check_file(file, counts);
    CHECK(counts.weaker >= 50);
    CHECK(counts.innocent >= 30);
    CHECK(counts.innocent_refused == 0);
}
