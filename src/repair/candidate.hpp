#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/patch.hpp"

namespace mendel::repair {

/// One whole edited file of a Candidate.
struct EditedFile {
    std::string path;  ///< relative to the root
    std::string text;  ///< all bytes after the edit
};

/// A small edit that may be the repair, not tried yet.
struct Candidate {
    std::vector<EditedFile> files;  ///< one, or two where two places are needed
    std::string operator_name;      ///< of the list in operators.hpp
    std::string summary;            ///< imperative: "compare with <= instead of <"
    std::string file;               ///< where the (first) edit is
    int line = 0;                   ///< 1-based, in the text before the edit
    double score = 0;               ///< suspiciousness x prior x plausibility, higher is earlier
    std::string key;                ///< of the normalised tree; equal keys are one candidate
    std::vector<std::string> marks = {};  ///< why it may do less than it should: "removes code"
};

}  // namespace mendel::repair
