#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "git/handles.hpp"

namespace mendel::git {

/// What git does between a file's bytes in the work tree and in the repository: line endings by
/// core.autocrlf, core.eol and attributes, ident, and Git LFS. Other filter programs are not run.
class Filters {
  public:
    /// `attributes`: the commit whose .gitattributes count; null: those of the work tree.
    explicit Filters(git_repository* repository, const git_oid* attributes = nullptr);

    /// The bytes as the repository stores them.
    base::Result<std::string> to_repository(const std::string& path, std::string bytes) const;

    /// The bytes as the work tree has them; an LFS pointer stays one where its object is missing.
    base::Result<std::string> to_work_tree(const std::string& path, std::string bytes) const;

  private:
    bool uses_lfs(const std::string& path) const;
    base::Result<std::string> apply(const std::string& path, std::string bytes,
                                    git_filter_mode_t mode) const;

    git_repository* m_repository;
    git_oid m_attributes{};
    bool m_from_commit = false;
    bool m_active = true;  ///< whether any attribute or setting can change bytes at all
    std::string m_lfs_store;
};

}  // namespace mendel::git
