#pragma once

#include <functional>
#include <set>
#include <string>
#include <vector>

#include "code/symbols.hpp"
#include "heal/rungs/imports_candidates.hpp"

namespace mendel::heal {

/// The files of a repository that JavaScript and TypeScript files can import, and its packages.
class ScriptModules {
  public:
    explicit ScriptModules(const Workspace& workspace);

    /// The file that a relative specifier of a file means by Node's, bundlers' and TypeScript's
    /// rules (endings left out, index files, ".js" for ".ts"); "" for none.
    std::string resolved(const std::string& from, const std::string& specifier) const;

    /// The specifier with which one file imports another, ending and index as that file, else the
    /// repository, writes them. `like` is the specifier to resemble; it may be empty.
    std::string specifier(const std::string& from, const std::string& to,
                          const std::string& like = {}) const;

    /// Packages that the package.json nearest to a file names.
    std::set<std::string> packages(const std::string& file) const;

    /// Whether files without imports are ES modules there ("type": "module", .mjs, TypeScript).
    code::ScriptStyle style_of(const std::string& file) const;

    /// What a file exports, `export * from` followed.
    std::vector<code::Symbol> exports_of(const std::string& file, int depth = 0) const;

    const std::vector<std::string>& files() const { return m_files; }

  private:
    std::string package_text(const std::string& file) const;

    const Workspace& m_workspace;
    std::vector<std::string> m_files;
};

/// The file's name up to its first dot: "util" of "lib/util.test.js".
std::string script_stem(const std::string& path);

/// 1 for modules of Node.js, 2 for packages, 3 for relative paths.
int script_section(const std::string& module, int level);

}  // namespace mendel::heal
