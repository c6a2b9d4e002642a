#pragma once

#include <functional>
#include <optional>
#include <string>

#include "code/imports.hpp"
#include "code/tree.hpp"

namespace mendel::code {

/// How a JavaScript file reaches other modules.
enum class ScriptStyle { esm, commonjs };

/// An import to be added.
struct NewImport {
    std::string module;      ///< Python without leading dots; JS and C as it will be written
    int level = 0;           ///< Python: leading dots
    std::string name = {};   ///< "" for the module itself; JS: "default", "*" or an export
    std::string alias = {};  ///< what the file calls it, where that differs
    bool is_system = false;  ///< C: <brackets>
    bool is_type = false;    ///< TS: `import type`
    ScriptStyle style = ScriptStyle::esm;  ///< used where the file imports nothing yet
    std::string path = {};                 ///< C: the file edited, whose own header stays first
};

/// Ranks an import by its section (standard library 1, third party 2, own 3, relative 4 ...).
using SectionOf = std::function<int(const std::string& module, int level)>;

/// The edit that adds an import at the right place in the file's own style: into an import of the
/// same module, else in its section, sorted where the block is sorted, else after docstring,
/// directives, leading comments, `#pragma once` or include guard. Nothing for Go (goimports).
///
///     auto edit = import_edit(tree, {.module = "os"}, section_of);
std::optional<Edit> import_edit(const Tree& tree, const NewImport& wanted,
                                const SectionOf& section_of);

/// The style that a file uses already; nothing where it imports and exports nothing.
std::optional<ScriptStyle> script_style(const Tree& tree);

/// The edit that takes one name out of an import, or with no `name` the whole import. Blank lines
/// that would be left doubled go too. Nothing where the statement cannot go: it is all that a
/// `try` block holds.
std::optional<Edit> import_removal(const Tree& tree, const Import& import,
                                   const ImportedName* name = nullptr);

}  // namespace mendel::code
