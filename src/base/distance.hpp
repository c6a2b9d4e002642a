#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::base {

/// Damerau-Levenshtein distance (optimal string alignment): insertions, deletions, substitutions
/// and transpositions of neighbours, in bytes.
std::size_t edit_distance(std::string_view left, std::string_view right);

/// The candidates nearest to `name`, case folded, best first; only those within a third of the
/// name's length (at least one edit). `name` itself, to the letter, is no candidate.
std::vector<std::string> nearest_names(std::string_view name,
                                       const std::vector<std::string>& candidates);

}  // namespace mendel::base
