#include <fmt/format.h>

#include "repair/operators.hpp"

namespace mendel::repair {

using code::Notion;

namespace {

/// break, continue and return taken for each other.
void propose(const Site& site, Sink& sink) {
    if (site.notion != Notion::jump || !site.is_statement)
        return;
    const auto text = site.node.text();
    const auto tail = site.view.syntax().end;
    const bool is_break = text.substr(0, 5) == "break";
    sink.replace(site.node, fmt::format("{}{}", is_break ? "continue" : "break", tail), 1);
    if (site.view.function_of(site.node))
        sink.replace(site.node, fmt::format("return{}", tail), 0.3);
}

}  // namespace

const Operator k_jump_operator{.name = "jump",
                               .purpose = "break for continue, and the other way round",
                               .prior = 0.6,
                               .propose = propose};

}  // namespace mendel::repair
