#include "evaluate/progress.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>

namespace mendel::evaluate {

namespace {

using model::Category;
using model::Failure;

std::set<std::string> files_of(const Failure& failure) {
    std::set<std::string> files;
    for (const auto& location : failure.locations)
        files.insert(location.file);
    return files;
}

/// What comes after such a failure was not looked at.
bool hides_the_rest(const Failure& failure) {
    switch (failure.category) {
        case Category::syntax_error:
        case Category::import_error:
        case Category::dependency_error:
        case Category::timeout:
            return true;
        default:
            return failure.rule == "missing-header";
    }
}

bool is_build_kind(const Failure& failure) {
    return failure.category == Category::build_failure || failure.category == Category::type_error;
}

bool all_tests_failed_before(const Failure& failure, const std::vector<Failure>& before) {
    std::set<std::string> failing;
    for (const auto& each : before)
        for (const auto& test : each.tests)
            failing.insert(test.name);
    return !failure.tests.empty() &&
           std::all_of(failure.tests.begin(), failure.tests.end(),
                       [&](const auto& test) { return failing.count(test.name) != 0; });
}

/// A build that stops at the first bad file shows the next one's errors only when that is mended.
bool in_other_files(const Failure& failure, const std::vector<Failure>& before) {
    const auto files = files_of(failure);
    for (const auto& each : before)
        for (const auto& file : files_of(each))
            if (files.count(file) != 0)
                return false;
    return !files.empty();
}

/// Tools that only say which step of theirs failed.
bool is_wrapper(const Failure& failure) {
    static const std::set<std::string> k_wrappers = {"make", "ninja", "npm", "yarn",
                                                     "pnpm", "tox",   "nox", "ctest"};
    return k_wrappers.count(failure.tool) != 0 && failure.tests.empty();
}

bool keeps_tests_from_running(const Failure& failure) {
    return hides_the_rest(failure) || failure.category == Category::build_failure;
}

bool is_about_running_code(const Failure& failure) {
    return failure.category == Category::test_failure ||
           failure.category == Category::runtime_error;
}

bool revealed(const Failure& failure, const std::vector<Failure>& before) {
    std::vector<Failure> same_tool;
    for (const auto& each : before)
        if (each.tool == failure.tool)
            same_tool.push_back(each);
    if (same_tool.empty())
        return true;
    if (std::any_of(same_tool.begin(), same_tool.end(), hides_the_rest))
        return true;
    if (is_build_kind(failure) && in_other_files(failure, same_tool))
        return true;
    return all_tests_failed_before(failure, same_tool);
}

/// A syntax error that did not move on: the same file, and no later than the one that is gone.
bool is_moved_error(const Failure& failure, const Failure& target) {
    if (failure.category != Category::syntax_error || target.category != Category::syntax_error ||
        failure.locations.empty() || target.locations.empty())
        return false;
    const auto& now = failure.locations.front();
    const auto& then = target.locations.front();
    return now.file == then.file && now.line <= then.line;
}

/// Code that ran before and cannot be started now got worse, whichever tool says so.
bool is_setback(const Failure& failure, const Failure& target, const std::vector<Failure>& before) {
    if (is_wrapper(failure) || all_tests_failed_before(failure, before))
        return false;
    if (is_about_running_code(target) && keeps_tests_from_running(failure))
        return true;
    return !revealed(failure, before);
}

}  // namespace

std::vector<model::Refusal> setbacks(const std::vector<Failure>& before, const Failure& target,
                                     const std::vector<Failure>& after) {
    std::set<std::string> known;
    for (const auto& failure : before)
        known.insert(failure.fingerprint);
    std::vector<model::Refusal> refusals;
    for (const auto& failure : after) {
        const auto place =
            failure.locations.empty() ? model::Location{} : failure.locations.front();
        if (failure.caused_by)
            continue;
        if (failure.fingerprint == target.fingerprint)
            refusals.push_back({"red", "still there: " + failure.message, place.file, place.line});
        else if (known.count(failure.fingerprint) == 0 &&
                 (is_moved_error(failure, target) || is_setback(failure, target, before)))
            refusals.push_back({"worse", "new: " + failure.message, place.file, place.line});
    }
    return refusals;
}

}  // namespace mendel::evaluate
