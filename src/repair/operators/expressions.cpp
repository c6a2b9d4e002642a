#include "repair/operators/expressions.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace mendel::repair {

using code::class_of;
using code::Node;
using code::Notion;
using code::SignClass;

namespace {

/// Whether a text of the language is one expression that holds together without parentheses.
bool is_atom(code::Language language, const std::string& text) {
    const auto tree = code::Tree::parse(language, text);
    if (!tree || tree->root().has_error())
        return false;
    const code::View view(*tree);
    auto node = tree->root();
    while (node.named_children().size() == 1 && !code::is_expression(view.notion(node)))
        node = node.named_children().front();
    switch (view.notion(node)) {
        case Notion::identifier:
        case Notion::member:
        case Notion::call:
        case Notion::index:
        case Notion::text:
            return node.text() == text;
        default:
            return false;
    }
}

/// Whether a word would grow together with what stands beside the parentheses: `return(x)`.
bool stands_apart(const Node& group) {
    const auto source = group.source();
    const auto begin = group.begin().offset;
    const auto end = group.end().offset;
    return (begin == 0 || !base::is_word_byte(source[begin - 1])) &&
           (end >= source.size() || !base::is_word_byte(source[end]));
}

}  // namespace

Node replaced_by(const code::View& view, const Node& node, const std::string& text) {
    const auto group = node.parent();
    const auto holder = view.notion(group.parent());
    const bool is_part = holder == Notion::binary || holder == Notion::unary ||
                         holder == Notion::arguments || holder == Notion::index;
    if (view.notion(group) != Notion::group || !is_part || !stands_apart(group) ||
        group.named_children().size() != 1 || text.find('\n') != std::string::npos ||
        !is_atom(view.syntax().language, text))
        return node;
    return group;
}

bool may_be_number(const Site& site) {
    switch (site.notion) {
        case Notion::identifier:
        case Notion::call:
        case Notion::index:
        case Notion::member:
        case Notion::binary:
        case Notion::unary: {
            const auto shape = site.program.scope().shape_of(site.node);
            const bool is_called = site.parent == Notion::call &&
                                   same(site.node, site.view.callee(site.node.parent()));
            const bool is_object = site.parent == Notion::member;
            return !is_called && !is_object && (shape == Shape::number || shape == Shape::unknown);
        }
        default:
            return false;
    }
}

int tightness(const code::View& view, const Node& node) {
    const auto kind = view.notion(node);
    if (kind == Notion::ternary || kind == Notion::lambda || kind == Notion::assignment ||
        kind == Notion::yields)
        return -2;
    if (kind == Notion::unary)
        return view.sign(node).text() == "not" ? -1 : 3;
    if (kind == Notion::waits || kind == Notion::cast)
        return 3;
    const auto parts = view.binary(node);
    if (!parts)
        return 9;
    switch (class_of(parts->sign.text())) {
        case SignClass::arithmetic:
            return parts->sign.text() == "**"                               ? 4
                   : parts->sign.text() == "+" || parts->sign.text() == "-" ? 1
                                                                            : 2;
        case SignClass::logical:
            return -1;
        default:
            return 0;
    }
}

std::string operand_text(const code::View& view, const Node& node, int wanted) {
    return tightness(view, node) < wanted ? fmt::format("({})", node.text())
                                          : std::string(node.text());
}

std::string around(const code::View& view, const Node& node, const std::string& text, int tight) {
    const auto parent = node.parent();
    const auto kind = view.notion(parent);
    int wanted = -3;
    if (kind == Notion::binary || kind == Notion::unary || kind == Notion::waits ||
        kind == Notion::cast) {
        wanted = tightness(view, parent);
        const auto parts = view.binary(parent);
        const bool is_right = parts && same(node, parts->right);
        if (is_right && (parts->sign.text() == "-" || parts->sign.text() == "/"))
            ++wanted;
    } else if (kind == Notion::member || kind == Notion::ternary || kind == Notion::spread ||
               (kind == Notion::index && same(node, view.container(parent)))) {
        wanted = kind == Notion::member || kind == Notion::index ? 9 : -1;
    }
    return tight < wanted ? fmt::format("({})", text) : text;
}

}  // namespace mendel::repair
