#include <fmt/format.h>

#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// Bytes for text and text for bytes; text that is joined with numbers.
void propose(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (!site.is_value)
        return;
    if (site.notion == Notion::text && syntax.indented) {
        const auto text = std::string(site.node.text());
        if (text[0] == '\'' || text[0] == '"')
            sink.replace(site.node, "b" + text, 0.5);
        if (text[0] == 'b')
            sink.replace(site.node, text.substr(1), 0.6);
        if (text.find('{') != std::string::npos && (text[0] == '\'' || text[0] == '"'))
            sink.replace(site.node, "f" + text, 0.7);
        if (text.find('\\') != std::string::npos && (text[0] == '\'' || text[0] == '"'))
            sink.replace(site.node, "r" + text, 0.4);
    }
    const auto parent = site.node.parent();
    const auto parts = site.view.binary(parent);
    if (!parts || parts->sign.text() != "+")
        return;
    const auto& other = same(site.node, parts->left) ? parts->right : parts->left;
    if (site.program.scope().shape_of(other) != Shape::text || site.notion == Notion::text)
        return;
    if (syntax.indented)
        sink.replace(site.node, fmt::format("str({})", site.node.text()), 0.9);
    if (syntax.equality == "===")
        sink.replace(site.node, fmt::format("String({})", site.node.text()), 0.7);
}

}  // namespace

const Operator k_text_operator{.name = "text",
                               .purpose = "bytes for text, text for numbers, placeholders",
                               .prior = 0.45,
                               .propose = propose};

}  // namespace mendel::repair
