#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "code/dependency_scan.hpp"

namespace mendel::code {

/// Which file of a repository uses which; files are named by their index in `files`.
struct DependencyGraph {
    std::vector<std::string> files = {};                ///< relative paths, sorted
    std::vector<std::vector<std::uint32_t>> uses = {};  ///< sorted, each once, never itself

    std::size_t edge_count() const;
    /// The file with this path; the number of files where there is none.
    std::uint32_t find(std::string_view path) const;
};

/// The files of a repository and a way to read them.
struct SourceTree {
    std::vector<std::string> files;  ///< relative paths, sorted; others are not seen
    std::function<base::Result<std::string>(const std::string& path)> read;
};

/// Reads imports and keeps them, so that a second look reads only what changed.
///
///     code::DependencyIndex index;
///     index.update(tree, stamp);                        // stamp: size and time, or a hash
///     const auto graph = index.graph();
///     const auto touched = code::affected_by(graph, {"src/core.py"});
class DependencyIndex {
  public:
    /// What tells one state of a file from another; equal stamps are taken as equal bytes. Called
    /// from several threads.
    using Stamp = std::function<std::string(const std::string& path)>;

    /// Brings the index up to date; the number of files that were read. A file that cannot be read
    /// counts as one without imports.
    std::size_t update(const SourceTree& tree, const Stamp& stamp);
    DependencyGraph graph() const;

  private:
    struct Entry {
        std::string stamp = {};
        std::vector<ScannedImport> imports = {};
    };
    std::map<std::string, Entry> m_entries = {};
    SourceTree m_tree = {};
};

/// The graph of a folder's files, read once with several threads.
DependencyGraph dependencies_of(const SourceTree& tree);

/// Files that use each other in a circle, each circle sorted, the circles too (R. Tarjan, Depth-
/// first search and linear graph algorithms, 1972). Files that are in none are left out.
std::vector<std::vector<std::string>> cycles_of(const DependencyGraph& graph);

/// All files, used ones before those that use them; the members of a circle side by side.
std::vector<std::string> topological_order(const DependencyGraph& graph);

/// The changed files and everything that uses them, directly or not, sorted.
std::vector<std::string> affected_by(const DependencyGraph& graph,
                                     const std::vector<std::string>& changed);

/// The longest chain of files, each using the one before; a circle counts as one step.
std::vector<std::string> longest_chain(const DependencyGraph& graph);

}  // namespace mendel::code
