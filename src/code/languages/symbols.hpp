#pragma once

#include <vector>

#include "code/symbols.hpp"

namespace mendel::code {

// The readers behind symbols_of, one file each.
std::vector<Symbol> python_symbols(const Tree& tree);
std::vector<Symbol> script_symbols(const Tree& tree);
std::vector<Symbol> c_symbols(const Tree& tree);
std::vector<Symbol> go_symbols(const Tree& tree);

}  // namespace mendel::code
