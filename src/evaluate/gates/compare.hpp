#pragma once

#include <string>
#include <vector>

#include "evaluate/gates/cases.hpp"
#include "model/patch.hpp"

namespace mendel::evaluate {

/// A test before the patch and what became of it.
struct CasePair {
    const Case* before = nullptr;
    const Case* after = nullptr;  ///< null: it is gone
};

/// The tests and asserting functions of all files of a patch, before and after, matched by file
/// and name, then by name (moved), then by what they say (renamed).
struct ComparedCases {
    std::vector<Case> before;
    std::vector<Case> after;
    std::vector<CasePair> pairs;  ///< one per Case of `before`

    explicit ComparedCases(const model::Patch& patch);
    ComparedCases(const ComparedCases&) = delete;
    ComparedCases& operator=(const ComparedCases&) = delete;
};

/// An assertion of the base that the patch dropped or changed.
struct LostAssertion {
    const Case* of = nullptr;
    Assertion assertion;
    bool changed = false;  ///< another one stands in its place
    int line_after = 0;
};

/// Assertions that are nowhere any more: not in their test, not moved to another that runs, not the
/// same under names that the whole file changed.
std::vector<LostAssertion> lost_assertions(const ComparedCases& cases, const model::Patch& patch);

/// Files whose brackets did not match before: their tests cannot be told apart. What is lost there
/// is a word, number or string that is gone; the answer names the files.
std::vector<std::string> broken_files_with_losses(const model::Patch& patch);

/// Whether the tests of a file can be told apart on both sides.
bool is_comparable(const model::FileChange& change);

}  // namespace mendel::evaluate
