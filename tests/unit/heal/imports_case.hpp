#pragma once

#include <map>
#include <string>
#include <vector>

#include "heal/rungs.hpp"
#include "support/catch.hpp"

namespace mendel::test {

using Files = std::map<std::string, std::string>;

/// One failure in a small tree, and what the first patch of a rung must make of it.
struct RepairCase {
    std::string name;
    Files files;
    model::Failure failure;
    Files after;            ///< changed files alone; empty: no patch may be proposed
    std::string note = {};  ///< part of a note that must be given
    model::Run run = {};
};

inline model::Failure failed(std::string message, std::vector<model::Location> locations,
                             std::string rule = {},
                             model::Category category = model::Category::import_error) {
    return {.category = category,
            .rule = std::move(rule),
            .message = std::move(message),
            .locations = std::move(locations)};
}

inline model::Round round_of(const RepairCase& item) {
    model::Round round;
    round.failure = item.failure;
    round.failures = {item.failure};
    round.check.body = model::Argv{{"true"}};
    round.tree.root = "/repository";
    round.tree.base = "base";
    const auto files = item.files;
    round.tree.read = [files](const std::string& path) -> base::Result<std::string> {
        const auto found = files.find(path);
        if (found == files.end())
            return base::fail(base::ErrorKind::user, "no such file", path);
        return found->second;
    };
    round.tree.files = [files]() -> base::Result<std::vector<std::string>> {
        std::vector<std::string> paths;
        for (const auto& [path, text] : files)
            paths.push_back(path);
        return paths;
    };
    round.run = item.run;
    if (!round.run)
        round.run = [](const model::RunRequest&) -> base::Result<model::RunResult> {
            return model::RunResult{.exit_code = 127, .missing = true};
        };
    return round;
}

inline void check_repairs(const model::Rung& rung, const std::vector<RepairCase>& cases) {
    for (const auto& item : cases) {
        INFO(item.name);
        REQUIRE(rung.applies(item.failure));
        const auto proposal = rung.propose(round_of(item));
        REQUIRE(proposal);
        std::string notes;
        for (const auto& note : proposal->notes)
            notes += note + "\n";
        INFO("notes: " << notes);
        CHECK(notes.find(item.note) != std::string::npos);
        if (item.after.empty()) {
            CHECK(proposal->patches.empty());
            continue;
        }
        REQUIRE_FALSE(proposal->patches.empty());
        Files after;
        std::string shown;
        for (const auto& change : proposal->patches[0].changes) {
            CHECK(change.before == item.files.at(change.path));
            after[change.path] = change.after.value_or("(deleted)");
            shown += change.path + ":\n" + after[change.path];
        }
        INFO("patch: " << proposal->patches[0].summary << "\n" << shown);
        CHECK(after == item.after);
        CHECK(proposal->patches[0].base == "base");
        CHECK(proposal->patches[0].rung == rung.name);
    }
}

}  // namespace mendel::test
