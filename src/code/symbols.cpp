#include "code/symbols.hpp"

#include "code/language.hpp"
#include "code/languages/symbols.hpp"

namespace mendel::code {

std::vector<Symbol> symbols_of(const Tree& tree) {
    if (tree.language() == Language::python)
        return python_symbols(tree);
    if (is_script(tree.language()))
        return script_symbols(tree);
    if (is_c_family(tree.language()))
        return c_symbols(tree);
    if (tree.language() == Language::go)
        return go_symbols(tree);
    return {};
}

}  // namespace mendel::code
