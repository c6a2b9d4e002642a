#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "evaluate/gates.hpp"
#include "evaluate/gates/compare.hpp"

namespace mendel::evaluate {

namespace {

/// The first mark of skipping that stands after the patch more often than before; empty: none.
std::string new_skip(const Case& before, const Case& after) {
    std::map<std::string, int> known;
    for (const auto& skip : before.skips)
        ++known[skip];
    for (const auto& skip : after.skips)
        if (known[skip]-- <= 0)
            return skip;
    return {};
}

/// A second test of one name hides the first, which then never ran.
bool was_hidden(const ComparedCases& cases, const Case& before) {
    return std::any_of(cases.before.begin(), cases.before.end(), [&](const Case& other) {
        return &other > &before && other.file == before.file && other.name == before.name &&
               dialect_of(other.file) == Dialect::python;
    });
}

std::vector<model::Refusal> check_tests(const GateInput& input) {
    const ComparedCases cases(input.patch);
    std::vector<model::Refusal> refusals;
    for (const auto& [before, after] : cases.pairs) {
        if (!before->test || was_hidden(cases, *before))
            continue;
        if (after == nullptr || !after->test) {
            refusals.push_back(
                {"tests.removed",
                 fmt::format("The test {} is gone, or no runner would find it.", before->name),
                 before->file, before->line});
            continue;
        }
        const auto skip = new_skip(*before, *after);
        if (!skip.empty())
            refusals.push_back(
                {"tests.skipped",
                 fmt::format("The test {} is skipped or expected to fail ({}).", after->name, skip),
                 after->file, after->line});
    }
    return refusals;
}

}  // namespace

const Gate k_tests_gate{"tests", check_tests};

}  // namespace mendel::evaluate
