#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::class_of;
using code::Notion;
using code::SignClass;

namespace {

/// Operands that changed places, and terms too many.
void propose(const Site& site, Sink& sink) {
    const auto parts = site.view.binary(site.node);
    if (!parts || site.node.child_count() != 3)
        return;
    const auto kind = class_of(parts->sign.text());
    if (kind == SignClass::logical)
        return;
    const auto sign = parts->sign.text();
    const bool is_symmetric =
        kind == SignClass::equality || sign == "*" || sign == "&" || sign == "|" || sign == "^";
    if (!is_symmetric)
        sink.swap(parts->left, parts->right, kind == SignClass::order ? 0.3 : 0.8);
    if (kind != SignClass::arithmetic && kind != SignClass::bitwise)
        return;
    sink.replace(site.node, std::string(parts->left.text()), 0.7);
    sink.replace(site.node, std::string(parts->right.text()), 0.6);
}

}  // namespace

const Operator k_operand_operator{.name = "operand",
                                  .purpose = "operands exchanged, or one of them too many",
                                  .prior = 0.8,
                                  .propose = propose};

}  // namespace mendel::repair
