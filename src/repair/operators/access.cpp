#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/operators.hpp"
#include "repair/operators/expressions.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

bool is_word(std::string_view quoted) {
    return quoted.size() > 2 && base::is_identifier(quoted.substr(1, quoted.size() - 2));
}

/// `x["a"]` as `x.a` and `x.get("a")`; `x.a` as `x["a"]`.
void propose(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (!syntax.indented && syntax.equality != "===")
        return;
    if (site.notion == Notion::index && site.is_value) {
        const auto container = site.view.container(site.node).text();
        const auto key = site.view.subscript(site.node);
        if (site.view.notion(key) == Notion::slice)
            return;
        if (site.view.notion(key) == Notion::text && is_word(key.text()))
            sink.replace(
                site.node,
                fmt::format("{}.{}", container, key.text().substr(1, key.text().size() - 2)), 0.6);
        if (!syntax.indented)
            return;
        sink.replace(site.node, fmt::format("{}.get({})", container, key.text()), 0.5);
        for (const auto* fallback : {"0", "[]", "''", "{}"})
            sink.replace(site.node, fmt::format("{}.get({}, {})", container, key.text(), fallback),
                         0.4);
    } else if (site.notion == Notion::member && site.is_value) {
        const auto object = site.view.object(site.node).text();
        const auto name = site.view.member_name(site.node).text();
        sink.replace(site.node, fmt::format("{}['{}']", object, name), 0.4);
    } else if (site.notion == Notion::call && site.view.called_name(site.node).text() == "get") {
        const auto arguments = site.view.arguments(site.node);
        const auto receiver = site.view.receiver(site.node);
        if (!receiver || arguments.empty() || !syntax.indented)
            return;
        sink.replace(site.node, fmt::format("{}[{}]", receiver.text(), arguments[0].text()), 0.5);
        for (const auto* fallback : {"0", "1", "[]", "''", "{}", "False"})
            sink.replace(
                site.node,
                fmt::format("{}.get({}, {})", receiver.text(), arguments[0].text(), fallback), 0.6);
    }
}

}  // namespace

const Operator k_access_operator{.name = "access",
                                 .purpose = "key for attribute, a default for a missing key",
                                 .prior = 0.45,
                                 .propose = propose};

}  // namespace mendel::repair
