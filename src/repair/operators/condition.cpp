#include <set>

#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::class_of;
using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_terms = 60;

struct Term {
    std::string text;
    double plausibility;
};

/// Whether the whole condition is meant, rather than one of its terms.
bool is_whole_condition(const Site& site) {
    if (!site.is_value || site.notion == Notion::group || !site.view.is_condition(site.node))
        return false;
    const auto parent = site.node.parent();
    const auto parts = site.view.binary(parent);
    return !parts || class_of(parts->sign.text()) != code::SignClass::logical;
}

void add_name_terms(const Site& site, std::vector<Term>& terms) {
    const auto& syntax = site.view.syntax();
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local || name->shape == Shape::callable)
            continue;
        const auto add = [&](std::string_view pattern, double plausibility) {
            if (!pattern.empty())
                terms.push_back({filled(pattern, name->text), plausibility});
        };
        switch (name->shape) {
            case Shape::number:
                add(fmt::format("{{0}} {} 0", syntax.equality), 0.4);
                add("{0} > 0", 0.4);
                add("{0} < 0", 0.3);
                break;
            case Shape::truth:
                add("{0}", 0.6);
                add(fmt::format("{}{{0}}", syntax.negation), 0.6);
                break;
            case Shape::sequence:
            case Shape::text:
            case Shape::mapping:
                add(syntax.is_empty, 0.6);
                add(syntax.is_filled, 0.5);
                break;
            default:
                add(syntax.is_nothing, 0.5);
                add(syntax.is_something, 0.5);
                if (syntax.indented) {
                    add("not {0}", 0.5);
                    add("{0}", 0.4);
                }
        }
    }
}

/// Conditions of the same function, those of the file after them, and questions about names.
std::vector<Term> terms_for(const Site& site) {
    std::vector<Term> terms;
    std::set<std::string> seen = {std::string(site.node.text())};
    const auto function = site.view.named_function_of(site.node);
    add_name_terms(site, terms);
    for (const auto* each : site.program.ingredients_for(site.node)) {
        if (!each->is_condition && each->shape != Shape::truth)
            continue;
        const bool is_own = each->function == function;
        if (site.program.scope().can_use(each->node, site.node.begin().offset))
            terms.push_back({each->text, is_own ? 0.7 : 0.4});
    }
    std::vector<Term> distinct;
    for (auto& term : terms)
        if (distinct.size() < k_most_terms && seen.insert(term.text).second)
            distinct.push_back(std::move(term));
    return distinct;
}

void add_compared_pairs(const Site& site, std::vector<Term>& terms) {
    std::vector<const Name*> numbers;
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->is_local && name->shape == Shape::number && numbers.size() < 5)
            numbers.push_back(name);
    for (const auto* left : numbers)
        for (const auto* right : numbers)
            if (left != right)
                for (const auto sign : {"<", "<=", "!="})
                    terms.push_back({fmt::format("{} {} {}", left->text, sign, right->text), 0.25});
}

void propose(const Site& site, Sink& sink) {
    if (!is_whole_condition(site))
        return;
    const auto& syntax = site.view.syntax();
    const auto own = operand_text(site.view, site.node, -1);
    auto terms = terms_for(site);
    add_compared_pairs(site, terms);
    const bool in_loop = site.parent == Notion::loop_while;
    for (const auto& term : terms) {
        const bool is_mixed = term.text.find(syntax.both) != std::string::npos ||
                              term.text.find(syntax.either) != std::string::npos;
        if (is_mixed)
            continue;
        const auto weight = term.plausibility;
        sink.replace(site.node, fmt::format("{} {} {}", own, syntax.both, term.text), weight);
        sink.replace(site.node, fmt::format("{} {} {}", term.text, syntax.both, own), weight * 0.9);
        sink.replace(site.node, fmt::format("{} {} {}", own, syntax.either, term.text),
                     weight * (in_loop ? 0.7 : 0.95));
        sink.replace(site.node, fmt::format("{} {} {}", term.text, syntax.either, own),
                     weight * 0.9);
        sink.replace(site.node, term.text, weight * (in_loop ? 0.95 : 0.5));
    }
}

}  // namespace

const Operator k_condition_operator{
    .name = "condition",
    .purpose = "a term that a condition lacks, made of expressions in scope",
    .prior = 0.6,
    .propose = propose};

}  // namespace mendel::repair
