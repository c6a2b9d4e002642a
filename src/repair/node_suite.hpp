#pragma once

#include <string>
#include <vector>

#include "model/round.hpp"

namespace mendel::repair {

/// The runs of Node test tools that the check amounts to, in order, each as a command; the whole
/// check where it is not known what it runs but a file of the tree is JavaScript or TypeScript.
/// None where nothing speaks of Node.
std::vector<model::Command> node_commands(const model::Round& round);

/// How our helper (data/mendel_repair_node.cjs) is started in a role: "collect" or "serve".
model::Command node_helper(const model::Round& round, const model::Command& check,
                           const std::string& role);

/// Files of the tree that a Node check may run: sources, tests, generated ones left out.
struct NodeFiles {
    std::vector<std::string> sources;
    std::vector<std::string> tests;
};

NodeFiles node_files(const model::Round& round);

}  // namespace mendel::repair
