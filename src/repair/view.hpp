#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "repair/syntax.hpp"

namespace mendel::repair {

/// A syntax tree read through its language's table: the same questions in every language.
class View {
  public:
    explicit View(const code::Tree& tree) : m_tree(&tree), m_syntax(&syntax_of(tree.language())) {}

    const code::Tree& tree() const { return *m_tree; }
    const Syntax& syntax() const { return *m_syntax; }
    Notion notion(const code::Node& node) const { return notion_of(*m_syntax, node); }

    /// Both operands and the sign; of a chained comparison the first pair.
    std::optional<Binary> binary(const code::Node& node) const;
    /// The operator of a binary, augmented, step or unary node; empty text where none.
    code::Node sign(const code::Node& node) const;

    /// What is called: "f" of f(x), "a.f" of a.f(x), the name in Java.
    code::Node callee(const code::Node& call) const;
    /// The last word of what is called.
    code::Node called_name(const code::Node& call) const;
    /// The object a method is called on; null where none.
    code::Node receiver(const code::Node& call) const;
    std::vector<code::Node> arguments(const code::Node& call) const;

    code::Node container(const code::Node& index) const;
    code::Node subscript(const code::Node& index) const;
    code::Node object(const code::Node& member) const;
    code::Node member_name(const code::Node& member) const;

    /// The condition of a branch, loop or ternary without its parentheses; null where none.
    code::Node condition(const code::Node& node) const;
    code::Node body(const code::Node& node) const;
    code::Node alternative(const code::Node& node) const;
    /// Of an assignment, declarator, augmented assignment or loop over each.
    code::Node target(const code::Node& node) const;
    code::Node value(const code::Node& node) const;
    /// What a return, throw, yield, await or group holds.
    code::Node operand(const code::Node& node) const;

    /// A node that is evaluated, rather than assigned to, defined, or a name of a member or type.
    bool is_value(const code::Node& node) const;
    /// Directly in a block, and no comment.
    bool is_statement(const code::Node& node) const;
    /// A branch, ternary or loop's condition, or an operand of a logical sign in one.
    bool is_condition(const code::Node& node) const;

    code::Node statement_of(const code::Node& node) const;
    /// The innermost function or lambda around the node; null at file level.
    code::Node function_of(const code::Node& node) const;
    /// The innermost named function.
    code::Node named_function_of(const code::Node& node) const;
    /// The innermost loop within the same function; null where none.
    code::Node loop_of(const code::Node& node) const;

    /// The number of leaves below, comments left out.
    static std::size_t weight(const code::Node& node);

  private:
    static code::Node first_field(const code::Node& node,
                                  std::initializer_list<std::string_view> names);
    bool is_definition(const code::Node& node, const code::Node& parent) const;

    const code::Tree* m_tree;
    const Syntax* m_syntax;
};

/// Whether both stand for the same bytes of the same tree.
bool same(const code::Node& left, const code::Node& right);

/// Without enclosing parentheses and condition clauses.
code::Node bare(const View& view, code::Node node);

/// A statement among others: the named children of its block without comments.
std::vector<code::Node> statements_of(const View& view, const code::Node& block);

}  // namespace mendel::repair
