#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "code/view.hpp"
#include "repair/operators/scope.hpp"
#include "repair/operators/words.hpp"

namespace mendel::repair {

/// An expression of the file that may be what is missing elsewhere: the plastic-surgery hypothesis
/// (Barr, Brun, Devanbu, Harman, Sarro, FSE 2014).
struct Ingredient {
    code::Node node;
    std::string text;
    Shape shape = Shape::unknown;
    std::size_t weight = 0;  ///< leaves
    code::Node function;     ///< the named function it is in; null at file level
    bool is_condition = false;
};

/// A statement without a block of its own, with the named function it is in; null at file level.
struct SimpleStatement {
    code::Node node;
    code::Node function;
};

/// A member that the file uses.
struct MemberUse {
    std::string name;
    std::string object;
    bool is_called = false;
};

/// One source file, read for the search; never moved, since its parts point at each other.
class Program {
  public:
    /// Errors: a language that is not known, or text that cannot be parsed.
    static base::Result<std::unique_ptr<Program>> read(std::string path, const std::string& text);

    const std::string& path() const { return m_path; }
    const code::Tree& tree() const { return m_tree; }
    const code::View& view() const { return m_view; }
    const code::Syntax& syntax() const { return m_view.syntax(); }
    const Scope& scope() const { return m_scope; }
    const Words& words() const { return *m_words; }

    /// Distinct expressions of at most nine leaves, those of the same function first.
    const std::vector<const Ingredient*>& ingredients_for(const code::Node& node) const;
    /// Statements of the function around the node, in source order; of the file where none.
    const std::vector<SimpleStatement>& simple_statements() const { return m_statements; }
    /// Distinct members that the file uses, in source order.
    const std::vector<MemberUse>& members() const { return m_members; }
    /// Last words of what the file calls.
    const std::set<std::string>& called_names() const { return m_called; }
    /// Distinct functions, "f" or "a.f", that the file calls with one argument, in source order.
    const std::vector<std::string>& unary_functions() const { return m_unary; }

    /// Blanks before the first token of the node's line.
    std::string indent_of(const code::Node& node) const;
    /// One step of indentation as the file has it.
    const std::string& indent_step() const { return m_indent_step; }
    /// Whether the node is the first token of its line.
    bool begins_line(const code::Node& node) const;

    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

  private:
    Program(std::string path, code::Tree tree);
    void collect();
    void collect_uses();
    std::string find_indent_step() const;

    std::string m_path;
    code::Tree m_tree;
    code::View m_view;
    const Words* m_words;
    Scope m_scope;
    std::vector<Ingredient> m_ingredients;
    mutable std::map<std::uint32_t, std::vector<const Ingredient*>>
        m_by_function;  ///< as asked for
    std::vector<SimpleStatement> m_statements;
    std::vector<MemberUse> m_members;
    std::set<std::string> m_called;
    std::vector<std::string> m_unary;
    std::string m_indent_step;
};

}  // namespace mendel::repair
