#pragma once

#include <string>
#include <vector>

#include "code/tree.hpp"

namespace mendel::code {

enum class SymbolKind { function, type, variable, macro, reexport };

/// A name that a file offers to others.
struct Symbol {
    std::string name;  ///< "Widget"; C++ qualified: "shapes::Widget"; "*" for `export * from`
    SymbolKind kind = SymbolKind::variable;
    Position place = {};
    bool is_default = false;   ///< JS: `export default` or `module.exports = X`; name may be empty
    bool is_commonjs = false;  ///< JS: offered through module.exports or exports
    std::string source = {};   ///< JS reexport: the module it comes from
};

/// The definitions that a file offers, in source order. Python: functions, classes and variables of
/// the module level (those under `if` and `try` too; imported names are not definitions).
/// JavaScript and TypeScript: what is exported. C and C++: macros, types, functions, variables and
/// enumerators at file and namespace level. Go: declarations with a capital. Java, Rust: none yet.
///
///     for (const auto& symbol : symbols_of(*Tree::parse(Language::python, text))) ...
std::vector<Symbol> symbols_of(const Tree& tree);

}  // namespace mendel::code
