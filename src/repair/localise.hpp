#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/round.hpp"

namespace mendel::repair {

/// How likely a line holds the fault.
struct Suspicion {
    std::string file;  ///< relative to the root, never a test file
    int line = 0;      ///< 1-based
    double score = 0;  ///< 0 to 1, comparable within one Localisation
};

/// One test as its runner names it.
struct TestRun {
    std::string name;
    bool passed = false;
    bool skipped = false;
    std::chrono::milliseconds duration{0};
    std::string message = {};  ///< why it failed, one line
};

/// Where to search, most suspicious first.
struct Localisation {
    std::vector<Suspicion> lines;
    std::vector<TestRun>
        tests;           ///< of the suite as it is; empty where they could not be told apart
    std::string method;  ///< "coverage (Ochiai)", "stack and log" ... as --explain says it
    std::vector<std::string> notes = {};
    std::string state = {};  ///< what a measured run leaves for its fast Validator, as JSON
};

/// Runs the suite with coverage where the language has it (one localise_<language>.cpp each) and
/// scores lines by the spectrum, stack frames, assertion values and recent changes; without
/// coverage, by stack and log locations alone, and says so.
base::Result<Localisation> localise(const model::Round& round);

}  // namespace mendel::repair
