#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::evaluate {

/// What a manifest asks of one dependency.
struct Requirement {
    std::string lowest;   ///< the lowest version that fits, "" for any
    std::string highest;  ///< the bound it must stay below or at, "" for none
    int line = 0;
};

/// The dependencies of a manifest (requirements*.txt, pyproject.toml, setup.cfg, Pipfile,
/// package.json, go.mod, Cargo.toml, environment.yml) by name, lower case.
std::map<std::string, Requirement> requirements_of(std::string_view path, std::string_view text);

/// Negative, zero or positive as the left version is lower than, equal to or higher than the right
/// one, number by number.
int compare_versions(std::string_view left, std::string_view right);

}  // namespace mendel::evaluate
