#include <algorithm>

#include "base/text.hpp"
#include "code/import_edit.hpp"
#include "code/language.hpp"
#include "code/languages/import_edit.hpp"

namespace mendel::code {

namespace {

bool is_blank_line(std::string_view text, std::size_t begin) {
    return begin < text.size() &&
           base::trim(text.substr(begin, next_line(text, begin) - begin)).empty();
}

/// Whole lines removed: of the blank lines before and after, only the longer run stays.
Edit with_blank_lines(std::string_view text, Edit edit) {
    std::size_t before = 0;
    for (std::size_t at = edit.begin; at > 0; ++before) {
        const auto previous = line_begin(text, at - 1);
        if (!is_blank_line(text, previous))
            break;
        at = previous;
        if (at == 0)
            before = text.size();
    }
    if (edit.begin == 0)
        before = text.size();
    std::size_t end = edit.end;
    for (std::size_t removed = 0; removed < before && is_blank_line(text, end); ++removed)
        end = next_line(text, end);
    edit.end = static_cast<std::uint32_t>(end);
    return edit;
}

bool is_comment(std::string_view rest) {
    rest = base::trim(rest);
    return rest.substr(0, 1) == "#" || rest.substr(0, 2) == "//" ||
           (rest.substr(0, 2) == "/*" && rest.find("*/") == rest.size() - 2);
}

/// The statement with its line, or with the `;` that separates it from its neighbour.
Edit statement_removal(std::string_view text, Range statement) {
    Edit edit{.begin = statement.begin, .end = statement.end, .text = {}};
    const auto begin = line_begin(text, statement.begin);
    const auto end =
        next_line(text, statement.end == 0 || text[statement.end - 1] != '\n' ? statement.end
                                                                              : statement.end - 1);
    const auto before = base::trim(text.substr(begin, statement.begin - begin));
    const auto after = statement.end >= end
                           ? std::string_view()
                           : base::trim(text.substr(statement.end, end - statement.end));
    if (before.empty() && (after.empty() || after == ";" || is_comment(after))) {
        edit.begin = static_cast<std::uint32_t>(begin);
        edit.end = static_cast<std::uint32_t>(end);
        return with_blank_lines(text, edit);
    }
    if (!after.empty() && after[0] == ';')
        edit.end = static_cast<std::uint32_t>(
            std::min(text.find_first_not_of("; \t", statement.end), text.size()));
    else if (!before.empty() && before.back() == ';')
        edit.begin =
            static_cast<std::uint32_t>(text.find_last_not_of("; \t", statement.begin - 1) + 1);
    return edit;
}

/// Siblings of an element in its comma-separated list.
std::vector<Node> siblings_of(const Node& element) {
    std::vector<Node> siblings;
    for (const auto& child : element.parent().named_children())
        if (child.type() != "comment" && !(child == element.parent().field("module_name")))
            siblings.push_back(child);
    return siblings;
}

Edit element_removal(std::string_view text, const Node& element,
                     const std::vector<Node>& siblings) {
    const auto place = static_cast<std::size_t>(
        std::find(siblings.begin(), siblings.end(), element) - siblings.begin());
    const auto begin = element.begin().offset;
    const auto end = element.end().offset;
    const auto line = line_begin(text, begin);
    const auto line_end = next_line(text, end);
    const auto rest = base::trim(text.substr(end, line_end - end));
    const bool own_line = base::trim(text.substr(line, begin - line)).empty() &&
                          (rest == "," || (rest.substr(0, 1) == "," && is_comment(rest.substr(1))));
    if (own_line)
        return {.begin = static_cast<std::uint32_t>(line),
                .end = static_cast<std::uint32_t>(line_end),
                .text = {}};
    if (place + 1 < siblings.size())
        return {.begin = begin, .end = siblings[place + 1].begin().offset, .text = {}};
    if (place > 0 && place < siblings.size())
        return {.begin = siblings[place - 1].end().offset, .end = end, .text = {}};
    return {.begin = begin, .end = end, .text = {}};
}

bool holds_statements(std::string_view type) {
    return type == "block" || type == "module" || type == "program";
}

/// The node that covers exactly these bytes, outermost short of the block that holds it.
Node exact_node(const Tree& tree, Range range) {
    auto node = tree.node_at(range.begin, range.end);
    for (auto parent = node.parent();
         parent && parent.begin().offset == range.begin && parent.end().offset == range.end &&
         !holds_statements(parent.type());
         parent = node.parent())
        node = parent;
    return node;
}

std::optional<Edit> whole_removal(const Tree& tree, const Import& import) {
    const auto node = exact_node(tree, import.statement);
    const auto block = node.parent();
    if (node.type() == "variable_declarator")
        return element_removal(tree.text(), node, siblings_of(node));
    if (tree.language() == Language::python && block.type() == "block" &&
        siblings_of(node).size() == 1) {
        if (block.parent().type() == "try_statement" || block.parent().type() == "except_clause")
            return std::nullopt;
        return Edit{.begin = import.statement.begin, .end = import.statement.end, .text = "pass"};
    }
    return statement_removal(tree.text(), import.statement);
}

/// Default, namespace and braces of a JS import clause are a list of their own.
std::optional<Edit> clause_removal(const Tree& tree, const Node& element) {
    auto part = element;
    if (part.type() == "import_specifier" && siblings_of(part).size() == 1)
        part = part.parent();
    if (part.parent().type() != "import_clause")
        return std::nullopt;
    return element_removal(tree.text(), part, siblings_of(part));
}

}  // namespace

std::optional<Edit> import_removal(const Tree& tree, const Import& import,
                                   const ImportedName* name) {
    if (name == nullptr && tree.language() == Language::python &&
        import.form == ImportForm::module) {
        const auto element = exact_node(tree, import.element);
        if (element.parent().type() == "import_statement" && siblings_of(element).size() > 1)
            return element_removal(tree.text(), element, siblings_of(element));
    }
    if (name == nullptr || import.names.size() == 1)
        return whole_removal(tree, import);
    const auto element = exact_node(tree, name->range);
    if (auto edit = clause_removal(tree, element))
        return edit;
    return element_removal(tree.text(), element, siblings_of(element));
}

}  // namespace mendel::code
