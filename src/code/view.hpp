#pragma once

#include <initializer_list>
#include <optional>
#include <string_view>
#include <vector>

#include "code/syntax.hpp"

namespace mendel::code {

/// A syntax tree read through its language's table: the same questions in every language.
class View {
  public:
    explicit View(const Tree& tree) : m_tree(&tree), m_syntax(&syntax_of(tree.language())) {}

    const Tree& tree() const { return *m_tree; }
    const Syntax& syntax() const { return *m_syntax; }
    Notion notion(const Node& node) const { return notion_of(*m_syntax, node); }

    /// Both operands and the sign; of a chained comparison the first pair.
    std::optional<Binary> binary(const Node& node) const;
    /// The operator of a binary, augmented, step or unary node; empty text where none.
    Node sign(const Node& node) const;

    /// What is called: "f" of f(x), "a.f" of a.f(x), the name in Java.
    Node callee(const Node& call) const;
    /// The last word of what is called.
    Node called_name(const Node& call) const;
    /// The object a method is called on; null where none.
    Node receiver(const Node& call) const;
    std::vector<Node> arguments(const Node& call) const;

    Node container(const Node& index) const;
    Node subscript(const Node& index) const;
    Node object(const Node& member) const;
    Node member_name(const Node& member) const;

    /// The condition of a branch, loop or ternary without its parentheses; null where none.
    Node condition(const Node& node) const;
    Node body(const Node& node) const;
    Node alternative(const Node& node) const;
    /// Of an assignment, declarator, augmented assignment or loop over each.
    Node target(const Node& node) const;
    Node value(const Node& node) const;
    /// What a return, throw, yield, await or group holds.
    Node operand(const Node& node) const;

    /// A node that is evaluated, rather than assigned to, defined, or a name of a member or type.
    bool is_value(const Node& node) const;
    /// Directly in a block, and no comment.
    bool is_statement(const Node& node) const;
    /// A branch, ternary or loop's condition, or an operand of a logical sign in one.
    bool is_condition(const Node& node) const;

    Node statement_of(const Node& node) const;
    /// The innermost function or lambda around the node; null at file level.
    Node function_of(const Node& node) const;
    /// The innermost named function.
    Node named_function_of(const Node& node) const;
    /// The innermost loop within the same function; null where none.
    Node loop_of(const Node& node) const;

    /// The number of leaves below, comments left out.
    static std::size_t weight(const Node& node);

  private:
    static Node first_field(const Node& node, std::initializer_list<std::string_view> names);
    bool is_definition(const Node& node, const Node& parent) const;

    const Tree* m_tree;
    const Syntax* m_syntax;
};

/// Whether both stand for the same bytes of the same tree.
bool same(const Node& left, const Node& right);

/// Without enclosing parentheses and condition clauses.
Node bare(const View& view, Node node);

/// A statement among others: the named children of its block without comments.
std::vector<Node> statements_of(const View& view, const Node& block);

}  // namespace mendel::code
