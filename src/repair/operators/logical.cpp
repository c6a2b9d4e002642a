#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::class_of;
using code::Notion;

namespace {

/// `a and b` with the other sign, and with one term alone.
void propose(const Site& site, Sink& sink) {
    const auto parts = site.view.binary(site.node);
    if (!parts || class_of(parts->sign.text()) != code::SignClass::logical)
        return;
    const auto& syntax = site.view.syntax();
    const auto other = parts->sign.text() == syntax.both ? syntax.either : syntax.both;
    sink.replace(parts->sign, std::string(other), 1);
    sink.replace(site.node, std::string(parts->left.text()), 0.5);
    sink.replace(site.node, std::string(parts->right.text()), 0.5);
}

}  // namespace

const Operator k_logical_operator{.name = "logical",
                                  .purpose = "`and` for `or`, and one term too many",
                                  .prior = 0.9,
                                  .propose = propose};

}  // namespace mendel::repair
