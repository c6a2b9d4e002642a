#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "code/tree.hpp"
#include "repair/operators/program.hpp"

namespace mendel::repair {

/// One node that an operator may change.
struct Site {
    const Program& program;
    const code::View& view;
    code::Node node;
    code::Notion notion = code::Notion::other;
    code::Notion parent = code::Notion::other;  ///< of what it is in, a list of one left out
    bool is_value = false;                      ///< evaluated, rather than bound or named
    bool is_statement = false;                  ///< directly in a block
};

/// What an operator proposes: edits of one file that belong together.
struct Change {
    std::vector<code::Edit> edits;
    std::string summary;
    double plausibility = 1;  ///< 0 to 1 among the changes of its operator
};

/// Takes the changes of one operator at one site.
class Sink {
  public:
    Sink(const Site& site, std::vector<Change>& changes) : m_site(site), m_changes(changes) {}

    /// The node's text replaced; summary "use NEW in place of OLD".
    void replace(const code::Node& node, const std::string& text, double plausibility);
    /// Two nodes that do not overlap change places.
    void swap(const code::Node& left, const code::Node& right, double plausibility);
    /// A statement on a line of its own before or after another; nothing where that one shares its
    /// line. `text` may be of several lines, each without the common indentation.
    void insert_before(const code::Node& statement, const std::string& text, double plausibility);
    void insert_after(const code::Node& statement, const std::string& text, double plausibility);
    void remove(const code::Node& statement, double plausibility);
    void edit(std::vector<code::Edit> edits, std::string summary, double plausibility);

  private:
    const Site& m_site;
    std::vector<Change>& m_changes;
};

/// One kind of mistake and its mending; one file of operators/ each.
struct Operator {
    std::string_view name;     ///< "comparison"
    std::string_view purpose;  ///< one line for the documentation
    double prior = 0;          ///< how often people make the mistake, 0 to 1
    void (*propose)(const Site& site, Sink& sink);
};

extern const Operator k_access_operator;
extern const Operator k_argument_operator;
extern const Operator k_arithmetic_operator;
extern const Operator k_assignment_operator;
extern const Operator k_async_operator;
extern const Operator k_branch_operator;
extern const Operator k_collection_operator;
extern const Operator k_comparison_operator;
extern const Operator k_condition_operator;
extern const Operator k_constant_operator;
extern const Operator k_copy_operator;
extern const Operator k_default_operator;
extern const Operator k_exception_operator;
extern const Operator k_expression_operator;
extern const Operator k_generator_operator;
extern const Operator k_guard_operator;
extern const Operator k_insertion_operator;
extern const Operator k_jump_operator;
extern const Operator k_logical_operator;
extern const Operator k_loop_operator;
extern const Operator k_member_operator;
extern const Operator k_method_operator;
extern const Operator k_move_operator;
extern const Operator k_negation_operator;
extern const Operator k_nothing_operator;
extern const Operator k_off_by_one_operator;
extern const Operator k_operand_operator;
extern const Operator k_order_operator;
extern const Operator k_regroup_operator;
extern const Operator k_removal_operator;
extern const Operator k_return_operator;
extern const Operator k_slice_operator;
extern const Operator k_sort_operator;
extern const Operator k_text_operator;
extern const Operator k_variable_operator;
extern const Operator k_wrapper_operator;

/// All operators.
const std::vector<Operator>& operators();

/// The changes of one operator at one node.
std::vector<Change> changes_at(const Operator& chosen, const Program& program,
                               const code::Node& node);

}  // namespace mendel::repair
