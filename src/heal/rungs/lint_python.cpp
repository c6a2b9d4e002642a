#include <algorithm>

#include "heal/rungs/lint_edits.hpp"
#include "heal/rungs/lint_pure.hpp"

namespace mendel::heal {
namespace {

using code::Edit;
using code::Node;

Edit replacing(const Node& node, std::string text) {
    return {node.begin().offset, node.end().offset, std::move(text)};
}

/// An operator made a word, with the blanks that words need around them.
Edit operator_between(const std::vector<Node>& parts, std::size_t index, const std::string& word) {
    const bool tight_left = parts[index - 1].end().offset == parts[index].begin().offset;
    const bool tight_right = parts[index].end().offset == parts[index + 1].begin().offset;
    return replacing(parts[index], (tight_left ? " " : "") + word + (tight_right ? " " : ""));
}

/// Whether a statement is all that its block holds.
bool is_alone(const Node& statement) {
    const auto block = statement.parent();
    return block.type() == "block" && block.named_children().size() == 1;
}

/// `x = value` as a statement: gone where the value does nothing; a call stays alone.
std::vector<Edit> without_assignment(const Node& assignment) {
    const auto statement = assignment.parent();
    const auto value = assignment.field("right");
    if (statement.type() != "expression_statement")
        return {};
    if (!value || is_pure(value))
        return {is_alone(statement) ? replacing(statement, "pass") : code::removal_of(statement)};
    // A value that only computes is nothing to leave behind: what it was meant for is not known.
    if (value.type() != "call" && value.type() != "await")
        return {};
    return {{assignment.begin().offset, value.begin().offset, ""}};
}

/// `E as name` and `open() as name` lose their name.
std::vector<Edit> without_alias(const Node& name) {
    for (auto node = name; node && node.type() != "block"; node = node.parent()) {
        if (node.type() != "as_pattern" && node.type() != "except_clause" &&
            node.type() != "with_item")
            continue;
        Node before;
        for (const auto& child : node.children()) {
            if (child.text() == "as" && before)
                return {{before.end().offset, name.end().offset, ""}};
            before = child;
        }
    }
    return {};
}

/// What `==` or `!=` beside None ought to be; empty for any other operator.
std::string identity_operator(const std::vector<Node>& parts, std::size_t index) {
    if (parts[index + 1].text() != "None" && parts[index - 1].text() != "None")
        return {};
    if (parts[index].text() == "==")
        return "is";
    return parts[index].text() == "!=" ? "is not" : "";
}

}  // namespace

std::vector<Edit> fix_unused_python(const LintFinding& finding) {
    for (const auto& name : names_on_line(finding.tree, finding.line, finding.subject)) {
        const auto assignment = enclosing(name, "assignment");
        if (assignment && assignment.field("left") == name)
            return without_assignment(assignment);
        if (auto edits = without_alias(name); !edits.empty())
            return edits;
    }
    return {};
}

std::vector<Edit> fix_none_comparison(const LintFinding& finding) {
    std::vector<Edit> edits;
    for (const auto& node : finding.tree.all("comparison_operator")) {
        if (node.begin().line > finding.line || node.end().line < finding.line)
            continue;
        const auto parts = node.children();
        for (std::size_t index = 1; index + 1 < parts.size(); ++index) {
            const auto word = identity_operator(parts, index);
            if (!word.empty() && parts[index].begin().line == finding.line)
                edits.push_back(operator_between(parts, index, word));
        }
    }
    return edits;
}

std::vector<Edit> fix_negated_comparison(const LintFinding& finding) {
    const std::string wanted = finding.rule == "E713" ? "in" : "is";
    for (const auto& node : finding.tree.all("not_operator")) {
        auto inner = node.field("argument");
        if (inner.type() == "parenthesized_expression" && !inner.named_children().empty())
            inner = inner.named_children().front();
        if (node.begin().line != finding.line || inner.type() != "comparison_operator" ||
            inner.child_count() != 3 || inner.child(1).text() != wanted)
            continue;
        const std::string operation = wanted == "in" ? "not in" : "is not";
        return {replacing(node, std::string(inner.child(0).text()) + " " + operation + " " +
                                    std::string(inner.child(2).text()))};
    }
    return {};
}

std::vector<Edit> fix_placeholder(const LintFinding& finding) {
    std::vector<Edit> edits;
    for (const auto& node : finding.tree.all("string")) {
        if (node.begin().line > finding.line || node.end().line < finding.line)
            continue;
        const auto text = node.text();
        const auto quote = text.find_first_of("'\"");
        const auto letter = text.substr(0, quote).find_first_of("fF");
        const bool plain =
            letter != std::string_view::npos && text.find_first_of("{}") == std::string_view::npos;
        if (plain) {
            const auto at = node.begin().offset + static_cast<std::uint32_t>(letter);
            edits.push_back({at, at + 1, ""});
        }
    }
    return edits;
}

std::vector<Edit> fix_escape(const LintFinding& finding) {
    const auto at = line_offset(finding.tree.text(), finding.line) +
                    static_cast<std::uint32_t>(std::max(finding.column - 1, 0));
    const auto string = enclosing(finding.tree.node_at(at, at), "string");
    const auto text = string.text();
    const auto quote = text.find_first_of("'\"");
    if (!string || quote == std::string_view::npos || at >= string.end().offset ||
        finding.tree.text()[at] != '\\')
        return {};
    bool all_invalid = true;
    for (auto back = text.find('\\'); back != std::string_view::npos;
         back = text.find('\\', back + 2))
        all_invalid = all_invalid && back + 1 < text.size() &&
                      std::string_view("\n\\'\"abfnrtvxNuU01234567").find(text[back + 1]) ==
                          std::string_view::npos;
    const auto prefix = text.substr(0, quote);
    if (all_invalid && prefix.find_first_of("rRuU") == std::string_view::npos)
        return {{string.begin().offset, string.begin().offset, "r"}};
    return {{at, at, "\\"}};
}

}  // namespace mendel::heal
