#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "code/tree.hpp"

namespace mendel::code {

/// Bytes of a text, end exclusive.
struct Range {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

enum class ImportForm {
    module,       ///< Python `import a.b`; JS side effect `import 'x'`; Go
    from,         ///< Python `from a import b`; JS `import b, {c} from 'x'`
    require,      ///< JS `require('x')`, TS `import x = require('x')`
    dynamic,      ///< JS `import('x')`, `jest.mock('x')`, `require.resolve('x')`
    export_from,  ///< JS `export {a} from 'x'`
    include,      ///< C and C++ `#include`
};

/// One name that an import brings.
struct ImportedName {
    std::string name;        ///< as the module calls it; "default" and "*" for JS, "*" for Python
    std::string alias = {};  ///< as the file calls it, where that differs
    Range range = {};        ///< the whole element, alias included
    Range name_range = {};   ///< `name` alone
};

/// One imported module; `import a, b` of Python is two that share a statement.
struct Import {
    ImportForm form = ImportForm::module;
    std::string module;      ///< without quotes, brackets and Python's leading dots
    int level = 0;           ///< Python: number of leading dots
    std::string alias = {};  ///< what the whole module is called, where that differs
    std::vector<ImportedName> names = {};
    Range statement = {};     ///< the statement, or the call for require and dynamic
    Range element = {};       ///< the module with its alias (Python `import a as b`)
    Range module_range = {};  ///< the module's text inside its quotes, leading dots included
    int line = 0;             ///< 1-based line of the statement
    int last_line = 0;        ///< 1-based last line of the statement
    bool top_level = true;    ///< not inside a function, class or conditional block
    bool is_system = false;   ///< C: <brackets>
    bool is_type = false;     ///< TS: `import type`

    /// What the file calls the module or name that `name` stands for: the alias, else the name.
    bool binds(const std::string& name) const;
};

/// What a name of an import is called in the file.
const std::string& bound_name(const ImportedName& name);

/// All imports of a file, in source order; none for Java and Rust.
std::vector<Import> imports_of(const Tree& tree);

}  // namespace mendel::code
