#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

constexpr std::size_t k_most_keys = 12;

bool has_keyword(const Site& site, std::string_view name) {
    for (const auto& each : site.view.arguments(site.node))
        if (site.view.notion(each) == Notion::keyword && each.field("name").text() == name)
            return true;
    return false;
}

void append_argument(const Site& site, const std::string& text, double plausibility, Sink& sink) {
    if (site.node.text().back() != ')')
        return;
    const auto at = site.node.end().offset - 1;
    const auto added = site.view.arguments(site.node).empty() ? text : ", " + text;
    sink.edit({{.begin = at, .end = at, .text = added}}, fmt::format("sort with {}", text),
              plausibility);
}

void sort_python(const Site& site, Sink& sink) {
    if (!has_keyword(site, "reverse"))
        append_argument(site, "reverse=True", 0.9, sink);
    if (has_keyword(site, "key"))
        return;
    std::vector<std::string> keys = {
        "len", "abs", "str", "str.lower", "lambda x: x[0]", "lambda x: x[1]", "lambda x: -x"};
    for (const auto* name : site.program.scope().visible_at(site.node.begin().offset)) {
        if (keys.size() >= k_most_keys + 7)
            break;
        if (name->shape == Shape::mapping || name->shape == Shape::unknown)
            keys.push_back(fmt::format("lambda x: {}[x]", name->text));
        if (name->shape == Shape::callable)
            keys.push_back(name->text);
    }
    for (const auto& key : keys)
        append_argument(site, "key=" + key, 0.5, sink);
}

void sort_script(const Site& site, Sink& sink) {
    const auto arguments = site.view.arguments(site.node);
    if (arguments.empty()) {
        append_argument(site, "(a, b) => a - b", 0.9, sink);
        append_argument(site, "(a, b) => b - a", 0.6, sink);
        append_argument(site, "(a, b) => a.length - b.length", 0.4, sink);
    }
}

/// A sorted order that is missing its key or its direction.
void propose(const Site& site, Sink& sink) {
    const auto& syntax = site.view.syntax();
    if (site.notion == Notion::call) {
        const auto name = site.view.called_name(site.node).text();
        if (syntax.indented &&
            (name == "sorted" || name == "sort" || name == "max" || name == "min"))
            sort_python(site, sink);
        if (syntax.equality == "===" && (name == "sort" || name == "toSorted"))
            sort_script(site, sink);
    }
    if (site.notion == Notion::keyword) {
        const auto name = site.node.field("name").text();
        const auto list = site.node.parent();
        if (name != "reverse" && name != "key")
            return;
        for (const auto& each : list.named_children()) {
            if (!same(each, site.node) || same(each, list.named_children().front()))
                continue;
            const auto begin = each.previous_sibling().begin().offset;
            sink.edit({{.begin = begin, .end = each.end().offset, .text = ""}},
                      fmt::format("sort without {}", each.text()), 0.5);
        }
    }
}

}  // namespace

const Operator k_sort_operator{.name = "sort",
                               .purpose = "the key or the direction of a sort",
                               .prior = 0.55,
                               .propose = propose};

}  // namespace mendel::repair
