#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"

namespace mendel::git {

/// One file of a patch on its way into the work tree.
struct JournalStep {
    std::string path;    ///< relative to the root
    std::string before;  ///< SHA-256 of what stands there now, "" for nothing
    std::string after;   ///< SHA-256 of what will, "" for nothing
    std::string staged;  ///< name of the file in the journal's folder that goes there
    bool operator==(const JournalStep&) const = default;
};

/// The journal of an apply_to_work_tree: it exists from the moment when all new contents are on
/// the disk to the moment when all are in place.
std::string to_journal_text(const std::vector<JournalStep>& steps);
base::Result<std::vector<JournalStep>> parse_journal(const std::string& text,
                                                     const std::string& where);

}  // namespace mendel::git
