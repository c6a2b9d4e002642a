#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "code/imports.hpp"
#include "code/language.hpp"
#include "evaluate/gates/cases.hpp"
#include "evaluate/gates/lexer.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

/// How often each word stands in a text.
std::map<std::string, int> words_of(std::string_view path, const std::string& text) {
    std::map<std::string, int> words;
    for (const auto& token : lex(dialect_of(path), text))
        if (token.kind == TokenKind::word)
            ++words[token.text];
    return words;
}

/// A name that a file imports and where.
struct Imported {
    code::ImportedName name;
    int line = 0;
};

/// The names that a file imports from other modules; not whole modules and defaults, whose names
/// are the file's own.
std::vector<Imported> imported(std::string_view path, const std::string& text) {
    const auto language = code::language_of(path, text);
    const auto tree = language ? code::Tree::parse(*language, text)
                               : base::Result<code::Tree>(base::fail(base::ErrorKind::user, ""));
    std::vector<Imported> names;
    if (!tree)
        return names;
    for (const auto& import : code::imports_of(*tree))
        for (const auto& name : import.names)
            if (name.name != "*" && name.name != "default")
                names.push_back({name, import.line});
    return names;
}

/// Whether the same patch gives a definition outside the tests the new name.
bool is_renamed_at_home(const model::Patch& patch, const std::string& from, const std::string& to) {
    return std::any_of(patch.changes.begin(), patch.changes.end(), [&](const auto& change) {
        if (code::is_test_file(change.path) || !change.before || !change.after)
            return false;
        const auto before = words_of(change.path, *change.before);
        const auto after = words_of(change.path, *change.after);
        return before.count(from) > 0 && after.count(from) == 0 && after.count(to) > 0;
    });
}

/// A test that imports another name for one that it used tests something else.
void compare_imports(const model::FileChange& change, const model::Patch& patch,
                     std::vector<model::Refusal>& refusals) {
    const auto words_before = words_of(change.path, *change.before);
    const auto words_after = words_of(change.path, *change.after);
    const auto after = imported(change.path, *change.after);
    for (const auto& [lost, line] : imported(change.path, *change.before)) {
        const auto uses = words_before.find(code::bound_name(lost));
        if (words_after.count(lost.name) > 0 || uses == words_before.end() || uses->second < 2)
            continue;
        for (const auto& [gained, line_after] : after)
            if (words_before.count(gained.name) == 0 &&
                !is_renamed_at_home(patch, lost.name, gained.name))
                refusals.push_back({"weakening.subject-changed",
                                    fmt::format("The tests import {} in place of {}, so they test "
                                                "something else.",
                                                gained.name, lost.name),
                                    change.path, line_after});
    }
}

std::vector<model::Refusal> find_subjects(const model::Patch& patch) {
    std::vector<model::Refusal> refusals;
    for (const auto& change : patch.changes)
        if (code::is_test_file(change.path) && change.before && change.after)
            compare_imports(change, patch, refusals);
    return refusals;
}

}  // namespace

const Weakening k_subject_weakening{"subjects", find_subjects};

}  // namespace mendel::evaluate
