#pragma once

#include <string>

#include "code/view.hpp"

namespace mendel::code {

/// A text that is equal for trees that mean the same whatever their layout: comments, blanks,
/// parentheses and separators left out, `b > a` written as `a < b`.
std::string tree_key(const View& view, const Node& node);

}  // namespace mendel::code
