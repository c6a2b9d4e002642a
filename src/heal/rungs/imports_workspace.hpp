#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "code/tree.hpp"
#include "model/round.hpp"

namespace mendel::heal {

/// The tree of a round with edits made on top of it, which end as one Patch.
class Workspace {
  public:
    explicit Workspace(const model::Round& round) : m_round(&round) {}

    const model::Round& round() const { return *m_round; }

    /// The text of a file as it is with the edits so far; nothing where there is none.
    std::optional<std::string> read(const std::string& path) const;
    bool exists(const std::string& path) const;

    /// All files of the tree, sorted.
    const std::vector<std::string>& files() const;

    /// The file parsed; null where it is missing, too large or of an unknown language.
    std::shared_ptr<const code::Tree> parse(const std::string& path) const;

    /// Makes edits in a file; false where they overlap or change nothing.
    bool edit(const std::string& path, const std::vector<code::Edit>& edits);

    bool changed() const { return !m_changes.empty(); }

    /// The edits so far, made by the rung named.
    model::Patch patch(const std::string& rung, const std::string& summary) const;

    /// A path of a tool's output relative to the root, '.' and '..' parts resolved.
    std::string relative(std::string path) const;

  private:
    const model::Round* m_round;
    std::map<std::string, std::string> m_changes;
    mutable std::shared_ptr<std::vector<std::string>> m_files;
    mutable std::map<std::string, std::optional<std::string>> m_texts;
    mutable std::map<std::string, std::shared_ptr<const code::Tree>> m_trees;
};

/// The path that leads from a folder to a file, "./" or "../" first.
std::string path_between(std::string_view folder, std::string_view file);

/// The folder part of a path, "" where there is none; and the part after the last '/'.
std::string folder_of(std::string_view path);
std::string file_name_of(std::string_view path);

}  // namespace mendel::heal
