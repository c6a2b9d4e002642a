#include "heal/rungs/imports_candidates.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/symbols.hpp"

namespace mendel::heal {

namespace {

auto identity(const code::NewImport& import) {
    return std::tie(import.module, import.level, import.name, import.alias);
}

bool is_import(std::string_view type) {
    return type == "import_statement" || type == "import_from_statement" ||
           type == "future_import_statement";
}

}  // namespace

std::vector<code::Node> references(const code::Tree& tree, const std::string& name) {
    std::vector<code::Node> found;
    code::walk(tree.root(), [&](const code::Node& node) {
        if (is_import(node.type()))
            return false;
        const auto type = node.type();
        const bool is_identifier = type == "identifier" || type == "type_identifier" ||
                                   type == "shorthand_property_identifier" ||
                                   type == "jsx_identifier";
        if (!is_identifier || node.text() != name)
            return true;
        const auto parent = node.parent();
        const bool is_attribute = parent.type() == "attribute" && parent.field("attribute") == node;
        const bool is_keyword = parent.type() == "keyword_argument" && parent.field("name") == node;
        if (!is_attribute && !is_keyword)
            found.push_back(node);
        return true;
    });
    return found;
}

void rank(std::vector<Candidate>& candidates) {
    std::stable_sort(
        candidates.begin(), candidates.end(),
        [](const Candidate& left, const Candidate& right) { return left.score > right.score; });
    std::vector<Candidate> kept;
    for (auto& candidate : candidates) {
        const bool known = std::any_of(kept.begin(), kept.end(), [&](const Candidate& other) {
            return identity(other.import) == identity(candidate.import);
        });
        if (!known)
            kept.push_back(std::move(candidate));
    }
    candidates = std::move(kept);
}

bool is_tie(const std::vector<Candidate>& ranked) {
    return ranked.size() > 1 && ranked[0].score == ranked[1].score;
}

std::string tie_note(const std::string& name, const std::vector<Candidate>& ranked) {
    std::vector<std::string> labels;
    for (const auto& candidate : ranked)
        if (candidate.score == ranked[0].score)
            labels.push_back("'" + candidate.label + "'");
    return fmt::format("{} could come from {}: choose one", name, base::join(labels, " or "));
}

bool is_slip(const code::Tree& tree, const code::ImportedName& imported, const std::string& other) {
    return imported.alias.empty() && !is_used(tree, imported.name) && is_used(tree, other);
}

std::string not_renamed_note(const std::string& module, const std::string& name,
                             const std::string& near) {
    return fmt::format(
        "{} has no {}, the nearest name is {}; tests ask for {}, so it was not "
        "renamed there",
        module, name, near, name);
}

void prefer_frequent(std::vector<Candidate>& candidates, int score) {
    std::map<std::string, int> counts;
    for (const auto& candidate : candidates)
        if (candidate.score == score)
            ++counts[candidate.label];
    for (auto& candidate : candidates)
        if (candidate.score == score)
            candidate.score += std::min(counts[candidate.label], 15) - 1;
}

Repairs name_repairs(const Workspace& workspace, const Problem& problem, const NameImport& how) {
    Repairs repairs;
    auto sure = workspace;
    std::vector<std::string> summaries;
    std::vector<std::pair<Workspace, std::string>> others;
    const auto summary = [](const Candidate& candidate, const std::string& file) {
        return fmt::format("{} in {}", candidate.label, file);
    };
    for (const auto& file : problem.files) {
        const auto found = how.search(file);
        if (found.empty())
            continue;
        if (is_tie(found)) {
            repairs.notes.push_back(tie_note(problem.finding.name, found));
            continue;
        }
        if (how.add(sure, file, found[0]))
            summaries.push_back(summary(found[0], file));
        for (std::size_t i = 1; i < found.size() && problem.files.size() == 1; ++i) {
            auto other = workspace;
            if (how.add(other, file, found[i]))
                others.emplace_back(std::move(other), summary(found[i], file));
        }
    }
    if (!summaries.empty())
        repairs.options.emplace_back(std::move(sure), base::join(summaries, "; "));
    for (auto& other : others)
        repairs.options.push_back(std::move(other));
    if (repairs.options.empty() && repairs.notes.empty())
        repairs.notes.push_back(how.nothing);
    return repairs;
}

std::vector<code::Edit> renaming(const code::Tree& tree, const std::string& from,
                                 const std::string& to) {
    std::vector<code::Edit> edits;
    for (const auto& node : references(tree, from))
        edits.push_back({.begin = node.begin().offset, .end = node.end().offset, .text = to});
    return edits;
}

bool rename_imported(Workspace& workspace, const Lack& lack, const std::string& name) {
    const auto tree = workspace.parse(lack.file);
    auto edits =
        lack.name.alias.empty() ? renaming(*tree, lack.name.name, name) : std::vector<code::Edit>();
    const auto is_import = [&](const code::Edit& edit) {
        return edit.begin >= lack.import.statement.begin && edit.end <= lack.import.statement.end;
    };
    edits.erase(std::remove_if(edits.begin(), edits.end(), is_import), edits.end());
    edits.push_back(
        {.begin = lack.name.name_range.begin, .end = lack.name.name_range.end, .text = name});
    return workspace.edit(lack.file, edits);
}

bool is_used(const code::Tree& tree, const std::string& name) {
    return !references(tree, name).empty();
}

bool is_bound(const code::Tree& tree, const std::string& name) {
    for (const auto& import : code::imports_of(tree))
        if (import.top_level && import.binds(name))
            return true;
    for (const auto& symbol : code::symbols_of(tree))
        if (symbol.name == name && symbol.source.empty())
            return true;
    bool found = false;
    code::walk(tree.root(), [&](const code::Node& node) {
        const auto type = node.type();
        const bool declares = type == "variable_declarator" || type == "function_declaration" ||
                              type == "class_declaration";
        found = found || (declares && node.field("name").text() == name);
        return !found && (type == "program" || type == "lexical_declaration" ||
                          type == "variable_declaration");
    });
    return found;
}

}  // namespace mendel::heal
