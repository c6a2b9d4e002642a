#include "heal/rungs/lint_edits.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_workspace.hpp"

namespace mendel::heal {
namespace {

using code::Language;

LintFixer python_fixer(const std::string& rule) {
    static const std::map<std::string, LintFixer> k_fixers = {
        {"F841", fix_unused_python},      {"unused-variable", fix_unused_python},
        {"W0612", fix_unused_python},     {"E711", fix_none_comparison},
        {"E713", fix_negated_comparison}, {"E714", fix_negated_comparison},
        {"F541", fix_placeholder},        {"W1309", fix_placeholder},
        {"W291", fix_white_space},        {"W293", fix_white_space},
        {"W292", fix_white_space},        {"W605", fix_escape},
        {"W391", fix_white_space},        {"C0303", fix_white_space},
        {"C0304", fix_white_space},       {"C0305", fix_white_space},
        {"E231", fix_white_space},        {"E201", fix_white_space},
        {"E202", fix_white_space},        {"E203", fix_white_space},
        {"E211", fix_white_space},        {"E261", fix_white_space},
        {"E262", fix_white_space},        {"E265", fix_white_space},
        {"E301", fix_blank_lines},        {"E302", fix_blank_lines},
        {"E303", fix_blank_lines},        {"E304", fix_blank_lines},
        {"E305", fix_blank_lines},        {"E306", fix_blank_lines},
        {"E501", fix_long_line},          {"C0301", fix_long_line},
        {"line-too-long", fix_long_line}};
    const auto found = k_fixers.find(rule);
    return found == k_fixers.end() ? nullptr : found->second;
}

struct Target {
    std::set<std::pair<std::string, std::string>> seen;  ///< what was edited, to count once
    std::map<std::string, std::vector<code::Edit>> edits;
    std::set<std::string> rules;
};

bool overlaps(const std::vector<code::Edit>& all, const code::Edit& edit) {
    return std::any_of(all.begin(), all.end(), [&](const code::Edit& other) {
        return edit.begin < other.end + (other.begin == other.end ? 1U : 0U) &&
               other.begin < edit.end + (edit.begin == edit.end ? 1U : 0U);
    });
}

void collect(const Workspace& workspace, const model::Failure& failure, int limit, Target& target) {
    for (const auto& place : failure.locations) {
        const auto path = workspace.relative(place.file);
        const auto tree = workspace.parse(path);
        if (!tree || place.line < 1)
            continue;
        const auto fixer = lint_fixer(failure.rule, tree->language());
        if (fixer == nullptr)
            continue;
        const auto edits = fixer({*tree, failure.rule, failure.subject, failure.message, place.line,
                                  place.column, limit});
        auto& known = target.edits[path];
        const bool clash = std::any_of(edits.begin(), edits.end(), [&](const code::Edit& edit) {
            return overlaps(known, edit);
        });
        if (edits.empty() || clash)
            continue;
        known.insert(known.end(), edits.begin(), edits.end());
        target.rules.insert(failure.rule);
    }
}

}  // namespace

LintFixer lint_fixer(const std::string& rule, Language language) {
    const bool unused =
        base::contains(rule, "unused-var") || base::contains(rule, "unused-const") ||
        base::contains(rule, "UnusedVariables") || rule == "TS6133" ||
        base::contains(rule, "UnusedImports") || rule == "TS6192" ||
        base::contains(rule, "unused-imports") || base::contains(rule, "unused-but-set");
    if (language == Language::python)
        return python_fixer(rule);
    if (!unused)
        return nullptr;
    if (code::is_script(language))
        return fix_unused_script;
    if (language == Language::go)
        return fix_unused_go;
    return code::is_c_family(language) ? fix_unused_c : nullptr;
}

model::Patch own_edits(const model::Round& round, bool target_only) {
    Workspace workspace(round);
    Target target;
    const auto limit = line_limit(round, round.failure.tool);
    collect(workspace, round.failure, limit, target);
    if (target.rules.empty() && target_only)
        return {};
    if (!target_only) {
        for (const auto& failure : round.failures) {
            const bool same =
                failure.rule == round.failure.rule && failure.subject == round.failure.subject;
            if (failure.tool == round.failure.tool && !same)
                collect(workspace, failure, limit, target);
        }
    }
    std::size_t files = 0;
    for (const auto& [path, edits] : target.edits)
        files += workspace.edit(path, edits) ? 1 : 0;
    if (files == 0)
        return {};
    return workspace.patch(
        "lint",
        fmt::format("mend {} in {}", base::join({target.rules.begin(), target.rules.end()}, ", "),
                    base::counted(files, "file")));
}

std::uint32_t line_offset(std::string_view text, int line) {
    std::size_t at = 0;
    for (int current = 1; current < line && at < text.size(); ++current) {
        const auto end = text.find('\n', at);
        at = end == std::string_view::npos ? text.size() : end + 1;
    }
    return static_cast<std::uint32_t>(at);
}

std::string_view line_text(std::string_view text, int line) {
    const std::size_t begin = line_offset(text, line);
    const auto end = text.find('\n', begin);
    return text.substr(begin, end == std::string_view::npos ? end : end - begin);
}

}  // namespace mendel::heal
