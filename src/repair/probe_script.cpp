#include "repair/probe_script.hpp"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/insertions.hpp"

namespace mendel::repair {
namespace {

using code::Node;

constexpr std::string_view k_counter =
    "(globalThis.__mendel__||(typeof Buffer!=='undefined'&&Buffer.__mendel__)||"
    "{file(){return[]},tick(){},asserted(){},begin(){},failed(){},end(){}})";

/// What counts, as an expression.
std::string counter(bool is_typed) {
    return is_typed ? base::replace_all(k_counter, "globalThis.", "(globalThis as any).")
                    : std::string(k_counter);
}

template <std::size_t Count>
bool is_one_of(std::string_view word, const std::array<std::string_view, Count>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::array<std::string_view, 15> k_marked = {
    "expression_statement", "lexical_declaration", "variable_declaration", "if_statement",
    "for_statement",        "for_in_statement",    "while_statement",      "do_statement",
    "return_statement",     "throw_statement",     "switch_statement",     "try_statement",
    "break_statement",      "continue_statement",  "labeled_statement"};
constexpr std::array<std::string_view, 4> k_blocks = {"statement_block", "program", "switch_case",
                                                      "switch_default"};
constexpr std::array<std::string_view, 4> k_loops = {"for_statement", "for_in_statement",
                                                     "while_statement", "do_statement"};

/// A string that stands alone: "use strict" and the like.
bool is_directive(const Node& node) {
    return node.type() == "expression_statement" && node.child(0).type() == "string";
}

/// The last line of what a statement says itself, without its block.
int last_line(const Node& statement) {
    for (const auto* field : {"body", "consequence"})
        if (const auto block = statement.field(field))
            return std::max(statement.begin().line, block.begin().line);
    return statement.end().line;
}

/// One pass over a source file.
class ScriptProber {
  public:
    ScriptProber(const code::Tree& tree, int number)
        : m_tree(tree), m_mark(fmt::format("__mendel_{}", number)), m_number(number) {}

    ProbedFile run() {
        walk(m_tree.root(), [&](const Node& node) {
            if (node.type() == "ambient_declaration")
                return false;
            visit(node);
            return true;
        });
        const bool is_typed = m_tree.language() != code::Language::javascript;
        const auto self = is_typed ? "(" + m_mark + " as any)" : m_mark;
        auto text = m_insertions.applied(m_tree.text());
        text += fmt::format("\nfunction {}({}){{({}.a||({}.a={}.file({},{})))[l]=1}}\n", m_mark,
                            is_typed ? "l:any" : "l", self, self, counter(is_typed), m_number,
                            m_tree.root().end().line + 1);
        if (is_typed)
            text = "// @ts-nocheck\n" + text;
        return {.text = std::move(text), .statements = std::move(m_statements)};
    }

  private:
    std::string marked(int line) const { return fmt::format("{}({});", m_mark, line); }

    void visit(const Node& node) {
        const auto parent = node.parent().type();
        if (is_one_of(node.type(), k_marked) && !is_directive(node)) {
            if (is_one_of(parent, k_blocks))
                mark(node);
            else if (is_lone(node))
                wrap(node, is_one_of(parent, k_loops) ? tick() : "");
        }
        if (node.type() == "arrow_function")
            mark_expression(node.field("body"));
        if (is_one_of(node.type(), k_loops))
            watch(node.field("body"));
    }

    /// A statement without a block around it, as the body of another one.
    static bool is_lone(const Node& node) {
        const auto parent = node.parent();
        if (parent.type() == "else_clause")
            return true;
        for (const auto* field : {"body", "consequence", "alternative"})
            if (parent.field(field) == node)
                return parent.type() != "labeled_statement";
        return false;
    }

    void note(const Node& node) {
        auto& last = m_statements[node.begin().line];
        last = std::max(last, last_line(node));
    }

    void mark(const Node& node) {
        note(node);
        m_insertions.before(node.begin().offset, marked(node.begin().line));
    }

    void wrap(const Node& node, const std::string& first) {
        note(node);
        m_insertions.before(node.begin().offset, "{" + first + marked(node.begin().line));
        m_insertions.after(node.end().offset, "}");
    }

    void mark_expression(const Node& body) {
        if (!body || body.type() == "statement_block")
            return;
        note(body);
        m_insertions.before(body.begin().offset,
                            fmt::format("({}({}),", m_mark, body.begin().line));
        m_insertions.after(body.end().offset, ")");
    }

    std::string tick() const {
        return counter(m_tree.language() != code::Language::javascript) + ".tick();";
    }

    void watch(const Node& body) {
        if (body.type() == "statement_block")
            m_insertions.before(body.begin().offset + 1, tick());
    }

    const code::Tree& m_tree;
    std::string m_mark;
    int m_number;
    Insertions m_insertions;
    std::map<int, int> m_statements;
};

/// Names of functions that assert, where they stand first in a chain of calls and members.
constexpr std::array<std::string_view, 22> k_assertions = {"assert",
                                                           "expect",
                                                           "should",
                                                           "strictEqual",
                                                           "deepStrictEqual",
                                                           "equal",
                                                           "deepEqual",
                                                           "notEqual",
                                                           "ok",
                                                           "notOk",
                                                           "throws",
                                                           "rejects",
                                                           "notThrows",
                                                           "notStrictEqual",
                                                           "same",
                                                           "is",
                                                           "not",
                                                           "truthy",
                                                           "falsy",
                                                           "doesNotThrow",
                                                           "match",
                                                           "notDeepEqual"};
constexpr std::array<std::string_view, 4> k_holders = {"console", "t", "tap", "chai"};
constexpr std::array<std::string_view, 3> k_tests = {"test", "it", "specify"};

/// The identifiers of a chain `a.b(x).c(y)` from its begin.
std::vector<std::string> chain_of(Node node) {
    std::vector<std::string> names;
    while (node) {
        if (node.type() == "identifier") {
            names.emplace_back(node.text());
            break;
        }
        if (node.type() == "member_expression") {
            names.emplace_back(node.field("property").text());
            node = node.field("object");
        } else if (node.type() == "call_expression") {
            node = node.field("function");
        } else if (node.type() == "await_expression") {
            node = node.child(1);
        } else {
            break;
        }
    }
    std::reverse(names.begin(), names.end());
    return names;
}

bool is_assertion(const Node& statement) {
    if (statement.type() != "expression_statement")
        return false;
    const auto names = chain_of(statement.child(0));
    if (names.empty() || base::contains(statement.text(), "yield"))
        return false;
    const bool has_call = statement.text().find('(') != std::string_view::npos;
    if (!has_call)
        return names.front() == "expect" || names.size() > 1;
    if (is_one_of(names.front(), k_assertions) || names.front().rfind("assert", 0) == 0)
        return true;
    if (std::find(names.begin(), names.end(), "should") != names.end())
        return true;
    return names.size() > 1 && is_one_of(names.front(), k_holders) &&
           (is_one_of(names[1], k_assertions) || names[1].rfind("assert", 0) == 0);
}

bool is_within_try(Node node) {
    for (node = node.parent(); node; node = node.parent()) {
        if (node.type() == "try_statement")
            return true;
        if (node.type() == "arrow_function" || node.type() == "function_expression")
            return false;
    }
    return false;
}

/// The block of the function that a call `it("...", function)` is given; null for other calls.
Node test_block(const Node& call) {
    if (call.type() != "call_expression")
        return {};
    const auto names = chain_of(call.field("function"));
    if (names.empty() || !is_one_of(names.front(), k_tests))
        return {};
    const auto arguments = call.field("arguments").named_children();
    for (const auto& argument : arguments)
        if (const auto body = argument.field("body"); body.type() == "statement_block")
            return body;
    return {};
}

}  // namespace

ProbedFile probed_script(const code::Tree& tree, int number) {
    return ScriptProber(tree, number).run();
}

std::string softened_script(const code::Tree& tree) {
    Insertions insertions;
    const std::string tests = "__mendel_tests()";
    walk(tree.root(), [&](const Node& node) {
        if (const auto block = test_block(node); block.named_children().size() > 0) {
            insertions.before(block.begin().offset + 1,
                              fmt::format("{}.begin('line {}');try{{", tests, node.begin().line));
            insertions.after(block.end().offset - 1,
                             fmt::format("}}catch(__e){{{0}.failed(__e);throw __e}}"
                                         "finally{{{0}.end()}}",
                                         tests));
        }
        if (!is_assertion(node) || is_within_try(node))
            return true;
        insertions.before(node.begin().offset, "try{");
        insertions.after(
            node.end().offset,
            fmt::format(";{0}.asserted(true)}}catch(__e){{{0}.asserted(false,__e)}}", tests));
        return false;
    });
    const bool is_typed = tree.language() != code::Language::javascript;
    const auto text = insertions.applied(tree.text()) +
                      fmt::format("\nfunction __mendel_tests(){}{{return {}}}\n",
                                  is_typed ? ":any" : "", counter(is_typed));
    return is_typed ? "// @ts-nocheck\n" + text : text;
}

}  // namespace mendel::repair
