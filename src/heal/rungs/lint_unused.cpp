#include <algorithm>

#include "code/import_edit.hpp"
#include "code/imports.hpp"
#include "heal/rungs/lint_edits.hpp"
#include "heal/rungs/lint_pure.hpp"

namespace mendel::heal {
namespace {

using code::Edit;
using code::Node;

/// The import on the line that brings the name, taken out; with no name every import there.
std::vector<Edit> without_import(const LintFinding& finding) {
    for (const auto& import : code::imports_of(finding.tree)) {
        if (finding.line < import.line || finding.line > import.last_line)
            continue;
        std::optional<Edit> edit;
        if (finding.subject.empty() && finding.rule == "TS6192")
            edit = code::import_removal(finding.tree, import);
        for (const auto& name : import.names) {
            if (code::bound_name(name) == finding.subject)
                edit = code::import_removal(finding.tree, import, &name);
        }
        if (!edit && import.names.empty() && import.binds(finding.subject))
            edit = code::import_removal(finding.tree, import);
        if (edit)
            return {*edit};
    }
    return {};
}

/// Whether removing the statement leaves valid code: it stands in a list of statements.
bool stands_in_list(const Node& statement) {
    const auto parent = statement.parent().type();
    return parent == "program" || parent == "statement_block" || parent == "block" ||
           parent == "compound_statement" || parent == "statement_list" ||
           parent == "translation_unit" || parent == "switch_case" || parent == "source_file";
}

/// One of several declarators with the comma beside it.
Edit without_element(const Node& element) {
    const auto next = element.next_sibling();
    if (next.text() == ",")
        return {element.begin().offset, next.next_sibling().begin().offset, ""};
    const auto before = element.previous_sibling();
    return {before.begin().offset, element.end().offset, ""};
}

std::size_t count_of(const Node& parent, std::string_view type) {
    const auto children = parent.named_children();
    return static_cast<std::size_t>(std::count_if(
        children.begin(), children.end(), [&](const Node& child) { return child.type() == type; }));
}

std::vector<Edit> without_declarator(const Node& declarator) {
    const auto statement = declarator.parent();
    const auto value = declarator.field("value");
    if (!stands_in_list(statement))
        return {};
    const bool pure = !value || is_pure(value);
    if (count_of(statement, "variable_declarator") > 1)
        return pure ? std::vector<Edit>{without_element(declarator)} : std::vector<Edit>{};
    if (pure)
        return {code::removal_of(statement)};
    const auto type = value.type();
    if (type != "call_expression" && type != "await_expression")
        return {};
    return {{statement.begin().offset, value.begin().offset, ""}};
}

/// `{a, b}` of a destructuring loses one name; not beside `...rest`, which it keeps out.
std::vector<Edit> without_pattern(const Node& name) {
    const auto element = name.parent().type() == "pair_pattern" ? name.parent() : name;
    const auto pattern = element.parent();
    if (pattern.type() != "object_pattern" || count_of(pattern, "rest_pattern") > 0)
        return {};
    if (pattern.named_children().size() > 1)
        return {without_element(element)};
    const auto declarator = pattern.parent();
    if (declarator.type() == "variable_declarator" && is_pure(declarator.field("value")))
        return without_declarator(declarator);
    return {};
}

}  // namespace

std::vector<Edit> fix_unused_script(const LintFinding& finding) {
    if (auto edits = without_import(finding); !edits.empty())
        return edits;
    for (const auto& name : names_on_line(finding.tree, finding.line, finding.subject)) {
        const auto parent = name.parent();
        if (parent.type() == "variable_declarator" && parent.field("name") == name)
            return without_declarator(parent);
        if (parent.type() == "object_pattern" || parent.type() == "pair_pattern")
            return without_pattern(name);
        if (parent.type() == "catch_clause" && parent.field("parameter") == name) {
            const auto open = name.previous_sibling();
            const auto close = name.next_sibling();
            return {{open.begin().offset, close.next_sibling().begin().offset, ""}};
        }
    }
    return {};
}

std::vector<Edit> fix_unused_c(const LintFinding& finding) {
    for (const auto& name : names_on_line(finding.tree, finding.line, finding.subject)) {
        auto declarator = name;
        if (declarator.parent().type() == "init_declarator")
            declarator = declarator.parent();
        const auto declaration = declarator.parent();
        if (declaration.type() != "declaration" || !stands_in_list(declaration))
            continue;
        const auto value = declarator.field("value");
        if (value && !is_pure(value))
            continue;
        std::size_t declarators = 0;
        for (const auto& child : declaration.children())
            declarators += child.text() == "," ? 1 : 0;
        if (declarators > 0)
            return {without_element(declarator)};
        return {code::removal_of(declaration)};
    }
    return {};
}

std::vector<Edit> fix_unused_go(const LintFinding& finding) {
    for (const auto& name : names_on_line(finding.tree, finding.line, finding.subject)) {
        const auto statement = enclosing(name, "short_var_declaration");
        if (!statement || !stands_in_list(statement))
            continue;
        const auto left = statement.field("left");
        const auto right = statement.field("right");
        if (left.named_children().size() != 1)
            return {{name.begin().offset, name.end().offset, "_"}};
        if (is_pure(right))
            return {code::removal_of(statement)};
        return {{statement.begin().offset, right.begin().offset, "_ = "}};
    }
    return {};
}

}  // namespace mendel::heal
