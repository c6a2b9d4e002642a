#pragma once

#include <map>
#include <string>

#include "code/tree.hpp"

namespace mendel::repair {

/// A source file with probes in it.
struct ProbedFile {
    std::string text;
    std::map<int, int> statements;  ///< first line of each marked statement: its last line
};

/// JavaScript or TypeScript with a mark before each statement, counted by mendel_repair_node.cjs,
/// and a look at the clock in each loop. Lines stay where they are.
/// @param number under which the marks are counted
ProbedFile probed_script(const code::Tree& tree, int number);

/// A test file whose assertions tell how they end and do not end the test; the functions given to
/// `test` and `it` tell where a test begins and ends.
std::string softened_script(const code::Tree& tree);

}  // namespace mendel::repair
