#include <set>

#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

std::string guard_text(const Site& site, const std::string& condition, const std::string& jump) {
    const auto& syntax = site.view.syntax();
    const auto& step = site.program.indent_step();
    if (syntax.indented)
        return fmt::format("if {}:\n{}{}", condition, step, jump);
    if (syntax.bare_conditions)
        return fmt::format("if {} {{\n{}{}{}\n}}", condition, step, jump, syntax.end);
    return fmt::format("if ({}) {{\n{}{}{}\n}}", condition, step, jump, syntax.end);
}

/// Questions about the names that a function is given.
std::vector<std::string> questions(const Site& site) {
    const auto& syntax = site.view.syntax();
    std::vector<std::string> all;
    const auto add = [&](std::string_view pattern, const std::string& name) {
        if (!pattern.empty())
            all.push_back(filled(pattern, name));
    };
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (!name->is_local || name->shape == Shape::callable)
            continue;
        if (name->shape == Shape::number) {
            add(fmt::format("{{0}} {} 0", syntax.equality), name->text);
            add(fmt::format("{{0}} {} 1", syntax.equality), name->text);
            add("{0} < 0", name->text);
            add("{0} <= 1", name->text);
        } else if (name->shape == Shape::truth) {
            add("{0}", name->text);
        } else {
            add(syntax.is_empty, name->text);
            add(syntax.is_nothing, name->text);
            add(fmt::format("{} <= 1", syntax.length), name->text);
        }
    }
    return all;
}

/// What the function gives elsewhere, and what is simplest.
std::vector<std::string> results(const Site& site) {
    const auto& syntax = site.view.syntax();
    std::vector<std::string> all;
    std::set<std::string> seen;
    const auto add = [&](const std::string& text) {
        if (!text.empty() && seen.insert(text).second)
            all.push_back(text);
    };
    const auto function = site.view.named_function_of(site.node);
    for (const auto& each : site.program.simple_statements())
        if (each.function == function && site.view.notion(each.node) == Notion::returns &&
            each.node.text().size() < 40 &&
            site.program.scope().can_use(each.node, site.node.begin().offset))
            add(std::string(site.view.operand(each.node).text()));
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset))
        if (name->is_parameter)
            add(name->text);
    for (const auto value : {std::string_view("0"), std::string_view("1"), syntax.truth,
                             syntax.falsehood, syntax.empty_list, syntax.nothing})
        add(std::string(value));
    return all;
}

bool is_first_of_function(const Site& site) {
    const auto block = site.node.parent();
    const auto all = statements_of(site.view, block);
    const auto owner = site.view.notion(block.parent());
    return !all.empty() && same(all.front(), site.node) &&
           (owner == Notion::function || owner == Notion::lambda);
}

bool is_first_of_loop(const Site& site) {
    const auto block = site.node.parent();
    const auto all = statements_of(site.view, block);
    return !all.empty() && same(all.front(), site.node) &&
           same(block.parent(), site.view.loop_of(site.node));
}

void guard_loop(const Site& site, const std::vector<std::string>& conditions, Sink& sink) {
    for (const auto& condition : conditions)
        for (const auto* jump : {"continue", "break"})
            sink.insert_before(site.node, guard_text(site, condition, jump), 0.5);
    for (const auto* each : site.program.ingredients_for(site.node))
        if (each->is_condition &&
            site.program.scope().can_use(each->node, site.node.begin().offset))
            sink.insert_before(site.node, guard_text(site, each->text, "continue"), 0.4);
}

void propose(const Site& site, Sink& sink) {
    if (!site.is_statement)
        return;
    const bool is_first = is_first_of_function(site);
    const bool in_loop = is_first_of_loop(site);
    const bool is_last = site.notion == Notion::returns && site.view.function_of(site.node);
    if (!is_first && !in_loop && !is_last)
        return;
    const auto conditions = questions(site);
    if (in_loop)
        guard_loop(site, conditions, sink);
    if (!is_first && !is_last)
        return;
    for (const auto& result : results(site))
        for (const auto& condition : conditions)
            sink.insert_before(site.node, guard_text(site, condition, "return " + result), 0.5);
}

}  // namespace

const Operator k_guard_operator{
    .name = "guard",
    .purpose = "a missing base case, or an early return, continue or break",
    .prior = 0.35,
    .propose = propose};

}  // namespace mendel::repair
