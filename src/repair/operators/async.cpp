#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

bool is_async(const Node& function) {
    for (const auto& child : function.children())
        if (child.text() == "async")
            return true;
    return false;
}

/// A promise or coroutine that is not waited for, or waited for in vain.
void propose(const Site& site, Sink& sink) {
    if (site.notion == Notion::waits) {
        sink.replace(site.node, std::string(site.view.operand(site.node).text()), 0.4);
        return;
    }
    if (site.notion != Notion::call || !site.is_value || site.parent == Notion::waits ||
        !is_async(site.view.function_of(site.node)))
        return;
    const auto waited = fmt::format("await {}", site.node.text());
    const bool is_object = site.parent == Notion::member;
    sink.replace(site.node, is_object ? fmt::format("({})", waited) : waited, 0.9);
}

}  // namespace

const Operator k_async_operator{
    .name = "async", .purpose = "a missing or needless await", .prior = 0.8, .propose = propose};

}  // namespace mendel::repair
