#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "evaluate/gates/compare.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

using Refusals = std::vector<model::Refusal>;

void refuse(Refusals& refusals, std::string_view rule, std::string message, const Case& where) {
    refusals.push_back(
        {fmt::format("weakening.{}", rule), std::move(message), where.file, where.line});
}

void compare_assertions(const ComparedCases& cases, const model::Patch& patch, Refusals& refusals) {
    for (const auto& lost : lost_assertions(cases, patch)) {
        const auto text = base::ellipsize(base::join(lost.assertion.words, " "), 80);
        if (lost.changed)
            refusals.push_back({"weakening.assertion-changed",
                                fmt::format("{} no longer asserts: {}", lost.of->name, text),
                                lost.of->file, lost.line_after});
        else
            refusals.push_back({"weakening.assertion-removed",
                                fmt::format("{} no longer asserts: {}", lost.of->name, text),
                                lost.of->file, lost.assertion.line});
    }
}

std::map<std::string, int> surplus_of(const std::vector<std::string>& these,
                                      const std::vector<std::string>& others) {
    std::map<std::string, int> counts;
    for (const auto& literal : these)
        ++counts[literal];
    for (const auto& literal : others)
        --counts[literal];
    for (auto entry = counts.begin(); entry != counts.end();)
        entry = entry->second <= 0 ? counts.erase(entry) : std::next(entry);
    return counts;
}

/// Strings alone, joined: a string that was split or joined says the same.
std::string joined_texts(const Case& found) {
    std::string text;
    for (const auto& literal : found.literals)
        text += base::replace_all(literal, "\"", "");
    return text;
}

/// A value that a test compares with or feeds in and the one it gave way to; empty: none did.
std::pair<std::string, std::string> replaced_values(const Case& before, const Case& after) {
    if (joined_texts(before) == joined_texts(after))
        return {};
    const auto lost = surplus_of(before.literals, after.literals);
    const auto gained = surplus_of(after.literals, before.literals);
    if (lost.empty() || gained.empty())
        return {};
    return {lost.begin()->first, gained.begin()->first};
}

void compare_bodies(const Case& before, const Case& after, Refusals& refusals) {
    if (after.swallows > before.swallows)
        refuse(refusals, "swallowed", fmt::format("{} now swallows errors.", after.name), after);
    if (after.early_exits > before.early_exits)
        refuse(refusals, "early-exit",
               fmt::format("{} can now end before its last assertion.", after.name), after);
    if (after.rows < before.rows)
        refuse(refusals, "cases-removed",
               fmt::format("{} has {} instead of {} rows of cases.", after.name, after.rows,
                           before.rows),
               after);
    const auto [lost, gained] = replaced_values(before, after);
    if (!gained.empty())
        refuse(refusals, "expectation-changed",
               fmt::format("{} works with {} in place of {}.", after.name,
                           base::ellipsize(gained, 60), base::ellipsize(lost, 60)),
               after);
}

Refusals find_assertions(const model::Patch& patch) {
    const ComparedCases cases(patch);
    Refusals refusals;
    compare_assertions(cases, patch, refusals);
    for (const auto& [before, after] : cases.pairs)
        if (after != nullptr)
            compare_bodies(*before, *after, refusals);
    for (const auto& file : broken_files_with_losses(patch))
        refusals.push_back({"weakening.assertion-changed",
                            "The tests could not be parsed before, and words of them are gone.",
                            file});
    return refusals;
}

}  // namespace

const Weakening k_assertion_weakening{"assertions", find_assertions};

}  // namespace mendel::evaluate
