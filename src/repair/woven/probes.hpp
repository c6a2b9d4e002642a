#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "code/tree.hpp"
#include "repair/woven/loom.hpp"

namespace mendel::repair {

/// Where the probes of a run stand: each counts under its number, from 0, in all files.
struct Probes {
    int count = 0;
    /// By file and line: the probes of the statements that begin there, else of the innermost one.
    std::map<std::string, std::map<int, std::vector<int>>> lines;
};

/// What is asked of a file.
struct ProbeRequest {
    std::string path;
    bool is_test = false;     ///< every statement of it begins a unit
    std::set<int> fail = {};  ///< lines at which a test failed
};

/// The file with a call before each statement of its functions that counts it, and in tests, in
/// `main` and in functions that are marked as tests (Rust) one that begins a unit of the test: a
/// unit fails where the statement holds a line at which a test failed. Lines stay where they are.
std::string probed_source(const code::Tree& tree, const Loom& loom, const ProbeRequest& request,
                          Probes& probes);

}  // namespace mendel::repair
