#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "code/imports.hpp"
#include "heal/rungs/imports_workspace.hpp"

namespace mendel::heal {

/// The modules of a repository by the dotted names under which its files import each other.
class PythonModules {
  public:
    explicit PythonModules(const Workspace& workspace);

    /// How the file is imported by name: "pkg.sub.mod"; "" for what no import can name.
    std::string name_of(const std::string& file) const;

    /// The file of a module or package; "" where the repository has none.
    std::string file_of(const std::string& module) const;

    /// The module that an import of a file means, without leading dots.
    std::string absolute(const std::string& file, const std::string& module, int level) const;

    /// Module and level with which a file imports a module, relative where the file does so.
    std::pair<std::string, int> spelled(const std::string& from_file, const code::Tree& tree,
                                        const std::string& module) const;

    /// Module and level of a relative import; the module itself with level 0 where they share no
    /// package.
    std::pair<std::string, int> relative(const std::string& from_file,
                                         const std::string& module) const;

    /// Standard library 1, installed packages 2, the repository's own 3, relative 4.
    int section(const std::string& module, int level) const;

    /// What a module of the repository defines.
    std::vector<std::string> defined(const std::string& module) const;

    /// What it offers: definitions, names that it imports itself, and modules below it.
    std::vector<std::string> offered(const std::string& module) const;

    const std::vector<std::string>& files() const { return m_files; }
    const std::map<std::string, std::string>& modules() const { return m_modules; }

  private:
    bool is_package(const std::string& folder) const;

    const Workspace& m_workspace;
    std::vector<std::string> m_files;
    std::set<std::string> m_folders;               ///< those with an __init__.py
    std::set<std::string> m_imported;              ///< first parts of all absolute imports
    std::map<std::string, std::string> m_modules;  ///< dotted name to file
    std::set<std::string> m_tops;                  ///< first parts of the repository's own
};

/// Python's answers to questions about modules outside the repository.
struct PythonAnswers {
    bool asked = false;                  ///< an interpreter answered
    std::set<std::string> importable;    ///< those of the modules asked that can be imported
    std::vector<std::string> exporters;  ///< modules of the standard library that define the name
    std::map<std::string, std::vector<std::string>> names;  ///< public names of importable modules
    std::vector<std::string> installed;  ///< top-level modules of installed distributions
};

/// What to ask. A module stands for itself, or with a symbol ("a.b:c") for what it holds; it counts
/// as importable only where everything in `uses` is found in it ("a.b" attribute chains).
struct PythonQuestion {
    std::string name;
    std::vector<std::string> modules;
    std::vector<std::string> uses;
    bool scan = false;  ///< search the whole standard library for the name
};

/// Asks the interpreter that the check uses, through the round's `run`, standard library only.
PythonAnswers ask_python(const Workspace& workspace, const PythonQuestion& question);

}  // namespace mendel::heal
