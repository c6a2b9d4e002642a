#include "evaluate/gates/compare.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.hpp"
#include "code/language.hpp"

namespace mendel::evaluate {

namespace {

std::vector<Case> read_side(const model::Patch& patch,
                            std::optional<std::string> model::FileChange::*side) {
    std::vector<Case> cases;
    for (const auto& change : patch.changes)
        if ((change.*side) && is_comparable(change))
            for (auto& found : cases_of(change.path, *(change.*side)))
                cases.push_back(std::move(found));
    return cases;
}

/// The own name, without classes and groups.
std::string short_name(const std::string& name) {
    const auto colons = name.rfind("::");
    const auto arrow = name.rfind(" > ");
    if (colons != std::string::npos)
        return name.substr(colons + 2);
    return arrow == std::string::npos ? name : name.substr(arrow + 3);
}

bool same_assertions(const Case& left, const Case& right) {
    return !left.assertions.empty() && left.assertions.size() == right.assertions.size() &&
           std::equal(left.assertions.begin(), left.assertions.end(), right.assertions.begin(),
                      [](const auto& a, const auto& b) { return a.words == b.words; });
}

using Same = bool (*)(const Case&, const Case&);

/// From strict to loose; a later way is tried for what the earlier ones left.
const std::vector<Same>& ways() {
    static const std::vector<Same> k_ways = {
        [](const Case& a, const Case& b) { return a.file == b.file && a.name == b.name; },
        [](const Case& a, const Case& b) { return a.name == b.name && a.body == b.body; },
        [](const Case& a, const Case& b) { return a.file == b.file && a.body == b.body; },
        [](const Case& a, const Case& b) { return a.body == b.body; },
        [](const Case& a, const Case& b) { return a.file == b.file && same_assertions(a, b); },
        [](const Case& a, const Case& b) {
            return a.test && b.test && a.name.front() != '(' &&
                   short_name(a.name) == short_name(b.name);
        },
        [](const Case& a, const Case& b) { return same_assertions(a, b); }};
    return k_ways;
}

std::map<std::string, int> words_of(std::string_view path, const std::string& text) {
    std::map<std::string, int> words;
    for (const auto& token : lex(dialect_of(path), text))
        if (token.kind != TokenKind::symbol)
            ++words[base::replace_all(token.text, "\"", "")];
    return words;
}

}  // namespace

bool is_comparable(const model::FileChange& change) {
    const auto dialect = dialect_of(change.path);
    if (dialect == Dialect::shell)
        return true;
    return !change.before || is_balanced(lex(dialect, *change.before));
}

std::vector<std::string> broken_files_with_losses(const model::Patch& patch) {
    std::vector<std::string> files;
    for (const auto& change : patch.changes) {
        if (is_comparable(change) || !code::is_test_file(change.path))
            continue;
        const auto after = words_of(change.path, change.after.value_or(""));
        for (const auto& [word, count] : words_of(change.path, *change.before)) {
            const auto found = after.find(word);
            if (found == after.end() || found->second < count) {
                files.push_back(change.path);
                break;
            }
        }
    }
    return files;
}

ComparedCases::ComparedCases(const model::Patch& patch)
    : before(read_side(patch, &model::FileChange::before)),
      after(read_side(patch, &model::FileChange::after)) {
    std::vector<bool> taken(after.size());
    pairs.resize(before.size());
    for (std::size_t i = 0; i < before.size(); ++i)
        pairs[i].before = &before[i];
    for (const auto same : ways())
        for (auto& pair : pairs) {
            for (std::size_t j = 0; j < after.size() && pair.after == nullptr; ++j)
                if (!taken[j] && same(*pair.before, after[j])) {
                    pair.after = &after[j];
                    taken[j] = true;
                }
        }
}

}  // namespace mendel::evaluate
