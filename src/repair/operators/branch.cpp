#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// Both arms change places.
void exchange_arms(const Site& site, Sink& sink) {
    const auto& view = site.view;
    if (site.notion == Notion::ternary) {
        const auto parts = site.node.named_children();
        const auto first = site.node.field("consequence") ? site.node.field("consequence")
                           : parts.size() == 3            ? parts[0]
                                                          : Node();
        const auto second = site.node.field("alternative") ? site.node.field("alternative")
                            : parts.size() == 3            ? parts[2]
                                                           : Node();
        if (!first || !second)
            return;
        sink.swap(first, second, 0.8);
        sink.replace(site.node, std::string(first.text()), 0.4);
        sink.replace(site.node, std::string(second.text()), 0.4);
        return;
    }
    const auto alternative = view.alternative(site.node);
    if (view.notion(alternative) != Notion::otherwise && view.notion(alternative) != Notion::block)
        return;
    const auto other = view.notion(alternative) == Notion::block ? alternative
                       : view.body(alternative)                  ? view.body(alternative)
                                                                 : view.operand(alternative);
    if (other && view.notion(other) != Notion::branch)
        sink.swap(view.body(site.node), other, 0.8);
}

/// `elif` as `if`: two questions that do not exclude each other; and the other way round.
void change_chain(const Site& site, Sink& sink) {
    if (site.node.type() == "elif_clause") {
        const auto word = site.node.child(0);
        sink.replace(word, "if", 0.5);
        return;
    }
    const auto previous = site.node.previous_sibling();
    const bool follows = site.is_statement && site.view.notion(previous) == Notion::branch &&
                         !site.view.alternative(previous);
    if (follows && site.view.syntax().indented)
        sink.replace(site.node.child(0), "elif", 0.6);
    if (follows && !site.view.syntax().indented) {
        const auto at = site.node.begin().offset;
        sink.edit({{.begin = at, .end = at, .text = "else "}}, "make the second if an else if",
                  0.6);
    }
}

void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::branch && site.notion != Notion::ternary)
        return;
    exchange_arms(site, sink);
    if (site.notion == Notion::branch)
        change_chain(site, sink);
    // A whole condition that always or never holds.
    const auto condition = site.view.condition(site.node);
    if (condition && site.notion == Notion::branch) {
        sink.replace(condition, std::string(site.view.syntax().truth), 0.25);
        sink.replace(condition, std::string(site.view.syntax().falsehood), 0.2);
    }
}

}  // namespace

const Operator k_branch_operator{.name = "branch",
                                 .purpose = "arms exchanged, if for else if, one arm alone",
                                 .prior = 0.55,
                                 .propose = propose};

}  // namespace mendel::repair
