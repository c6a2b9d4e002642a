#pragma once

#include "code/tree.hpp"

namespace mendel::heal {

/// Whether evaluating the expression can do nothing but give a value: literals, names, operators
/// on them and collections of them; no call, await, yield, assignment or access to a member.
bool is_pure(const code::Node& expression);

/// The smallest node of the type that begins on the line or holds it, upwards from the position.
code::Node enclosing(const code::Node& node, std::string_view type);

/// Identifiers of this name on the line, in order.
std::vector<code::Node> names_on_line(const code::Tree& tree, int line, std::string_view name);

}  // namespace mendel::heal
