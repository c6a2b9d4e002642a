#include "repair/woven/probes.hpp"

#include <fmt/format.h>

#include "base/regex.hpp"
#include "code/syntax.hpp"
#include "repair/insertions.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {
namespace {

using code::Node;

/// One pass over the functions of a file.
class Prober {
  public:
    Prober(const code::Tree& tree, const Loom& loom, const ProbeRequest& request, Probes& probes)
        : m_tree(tree),
          m_loom(loom),
          m_request(request),
          m_probes(probes),
          m_tests(tests_within(tree)),
          m_barred(fmt::format("^(?:{})$", loom.barred_statement)) {}

    std::string run() {
        for (const auto& function : outer_functions(m_tree))
            if (may_be_woven_into(m_loom, function))
                add_function(function);
        return m_insertions.applied(m_tree.text());
    }

  private:
    void add_function(const Node& function) {
        const bool is_test = m_request.is_test || holds_line(m_tests, function.begin().line);
        const bool begins_units = is_test || is_main(function);
        const auto way = way_to_runtime(function);
        const auto& syntax = code::syntax_of(m_tree.language());
        code::walk(function.field("body"), [&](const Node& node) {
            const auto parent = node.parent();
            if (code::notion_of(syntax, parent) != code::Notion::block ||
                node == parent.field("value") || !may_follow_call(node))
                return true;
            std::string calls;
            if (begins_units)
                calls = fmt::format(fmt::runtime(m_loom.unit), is_failing(node) ? 1 : 0, way);
            if (!is_test)
                calls += fmt::format(fmt::runtime(m_loom.here), number_of(node), way);
            m_insertions.before(node.begin().offset, std::move(calls));
            return true;
        });
    }

    bool may_follow_call(const Node& node) const {
        const auto before = node.previous_sibling();
        return node.is_named() && !node.has_error() && !m_barred.found_in(node.type()) &&
               before.type() != "attribute_item";
    }

    bool is_failing(const Node& statement) const {
        const auto first = m_request.fail.lower_bound(statement.begin().line);
        return first != m_request.fail.end() && *first <= statement.end().line;
    }

    /// A new probe, to which the statement's lines belong as far as none inside takes them.
    int number_of(const Node& statement) {
        const int number = m_probes.count++;
        auto& lines = m_probes.lines[m_request.path];
        const int first = statement.begin().line;
        if (m_begun.insert(first).second)
            lines[first].clear();
        lines[first].push_back(number);
        for (int line = first + 1; line <= statement.end().line; ++line)
            lines[line] = {number};
        return number;
    }

    /// The path from a function's module to that of the file (Rust).
    static std::string way_to_runtime(const Node& function) {
        std::string way = "self::";
        for (auto parent = function.parent(); parent; parent = parent.parent())
            if (parent.type() == "mod_item")
                way += "super::";
        return way;
    }

    const code::Tree& m_tree;
    const Loom& m_loom;
    const ProbeRequest& m_request;
    Probes& m_probes;
    Insertions m_insertions;
    LineSpans m_tests;
    base::Regex m_barred;
    std::set<int> m_begun;  ///< lines on which a statement begins
};

}  // namespace

std::string probed_source(const code::Tree& tree, const Loom& loom, const ProbeRequest& request,
                          Probes& probes) {
    return Prober(tree, loom, request, probes).run();
}

}  // namespace mendel::repair
