#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most = 120;

bool is_replaceable(const Site& site) {
    switch (site.notion) {
        case Notion::identifier:
        case Notion::member:
        case Notion::index:
        case Notion::call:
        case Notion::integer:
        case Notion::truth:
        case Notion::nothing:
        case Notion::text:
        case Notion::list:
        case Notion::binary:
        case Notion::unary:
            return site.is_value;
        default:
            return false;
    }
}

bool is_name_of_call(const Site& site) {
    const auto parent = site.node.parent();
    return site.view.notion(parent) == Notion::call && same(site.node, site.view.callee(parent));
}

/// Lengths and ends of what is in scope, which nobody wrote yet.
void made_up(const Site& site, Shape want, Sink& sink) {
    const auto& syntax = site.view.syntax();
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        const bool is_many = name->shape == Shape::sequence || name->shape == Shape::text ||
                             name->shape == Shape::mapping;
        if (!name->is_local || !is_many)
            continue;
        const auto offer = [&](std::string_view pattern, double plausibility) {
            if (!pattern.empty())
                sink.replace(site.node, filled(pattern, name->text), plausibility);
        };
        if (want == Shape::number || want == Shape::unknown) {
            const bool is_text = name->shape == Shape::text && !syntax.text_length.empty();
            offer(is_text ? syntax.text_length : syntax.length, 0.4);
            offer(syntax.array_length, 0.3);
        }
        const bool is_item = site.notion == Notion::integer || want == Shape::unknown;
        if (name->shape == Shape::sequence && is_item) {
            offer(syntax.first_item, 0.35);
            offer(syntax.last_item, 0.3);
        }
    }
}

void propose(const Site& site, Sink& sink) {
    if (!is_replaceable(site) || is_name_of_call(site))
        return;
    const auto& scope = site.program.scope();
    const auto offset = site.node.begin().offset;
    const auto want = scope.shape_of(site.node);
    const auto function = site.view.named_function_of(site.node);
    // A whole argument, operand or returned value is mistaken more often than a receiver.
    const bool is_object = site.parent == Notion::member;
    std::size_t count = 0;
    for (const auto* each : site.program.ingredients_for(site.node)) {
        if (count >= k_most)
            break;
        if (!fits(each->shape, want) || !scope.can_use(each->node, offset))
            continue;
        ++count;
        const double kind = each->shape == want && want != Shape::unknown ? 1 : 0.6;
        const double reach = each->function == function ? 1 : 0.4;
        const double small = each->weight <= 4 ? 1 : 0.8;
        const double place = is_object ? 0.3 : 1;
        sink.replace(site.node,
                     around(site.view, site.node, each->text, tightness(site.view, each->node)),
                     kind * reach * small * place);
    }
    if (!is_object)
        made_up(site, want, sink);
}

}  // namespace

const Operator k_expression_operator{.name = "expression",
                                     .purpose = "another expression of the same function or file",
                                     .prior = 0.5,
                                     .propose = propose};

}  // namespace mendel::repair
