#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "forge/github_reviews.hpp"

namespace mendel::app {

/// A fix as review suggestions on the lines of the head; nothing where it cannot be told so: it
/// makes, deletes or changes the mode of a file, or a file is not text.
/// @param diff unified, as git writes it
std::optional<std::vector<forge::Suggestion>> suggestions_of(std::string_view diff);

}  // namespace mendel::app
