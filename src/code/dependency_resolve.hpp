#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "code/dependencies.hpp"

namespace mendel::code {

/// The files of a tree by path, and its folders.
class FileTable {
  public:
    explicit FileTable(const std::vector<std::string>& files);
    std::optional<std::uint32_t> find(std::string_view path) const;
    bool has_folder(std::string_view path) const;
    const std::vector<std::string>& files() const { return m_files; }
    /// Files whose last part is the name.
    const std::vector<std::uint32_t>& named(std::string_view name) const;
    /// Files that stand in the folder itself.
    const std::vector<std::uint32_t>& in_folder(std::string_view folder) const;

  private:
    const std::vector<std::string>& m_files;
    std::unordered_map<std::string_view, std::uint32_t> m_by_path = {};
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> m_by_name = {};
    std::unordered_map<std::string_view, std::vector<std::uint32_t>> m_by_folder = {};
    std::unordered_set<std::string_view> m_folders = {};
};

using FileIds = std::vector<std::uint32_t>;

/// Adds the files of the tree that an import of the file `from` stands for; none for what comes
/// from outside.
using ResolveImport =
    std::function<void(std::uint32_t from, const ScannedImport& import, FileIds& to)>;

/// All imports of a file.
using ImportsOf = std::function<const std::vector<ScannedImport>&(std::uint32_t file)>;

/// Packages, namespace packages (PEP 420) and relative imports; roots are the folders above a file
/// that are no packages, then src/ and the tree's own root.
ResolveImport python_resolver(const FileTable& table);
/// Relative paths, tsconfig `paths` and `baseUrl` (with `extends`), packages of the workspace by
/// name, package.json `exports` and `imports` with conditions
/// (https://nodejs.org/api/packages.html, https://www.typescriptlang.org/tsconfig).
ResolveImport script_resolver(const FileTable& table, const SourceTree& tree);
/// The including file's folder, the folders of compile_commands.json, include/ and src/, then a
/// path that only one file ends in.
ResolveImport c_resolver(const FileTable& table, const SourceTree& tree);
/// Modules of go.mod with their local `replace`s; an import is every file of the package that is no
/// test.
ResolveImport go_resolver(const FileTable& table, const SourceTree& tree);
/// Types by package and file name; `*` is the whole package.
ResolveImport java_resolver(const FileTable& table, const ImportsOf& imports_of);
/// `mod`, and paths from crate, self, super, and crates of the workspace.
ResolveImport rust_resolver(const FileTable& table, const SourceTree& tree);

/// The folder part of a path, "" at the root; and a joined, normal path.
std::string_view folder_of(std::string_view path);
std::string in_folder(std::string_view folder, std::string_view path);

}  // namespace mendel::code
