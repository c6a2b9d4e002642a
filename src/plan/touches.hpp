#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "code/dependencies.hpp"

namespace mendel::plan {

/// What of a repository a feature is about.
struct Surroundings {
    std::vector<std::string> sources = {};  ///< files named, or whose names share its words
    std::vector<std::string> tests = {};    ///< tests that use them, directly or not
    std::vector<std::string> documents = {};
    std::vector<std::string> languages = {};  ///< skills: "python", "go"
    std::size_t users = 0;                    ///< files that use the sources, directly or not
};

/// Finds the files that a text is about: those it names by path, then those whose path shares the
/// rarest of its words (term frequency by inverse document frequency), at most six.
Surroundings surroundings_of(std::string_view text, const code::DependencyGraph& graph);

}  // namespace mendel::plan
