#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates/lexer.hpp"
#include "evaluate/gates/lines.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

/// Files that hold what a test expects, recorded from an earlier run.
bool is_recorded(std::string_view path) {
    static const base::Regex k_paths(
        R"((?i)(^|/)(__snapshots__|__image_snapshots__|snapshots?|goldens?|golden_files)"
        R"(|expected|approvals?|baselines?|cassettes)/|\.(snap|golden|approved(\.\w+)?)"
        R"(|expected|ambr|ref)$|[._-](expected|golden)\.\w+$)");
    return k_paths.found_in(path);
}

/// The same data, or the same text but for white space between words.
bool same_meaning(const std::string& before, const std::string& after) {
    const auto left = base::parse_json(before, "");
    const auto right = base::parse_json(after, "");
    if (left && right)
        return *left == *right;
    return base::trim_right(base::replace_all(before, "\r\n", "\n")) ==
           base::trim_right(base::replace_all(after, "\r\n", "\n"));
}

bool same_code(const std::string& path, const std::string& before, const std::string& after) {
    const auto dialect = dialect_of(path);
    if (dialect == Dialect::none)
        return false;
    const auto left = lex(dialect, before);
    const auto right = lex(dialect, after);
    return left.size() == right.size() &&
           std::equal(left.begin(), left.end(), right.begin(),
                      [](const Token& a, const Token& b) { return a.text == b.text; });
}

std::vector<model::Refusal> find_snapshots(const model::Patch& patch) {
    std::vector<model::Refusal> refusals;
    for (const auto& change : patch.changes) {
        if (!change.before || !is_recorded(change.path))
            continue;
        if (!change.after)
            refusals.push_back(
                {"weakening.snapshot", "A recorded expectation is deleted.", change.path});
        else if (!same_meaning(*change.before, *change.after) &&
                 !same_code(change.path, *change.before, *change.after))
            refusals.push_back({"weakening.snapshot",
                                "A recorded expectation is rewritten to what the code does now.",
                                change.path, 1});
    }
    return refusals;
}

}  // namespace

const Weakening k_snapshot_weakening{"snapshots", find_snapshots};

}  // namespace mendel::evaluate
