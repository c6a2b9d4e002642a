#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/languages/import_edit.hpp"

namespace mendel::code {

namespace {

constexpr std::size_t k_usual_line_length = 79;

std::string statement_text(const NewImport& wanted) {
    const auto module = std::string(static_cast<std::size_t>(wanted.level), '.') + wanted.module;
    const auto alias = wanted.alias.empty() ? "" : " as " + wanted.alias;
    if (wanted.name.empty())
        return fmt::format("import {}{}", module, alias);
    return fmt::format("from {} import {}{}", module, wanted.name, alias);
}

/// The names of a `from` statement as nodes.
std::vector<Node> name_nodes(const Tree& tree, const Import& import) {
    std::vector<Node> nodes;
    for (const auto& name : import.names) {
        auto node = tree.node_at(name.range.begin, name.range.end);
        while (node.parent() && node.parent().begin().offset == name.range.begin &&
               node.parent().end().offset == name.range.end)
            node = node.parent();
        nodes.push_back(node);
    }
    return nodes;
}

/// isort's force_single_line: names of one module stand in statements of their own.
bool has_one_name_a_line(const std::vector<Import>& imports) {
    std::map<std::string, int> statements;
    for (const auto& import : imports) {
        if (import.form != ImportForm::from || !import.top_level)
            continue;
        if (import.names.size() > 1)
            return false;
        ++statements[std::string(static_cast<std::size_t>(import.level), '.') + import.module];
    }
    return std::any_of(statements.begin(), statements.end(),
                       [](const auto& row) { return row.second > 1; });
}

std::optional<Edit> joined(const Tree& tree, const std::vector<Import>& imports,
                           const NewImport& wanted) {
    if (wanted.name.empty() || has_one_name_a_line(imports))
        return std::nullopt;
    const auto element =
        wanted.alias.empty() ? wanted.name : fmt::format("{} as {}", wanted.name, wanted.alias);
    for (const auto& import : imports) {
        if (import.form != ImportForm::from || !import.top_level || import.names.empty() ||
            import.names[0].name == "*" || import.module != wanted.module ||
            import.level != wanted.level)
            continue;
        const auto width = import.statement.end - import.statement.begin + element.size() + 2;
        if (import.line == import.last_line && width > k_usual_line_length &&
            tree.text()[import.statement.end - 1] != ')')
            continue;
        return list_insertion(tree.text(), name_nodes(tree, import), element);
    }
    return std::nullopt;
}

/// How a statement is ranked among its section.
struct Rank {
    bool is_from = false;
    std::string module = {};
    int level = 0;
    std::string name = {};
};

using KeyOf = std::string (*)(const Rank&);

/// isort's default order: `import x` before `from x import y`, without regard to case.
std::string form_first(const Rank& rank) {
    return fmt::format("{}{}{}", rank.is_from ? 1 : 0,
                       std::string(static_cast<std::size_t>(rank.level), '.'),
                       base::to_lower(rank.module));
}

std::string module_first(const Rank& rank) {
    return std::string(static_cast<std::size_t>(rank.level), '.') + base::to_lower(rank.module);
}

/// One name a statement: statements of one module are ordered by the name.
std::string form_and_name(const Rank& rank) {
    return form_first(rank) + " " + base::to_lower(rank.name);
}

std::string module_and_name(const Rank& rank) {
    return module_first(rank) + " " + base::to_lower(rank.name);
}

/// Before which of the section's statements the new one goes; their number for after the last.
std::size_t place_in(const std::vector<Import>& section, const NewImport& wanted) {
    const Rank own{.is_from = !wanted.name.empty(),
                   .module = wanted.module,
                   .level = wanted.level,
                   .name = wanted.name};
    for (const KeyOf key : {form_and_name, form_first, module_and_name, module_first}) {
        std::vector<std::string> keys;
        keys.reserve(section.size());
        for (const auto& import : section)
            keys.push_back(key({.is_from = import.form == ImportForm::from,
                                .module = import.module,
                                .level = import.level,
                                .name = import.names.empty() ? "" : import.names[0].name}));
        if (is_sorted(keys))
            return sorted_place(keys, key(own));
    }
    return section.size();
}

Edit before_statement(const Tree& tree, const Import& import, const std::string& text) {
    return insertion(line_begin(tree.text(), import.statement.begin), text);
}

Edit after_statement(const Tree& tree, const Import& import, std::string text) {
    const auto end = import.statement.end;
    const auto at = next_line(tree.text(), end);
    if (at == tree.text().size() && tree.text().back() != '\n')
        text = std::string(line_ending(tree.text())) + text;
    return insertion(at, text);
}

/// The imports that stand before the first other statement, the docstring aside.
std::vector<Import> leading_imports(const Tree& tree, const std::vector<Import>& imports) {
    std::vector<Import> top;
    for (const auto& import : imports)
        if (import.top_level && import.statement.begin < tree.text().size())
            top.push_back(import);
    // A later import is preferred to none, since code between imports is common (sys.path,
    // logging).
    return top;
}

/// Before the first statement that is not a docstring, leading comments kept where they are.
Edit into_empty_head(const Tree& tree, const std::string& statement) {
    const auto& text = tree.text();
    const auto newline = std::string(line_ending(text));
    const auto children = tree.root().named_children();
    std::size_t index = 0;
    int header_end = 0;
    for (; index < children.size() && children[index].type() == "comment"; ++index) {
        const auto& comment = children[index];
        const bool is_first_lines =
            comment.begin().line == 1 && comment.text().substr(0, 2) == "#!";
        const bool is_coding =
            comment.begin().line <= 2 && base::contains(comment.text(), "coding");
        const bool is_apart = index + 1 < children.size() &&
                              children[index + 1].begin().line > comment.end().line + 1;
        if (is_first_lines || is_coding || is_apart || index + 1 == children.size())
            header_end = static_cast<int>(index) + 1;
    }
    if (index < children.size() && children[index].type() == "expression_statement" &&
        children[index].child(0).type() == "string") {
        const auto at = next_line(text, children[index].end().offset);
        const bool is_last = index + 1 == children.size();
        const bool spaced = !is_last && text.compare(at, newline.size(), newline) == 0;
        const auto lead = text.back() == '\n' || at < text.size() ? "" : newline;
        return insertion(at, fmt::format("{}{}{}{}{}", lead, newline, statement, newline,
                                         spaced || is_last ? "" : newline));
    }
    const auto next = static_cast<std::size_t>(header_end);
    if (next >= children.size())
        return insertion(text.size(), statement + newline);
    const auto type = children[next].type();
    const bool is_definition = type == "function_definition" || type == "class_definition" ||
                               type == "decorated_definition";
    return insertion(line_begin(text, children[next].begin().offset),
                     statement + newline + newline + (is_definition ? newline : ""));
}

}  // namespace

std::optional<Edit> python_import_edit(const Tree& tree, const NewImport& wanted,
                                       const SectionOf& section_of) {
    const auto imports = imports_of(tree);
    if (auto edit = joined(tree, imports, wanted))
        return edit;
    const auto newline = std::string(line_ending(tree.text()));
    const auto statement = statement_text(wanted) + newline;
    const auto top = leading_imports(tree, imports);
    if (top.empty())
        return into_empty_head(tree, statement_text(wanted));
    const auto section =
        wanted.module == "__future__" ? 0 : section_of(wanted.module, wanted.level);
    std::vector<Import> own;
    const Import* lower = nullptr;
    const Import* higher = nullptr;
    for (const auto& import : top) {
        const auto other = import.module == "__future__" && import.level == 0
                               ? 0
                               : section_of(import.module, import.level);
        if (other == section)
            own.push_back(import);
        else if (other < section)
            lower = &import;
        else if (higher == nullptr)
            higher = &import;
    }
    if (!own.empty()) {
        const auto place = place_in(own, wanted);
        return place < own.size() ? before_statement(tree, own[place], statement)
                                  : after_statement(tree, own.back(), statement);
    }
    if (higher != nullptr && (lower == nullptr || lower->line < higher->line))
        return before_statement(tree, *higher, statement + newline);
    return after_statement(tree, *lower, newline + statement);
}

}  // namespace mendel::code
