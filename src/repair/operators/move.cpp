#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/operators.hpp"

namespace mendel::repair {

using code::Node;
using code::Notion;

namespace {

/// The bytes of the whole lines a statement stands on.
code::Edit lines_of(const Node& node) {
    return code::removal_of(node);
}

std::string shown_move(const Site& site, std::string_view where) {
    return fmt::format("move {} {}", base::ellipsize(site.node.text(), 50), where);
}

std::string moved_text(const Site& site, const std::string& indent) {
    const auto old = site.program.indent_of(site.node);
    auto text = base::replace_all(site.node.text(), "\n" + old, "\n" + indent);
    return indent + text + "\n";
}

/// Into or out of blocks needs whole lines.
bool stands_alone(const Site& site, const Node& node) {
    const auto lines = lines_of(node);
    return site.program.begins_line(node) && lines.begin < node.begin().offset + 1 &&
           lines.end > node.end().offset;
}

/// The statement behind the compound statement whose block it ends or is in.
void move_out(const Site& site, Sink& sink) {
    const auto block = site.node.parent();
    const auto owner = site.view.statement_of(block.parent());
    if (!owner || site.view.notion(owner) == Notion::function || !site.view.function_of(owner) ||
        statements_of(site.view, block).size() < 2 || !site.program.begins_line(owner))
        return;
    const auto indent = site.program.indent_of(owner);
    const auto lines = lines_of(site.node);
    const auto& text = site.program.tree().text();
    const auto line_end = text.find('\n', owner.end().offset);
    const auto after =
        static_cast<std::uint32_t>(line_end == std::string::npos ? text.size() : line_end + 1);
    const auto before = owner.begin().offset - static_cast<std::uint32_t>(indent.size());
    const auto summary = shown_move(site, "out of its block");
    if (lines.end <= after)
        sink.edit({lines, {.begin = after, .end = after, .text = moved_text(site, indent)}},
                  summary + ", behind it", 0.7);
    sink.edit({lines, {.begin = before, .end = before, .text = moved_text(site, indent)}},
              summary + ", before it", 0.5);
}

/// The statement at the end of the block of the one before it, or the start of the one after.
void move_in(const Site& site, const Node& neighbour, bool at_end, Sink& sink) {
    auto body = site.view.body(neighbour);
    if (at_end && site.view.alternative(neighbour))
        body = {};
    const auto inner = body ? statements_of(site.view, body) : std::vector<Node>();
    if (inner.empty() || !site.program.begins_line(inner.front()))
        return;
    const auto indent = site.program.indent_of(inner.front());
    const auto lines = lines_of(site.node);
    const auto summary = shown_move(site, "into the block beside it");
    const auto& text = site.program.tree().text();
    if (at_end) {
        const auto line_end = text.find('\n', inner.back().end().offset);
        if (line_end == std::string::npos)
            return;
        const auto at = static_cast<std::uint32_t>(line_end + 1);
        sink.edit({lines, {.begin = at, .end = at, .text = moved_text(site, indent)}}, summary,
                  0.6);
    } else {
        const auto at = inner.front().begin().offset - static_cast<std::uint32_t>(indent.size());
        sink.edit({lines, {.begin = at, .end = at, .text = moved_text(site, indent)}}, summary,
                  0.5);
    }
}

void propose(const Site& site, Sink& sink) {
    if (!site.is_statement || !site.view.function_of(site.node) || !stands_alone(site, site.node))
        return;
    if (site.notion == Notion::function || site.notion == Notion::import)
        return;
    const auto all = statements_of(site.view, site.node.parent());
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (!same(all[i], site.node))
            continue;
        if (i + 1 < all.size() && stands_alone(site, all[i + 1])) {
            sink.swap(all[i], all[i + 1], 0.8);
            move_in(site, all[i + 1], false, sink);
        }
        if (i > 0)
            move_in(site, all[i - 1], true, sink);
    }
    move_out(site, sink);
}

}  // namespace

const Operator k_move_operator{
    .name = "move",
    .purpose = "a statement at another place: order, in or out of a block",
    .prior = 0.5,
    .propose = propose};

}  // namespace mendel::repair
