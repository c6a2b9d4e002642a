#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/languages/import_edit.hpp"

namespace mendel::code {

namespace {

/// How the file writes its imports.
struct Style {
    char quote = '\'';
    bool semicolons = true;
    bool braces_spaced = true;
    std::string keyword = "const";
    ScriptStyle modules = ScriptStyle::esm;
};

char quote_of(const Tree& tree) {
    int single = 0;
    int twice = 0;
    walk(tree.root(), [&](const Node& node) {
        if (node.type() == "string")
            ++(node.text()[0] == '"' ? twice : single);
        return true;
    });
    return twice > single ? '"' : '\'';
}

bool has_semicolons(const Tree& tree) {
    int with = 0;
    int without = 0;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "expression_statement" || type == "lexical_declaration" ||
            type == "variable_declaration" || type == "import_statement" ||
            type == "return_statement")
            ++(node.text().back() == ';' ? with : without);
        return true;
    });
    return with >= without;
}

Style style_of(const Tree& tree, const std::vector<Import>& imports, const NewImport& wanted) {
    Style style{.quote = quote_of(tree), .semicolons = has_semicolons(tree)};
    style.modules = script_style(tree).value_or(wanted.style);
    for (const auto& import : imports) {
        const auto text =
            std::string_view(tree.text())
                .substr(import.statement.begin, import.statement.end - import.statement.begin);
        if (const auto brace = text.find('{'); brace != std::string_view::npos)
            style.braces_spaced = base::trim(text.substr(brace + 1, 1)).empty();
        if (import.form == ImportForm::require)
            for (const auto* keyword : {"const", "var", "let", "import"})
                if (text.substr(0, std::string_view(keyword).size()) == keyword)
                    style.keyword = keyword;
    }
    return style;
}

std::string braced(const Style& style, const std::string& inner) {
    return style.braces_spaced ? "{ " + inner + " }" : "{" + inner + "}";
}

std::string clause_text(const Style& style, const NewImport& wanted) {
    auto bound = wanted.alias.empty() ? wanted.name : wanted.alias;
    if (wanted.name == "default")
        return bound;
    if (wanted.name == "*")
        return style.modules == ScriptStyle::esm ? "* as " + bound : bound;
    if (wanted.alias.empty())
        return braced(style, wanted.name);
    return braced(style,
                  wanted.name + (style.modules == ScriptStyle::esm ? " as " : ": ") + wanted.alias);
}

std::string statement_text(const Style& style, const NewImport& wanted) {
    const auto module = fmt::format("{0}{1}{0}", style.quote, wanted.module);
    const auto end = style.semicolons ? ";" : "";
    const auto clause = clause_text(style, wanted);
    // TypeScript's `import x = require('x')` takes a module as a whole only.
    const bool is_equals = style.keyword == "import" && clause[0] == '{';
    if (style.modules == ScriptStyle::commonjs && !is_equals)
        return fmt::format("{} {} = require({}){}", style.keyword, clause, module, end);
    return fmt::format("import {}{} from {}{}", wanted.is_type ? "type " : "", clause, module, end);
}

bool is_named(const ImportedName& name) {
    return name.name != "default" && name.name != "*";
}

/// An import that can take one more name: of the same module, at the top, not a whole module.
bool can_take(const Import& import, const NewImport& wanted) {
    const bool has_names = import.form == ImportForm::from || import.form == ImportForm::require;
    return has_names && import.top_level && import.module == wanted.module &&
           !import.names.empty() && import.is_type == wanted.is_type;
}

/// Into the braces of an import of the same module, or beside its default.
std::optional<Edit> joined(const Tree& tree, const std::vector<Import>& imports, const Style& style,
                           const NewImport& wanted) {
    if (!is_named({.name = wanted.name}))
        return std::nullopt;
    for (const auto& import : imports) {
        if (!can_take(import, wanted))
            continue;
        const bool is_require = import.form == ImportForm::require;
        std::vector<Node> elements;
        bool has_namespace = false;
        for (const auto& name : import.names) {
            has_namespace = has_namespace || name.name == "*";
            if (is_named(name))
                elements.push_back(tree.node_at(name.range.begin, name.range.end));
        }
        const auto separator = is_require ? ": " : " as ";
        const auto element =
            wanted.alias.empty() ? wanted.name : wanted.name + separator + wanted.alias;
        if (!elements.empty())
            return list_insertion(tree.text(), elements, element);
        if (!has_namespace && !is_require)
            return insertion(import.names.back().range.end, ", " + braced(style, element));
    }
    return std::nullopt;
}

/// After shebang, leading comment block and directives such as 'use strict'.
Edit into_empty_head(const Tree& tree, const std::string& statement) {
    const auto& text = tree.text();
    const auto newline = std::string(line_ending(text));
    std::size_t at = 0;
    bool after_head = false;
    for (const auto& node : tree.root().named_children()) {
        const bool is_directive =
            node.type() == "expression_statement" && node.child(0).type() == "string";
        const auto next = node.next_sibling();
        const bool is_header_comment =
            node.type() == "comment" && next && next.begin().line > node.end().line + 1;
        if (node.type() != "hash_bang_line" && !is_directive && !is_header_comment)
            break;
        at = next_line(text, node.end().offset);
        after_head = true;
    }
    const bool spaced = at < text.size() && text.compare(at, newline.size(), newline) == 0;
    return insertion(at, fmt::format("{}{}{}{}", after_head ? newline : "", statement, newline,
                                     spaced || at >= text.size() ? "" : newline));
}

Edit beside(const Tree& tree, const std::vector<Import>& own, const std::string& module,
            const std::string& statement) {
    const auto newline = std::string(line_ending(tree.text()));
    std::vector<std::string> keys;
    keys.reserve(own.size());
    for (const auto& import : own)
        keys.push_back(base::to_lower(import.module));
    const auto place =
        own.size() > 1 && is_sorted(keys) ? sorted_place(keys, base::to_lower(module)) : own.size();
    if (place < own.size())
        return insertion(line_begin(tree.text(), own[place].statement.begin), statement + newline);
    const auto at = next_line(tree.text(), own.back().statement.end);
    const bool unended = at == tree.text().size() && tree.text().back() != '\n';
    return insertion(at, (unended ? newline : "") + statement + newline);
}

/// A directive of Node's `require` style is not an import that others can stand beside.
std::vector<Import> statements_of(const std::vector<Import>& imports, ScriptStyle modules) {
    std::vector<Import> found;
    for (const auto& import : imports) {
        const bool fits = modules == ScriptStyle::esm
                              ? import.form == ImportForm::from || import.form == ImportForm::module
                              : import.form == ImportForm::require;
        if (fits && import.top_level)
            found.push_back(import);
    }
    return found;
}

}  // namespace

std::optional<Edit> script_import_edit(const Tree& tree, const NewImport& wanted,
                                       const SectionOf& section_of) {
    const auto imports = imports_of(tree);
    const auto style = style_of(tree, imports, wanted);
    if (auto edit = joined(tree, imports, style, wanted))
        return edit;
    const auto statement = statement_text(style, wanted);
    const auto top = statements_of(imports, style.modules);
    if (top.empty())
        return into_empty_head(tree, statement);
    const auto section = section_of(wanted.module, 0);
    std::vector<Import> own;
    std::vector<Import> lower;
    for (const auto& import : top) {
        const auto other = section_of(import.module, 0);
        if (other == section)
            own.push_back(import);
        else if (other < section)
            lower.push_back(import);
    }
    if (!own.empty())
        return beside(tree, own, wanted.module, statement);
    if (!lower.empty())
        return beside(tree, {lower.back()}, wanted.module, statement);
    return insertion(line_begin(tree.text(), top.front().statement.begin),
                     statement + std::string(line_ending(tree.text())));
}

}  // namespace mendel::code
