#pragma once

#include <string>

#include "repair/operators.hpp"

namespace mendel::repair {

/// Whether arithmetic may be done with the value.
bool may_be_number(const Site& site);

/// How tightly an expression binds: 9 for names, calls and literals, 2 products, 1 sums,
/// 0 comparisons, -1 logical, -2 everything looser.
int tightness(const code::View& view, const code::Node& node);

/// The node's text as an operand where at least `wanted` is needed: in parentheses if looser.
std::string operand_text(const code::View& view, const code::Node& node, int wanted);

/// A new text of this tightness in the place of the node: in parentheses where its parent binds
/// tighter.
std::string around(const code::View& view, const code::Node& node, const std::string& text,
                   int tight);

/// The parentheses around a node where the text in its place needs none: a name, member, call,
/// index or literal in an expression; else the node itself.
code::Node replaced_by(const code::View& view, const code::Node& node, const std::string& text);

}  // namespace mendel::repair
