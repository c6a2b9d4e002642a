#include <algorithm>
#include <string_view>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// How much more likely a name is that is bound and never read, or that stands in a pair of equals.
constexpr double k_telling = 1.6;

/// How alike two names are, 0 to 1: people mistake i for j and max_depth for depth.
double likeness(const std::string& left, const std::string& right) {
    if (left.find(right) != std::string::npos || right.find(left) != std::string::npos)
        return 1;
    if (left.size() == 1 && right.size() == 1)
        return 0.9;
    const auto longest = static_cast<double>(std::max(left.size(), right.size()));
    return 1 - static_cast<double>(base::edit_distance(left, right)) / longest;
}

bool is_replaceable(const Site& site) {
    if (site.notion != Notion::identifier)
        return false;
    return site.is_value || site.parent == Notion::assignment || site.parent == Notion::augmented ||
           site.parent == Notion::step;
}

/// Whether nothing but its binding names it, where it can be used: most likely it was meant.
bool is_unread(const Site& site, const Name& name) {
    const auto text =
        std::string_view(site.program.tree().text()).substr(name.begin, name.end - name.begin);
    std::size_t count = 0;
    for (auto at = text.find(name.text); at != std::string_view::npos && count < 2;
         at = text.find(name.text, at + name.text.size())) {
        const auto end = at + name.text.size();
        if ((at == 0 || !base::is_word_byte(text[at - 1])) &&
            (end == text.size() || !base::is_word_byte(text[end])))
            ++count;
    }
    return count == 1;
}

/// Whether the same stands beside it: f(a, a), [a, a], a - a.
bool has_twin(const Site& site) {
    std::size_t count = 0;
    for (const auto& each : site.node.parent().named_children())
        if (each.text() == site.node.text())
            ++count;
    return count > 1;
}

void propose(const Site& site, Sink& sink) {
    if (!is_replaceable(site))
        return;
    const auto& scope = site.program.scope();
    const auto offset = site.node.begin().offset;
    const auto* old = scope.find(site.node.text(), offset);
    const auto want = old == nullptr ? Shape::unknown : old->shape;
    const bool is_called =
        site.parent == Notion::call && same(site.node, site.view.callee(site.node.parent()));
    const double beside = has_twin(site) ? k_telling : 1;
    for (const auto* name : scope.visible_at(offset)) {
        if (name->text == site.node.text())
            continue;
        const bool is_callable = name->shape == Shape::callable;
        if (is_called != is_callable && name->shape != Shape::unknown)
            continue;
        const double kind = name->shape == want && want != Shape::unknown ? 1
                            : fits(name->shape, want)                     ? 0.7
                                                                          : 0.25;
        const double reach = name->is_local ? 1 : 0.3;
        const double alike = 0.6 + 0.4 * likeness(name->text, std::string(site.node.text()));
        const double unread = name->is_local && is_unread(site, *name) ? k_telling : 1;
        sink.replace(site.node, name->text, std::min(1.0, kind * reach * alike * beside * unread));
    }
}

}  // namespace

const Operator k_variable_operator{
    .name = "variable",
    .purpose = "another variable of the scope, of a like type or name",
    .prior = 0.8,
    .propose = propose};

}  // namespace mendel::repair
