#pragma once

#include <vector>

#include "code/imports.hpp"

namespace mendel::code {

// The readers behind imports_of, one file each.
std::vector<Import> python_imports(const Tree& tree);
std::vector<Import> script_imports(const Tree& tree);
std::vector<Import> c_imports(const Tree& tree);
std::vector<Import> go_imports(const Tree& tree);

Range range_of(const Node& node);

/// An Import with statement, lines and top_level filled in from its statement's node.
Import import_at(ImportForm form, const Node& statement);

}  // namespace mendel::code
