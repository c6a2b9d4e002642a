#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "code/tree.hpp"

namespace mendel::repair {

/// Code of src/repair/data that woven files call, and how they reach it.
struct Runtime {
    std::string_view file;
    std::string_view head = {};  ///< at the woven file's begin
    std::string_view foot = {};  ///< at its end; {} the folder of the helpers
    bool is_beside = false;      ///< it must lie in the woven file's folder
    std::string_view own_name =
        {};  ///< of one that stands at the file's end: it gets the file's name
};

/// How a language writes what is woven into it.
struct Loom {
    code::Language language = code::Language::c;
    std::string_view barred_header;     ///< word of a function's head that rules weaving out
    std::string_view barred_statement;  ///< nodes of a block before which no call may stand

    /// A function that chooses among its versions by the number of the variant.
    Runtime variants;
    std::string_view open;     ///< of the function's new body, with its brace
    std::string_view version;  ///< {0} the variant, {1} the body with its braces
    /// The same where the function has a result: a body without a return at its end, of which a
    /// compiler complains at the end of the whole function, compiles and fails when it runs.
    std::string_view version_with_result = {};
    std::string_view otherwise;              ///< {0} the body as it was
    std::string_view close;                  ///< of the new body
    std::string_view barred_parent = {};     ///< node that may not hold the function
    std::string_view barred_inside = {};     ///< node that the body may not hold
    std::size_t most_of_function = 400'000;  ///< bytes of versions that one function may hold
    std::string_view errors;           ///< pattern of a compiler's error: 1 the file, 2 the line
    std::string_view unresolved = {};  ///< pattern of a linker's error: 1 the name
    std::string_view prepare = {};     ///< shell line before the check, so that all errors are told
    std::string_view compile = {};     ///< shell line that tells them itself; {} the folder, quoted

    /// Calls that tell what runs (probes.hpp); {1} the way to the runtime's module (Rust).
    Runtime probes;
    std::string_view here;  ///< {0} the number of the probe
    std::string_view unit;  ///< {0} 1 where the unit fails, else 0
};

/// Whether calls and versions may stand in the body of a function that has one.
bool may_be_woven_into(const Loom& loom, const code::Node& function);

/// The package clause of Go.
std::string package_of(const code::Tree& tree);

/// The loom of a language; null where there is none.
const Loom* loom_of(code::Language language);

}  // namespace mendel::repair
