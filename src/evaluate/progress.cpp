#include "evaluate/progress.hpp"

#include <algorithm>
#include <set>
#include <string_view>

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

/// Raised while a module was loaded, not while a test of it ran: the outermost own frame is the
/// module's top level. Node names it as some runners name a test's function.
bool is_at_load(const Failure& failure) {
    const auto own = std::find_if(failure.frames.begin(), failure.frames.end(),
                                  [](const auto& frame) { return frame.own; });
    if (own == failure.frames.end())
        return false;
    return own->function == "<module>" ||
           (own->function == "Object.<anonymous>" && failure.tests.empty());
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
            return failure.rule == "missing-header" ||
                   (failure.tests.empty() && is_at_load(failure));
    }
}

bool is_build_kind(const Failure& failure) {
    return failure.category == Category::build_failure || failure.category == Category::type_error;
}

bool ends_with_path(std::string_view name, std::string_view file) {
    if (file.empty() || name.size() < file.size() || name.substr(name.size() - file.size()) != file)
        return false;
    return name.size() == file.size() || name[name.size() - file.size() - 1] == '/';
}

/// Whether `test` stands in the module `name` ("tests.test_a" and "tests.test_a.Case.test_b").
bool is_within(std::string_view test, std::string_view name) {
    return test.size() > name.size() && test.substr(0, name.size()) == name &&
           (test[name.size()] == '.' || test[name.size()] == ':');
}

/// Whether a failed test stands for `test`: it is the same, or the module of it that did not load.
bool stands_for(const Failure& failure, const model::FailedTest& failed,
                const model::FailedTest& test) {
    return failed.name == test.name || ends_with_path(failed.name, test.file) ||
           (is_at_load(failure) && is_within(test.name, failed.name));
}

bool failed_before(const model::FailedTest& test, const std::vector<Failure>& before) {
    return std::any_of(before.begin(), before.end(), [&](const Failure& failure) {
        return std::any_of(failure.tests.begin(), failure.tests.end(),
                           [&](const auto& failed) { return stands_for(failure, failed, test); });
    });
}

bool all_tests_failed_before(const Failure& failure, const std::vector<Failure>& before) {
    return !failure.tests.empty() &&
           std::all_of(failure.tests.begin(), failure.tests.end(),
                       [&](const auto& test) { return failed_before(test, before); });
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

bool stops_at_its_line(const Failure& failure, const Failure& target) {
    if (target.category == Category::syntax_error)
        return failure.category == Category::syntax_error;
    return is_at_load(target) && (is_at_load(failure) || hides_the_rest(failure));
}

/// An error that stops at its line and did not move on: the same file, and no later than the one
/// that is gone.
bool is_moved_error(const Failure& failure, const Failure& target) {
    if (!stops_at_its_line(failure, target) || failure.locations.empty() ||
        target.locations.empty())
        return false;
    const auto& now = failure.locations.front();
    const auto& then = target.locations.front();
    return now.file == then.file && now.line <= then.line;
}

/// What is left of a failure that stood in more files before.
bool is_rest_of(const Failure& failure, const Failure& before) {
    const auto now = files_of(failure);
    const auto then = files_of(before);
    return failure.tests.empty() && !now.empty() && failure.category == before.category &&
           failure.tool == before.tool && failure.rule == before.rule &&
           failure.subject == before.subject && failure.message == before.message &&
           std::includes(then.begin(), then.end(), now.begin(), now.end());
}

bool was_there(const Failure& failure, const std::vector<Failure>& before) {
    return std::any_of(before.begin(), before.end(), [&](const Failure& each) {
        return failure.fingerprint == each.fingerprint || is_rest_of(failure, each);
    });
}

/// Code that ran before and cannot be started now got worse, whichever tool says so.
bool is_setback(const Failure& failure, const Failure& target, const std::vector<Failure>& before) {
    if (is_wrapper(failure) || all_tests_failed_before(failure, before))
        return false;
    if (is_about_running_code(target) && !is_at_load(target) && keeps_tests_from_running(failure))
        return true;
    return !revealed(failure, before);
}

}  // namespace

std::vector<model::Refusal> setbacks(const std::vector<Failure>& before, const Failure& target,
                                     const std::vector<Failure>& after) {
    std::vector<model::Refusal> refusals;
    for (const auto& failure : after) {
        const auto place =
            failure.locations.empty() ? model::Location{} : failure.locations.front();
        if (failure.caused_by)
            continue;
        if (failure.fingerprint == target.fingerprint)
            refusals.push_back({"red", "still there: " + failure.message, place.file, place.line});
        else if (!was_there(failure, before) &&
                 (is_moved_error(failure, target) || is_setback(failure, target, before)))
            refusals.push_back({"worse", "new: " + failure.message, place.file, place.line});
    }
    return refusals;
}

}  // namespace mendel::evaluate
