#pragma once

#include <optional>
#include <string>
#include <vector>

namespace mendel::model {

/// How one file differs from the base, with both whole contents.
struct FileChange {
    std::string path;                   ///< relative to the root, '/'-separated, no ".." parts
    std::optional<std::string> before;  ///< bytes at the base; nothing: the file is new
    std::optional<std::string> after;   ///< bytes after; nothing: the file is deleted
    unsigned mode = 0100644;            ///< git file mode after: 0100644, 0100755 or 0120000
    unsigned mode_before = 0;           ///< mode at the base; 0: the change keeps the file's mode

    /// Whether the change is one of mode, perhaps besides its bytes.
    bool changes_mode() const { return before && after && mode_before != 0 && mode_before != mode; }

    bool operator==(const FileChange&) const = default;
};

/// A change to files relative to one base commit; nothing is applied yet.
struct Patch {
    std::string base = {};                 ///< hash of the commit it applies to
    std::vector<FileChange> changes = {};  ///< by path, each path once
    std::string rung = {};                 ///< the rung that made it
    std::string summary = {};              ///< what it does, one line, imperative

    bool empty() const { return changes.empty(); }
};

/// `second` made on top of `first`, as one Patch against the base of `first`. Files that end as
/// they began are left out.
Patch combined(const Patch& first, const Patch& second);

/// Number of lines added and removed, as the shortest line diff has them.
struct LineCount {
    std::size_t added = 0;
    std::size_t removed = 0;
};

/// The lines that a change really adds and removes; where thousands change, all between the first
/// and the last of them.
LineCount changed_lines(const FileChange& change);

}  // namespace mendel::model
