#pragma once

#include <functional>
#include <string>
#include <vector>

#include "code/import_edit.hpp"
#include "heal/rungs/imports_finding.hpp"
#include "heal/rungs/imports_workspace.hpp"

namespace mendel::heal {

/// One way to bring a name into a file.
struct Candidate {
    code::NewImport import;
    int score = 0;      ///< higher is better; equal scores are equally good
    std::string label;  ///< how a person would write it, for notes and summaries
};

/// Sorts best first and keeps the first of those that import the same.
void rank(std::vector<Candidate>& candidates);

/// Whether the best two are equally good, so that nothing may be chosen.
bool is_tie(const std::vector<Candidate>& ranked);

/// "X could come from a or b: choose one".
std::string tie_note(const std::string& name, const std::vector<Candidate>& ranked);

/// Whether an import of a name is a slip of the pen: the file itself uses another name and never
/// the one imported. A test says what a module is to offer; if it uses a name that is gone, the
/// module changed, and under the nearest name it would test something else.
bool is_slip(const code::Tree& tree, const code::ImportedName& imported, const std::string& other);

/// Why an import of a test is not changed to the nearest name that its module has.
std::string not_renamed_note(const std::string& module, const std::string& name,
                             const std::string& near);

/// What one language makes of one finding in one file: whole workspaces, best first.
struct Repairs {
    std::vector<std::pair<Workspace, std::string>> options = {};  ///< with what each does
    std::vector<std::string> notes = {};
    std::string missing_tool = {};
};

/// The files of a failure in one language and what it says.
struct Problem {
    Finding finding;
    std::vector<std::string> files;
    const model::Failure* failure = nullptr;
};

/// Of several ways that the repository imports a name, the most usual one: candidates of this score
/// gain by how often their label occurs.
void prefer_frequent(std::vector<Candidate>& candidates, int score);

/// How one language brings a name into a file.
struct NameImport {
    /// The ways, best first, none where the file does not lack the name.
    std::function<std::vector<Candidate>(const std::string& file)> search;
    /// Makes one of them; false where it cannot be made.
    std::function<bool(Workspace&, const std::string& file, const Candidate&)> add;
    std::string nothing;  ///< the note where there is no way
};

/// The best way for every file of the problem together, then the other ways of a single file.
Repairs name_repairs(const Workspace& workspace, const Problem& problem, const NameImport& how);

// A file or two each; only called with files of their language. Python and scripts: a name that
// nothing defines, a module that is not there, a name that its module does not have.
Repairs python_name_repairs(const Workspace& workspace, const Problem& problem);
Repairs python_module_repairs(const Workspace& workspace, const Problem& problem);
Repairs python_export_repairs(const Workspace& workspace, const Problem& problem);
Repairs script_name_repairs(const Workspace& workspace, const Problem& problem);
Repairs script_module_repairs(const Workspace& workspace, const Problem& problem);
Repairs script_export_repairs(const Workspace& workspace, const Problem& problem);
Repairs c_repairs(const Workspace& workspace, const Problem& problem);
Repairs go_repairs(const Workspace& workspace, const Problem& problem);

/// Unused imports taken out, in any language.
Repairs unused_repairs(const Workspace& workspace, const Problem& problem);

/// One name of one import that its module does not have.
struct Lack {
    std::string file;
    code::Import import;
    code::ImportedName name;
    std::string module;  ///< the module that is meant; scripts: its file
};

/// The import names something else, and so do the uses of what it bound.
bool rename_imported(Workspace& workspace, const Lack& lack, const std::string& name);

/// Identifiers outside imports that mean the name: not attributes, not keyword arguments.
std::vector<code::Node> references(const code::Tree& tree, const std::string& name);

/// Whether the file uses the name where neither its top level nor a function around the use binds
/// it.
bool is_lacking(const code::Tree& tree, const std::string& name);

/// Renames every identifier of this name in a file (not attributes, not keyword arguments).
std::vector<code::Edit> renaming(const code::Tree& tree, const std::string& from,
                                 const std::string& to);

/// Whether the file's top level defines or imports the name.
bool is_bound(const code::Tree& tree, const std::string& name);

/// Whether the file uses the name outside import statements.
bool is_used(const code::Tree& tree, const std::string& name);

}  // namespace mendel::heal
