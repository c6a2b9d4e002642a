#pragma once

#include <string_view>

#include "code/tree.hpp"

namespace mendel::repair {

/// How a language writes a function that chooses among its versions by the number of the variant.
struct Loom {
    std::string_view head;           ///< at the file's begin
    std::string_view open;           ///< of the choice, which stands in the function's braces
    std::string_view version;        ///< {0} the variant, {1} the body with its braces
    std::string_view otherwise;      ///< {0} the body as it was
    std::string_view foot;           ///< at the file's end; {} the folder of the helpers
    std::string_view runtime;        ///< of src/repair/data
    std::string_view barred_header;  ///< word of a function's head that rules versions out
    std::string_view barred_parent;  ///< node that may not hold the function
    std::string_view barred_inside;  ///< node that the body may not hold
    std::string_view errors;         ///< pattern of a compiler's error: 1 the file, 2 the line
    std::string_view prepare;  ///< shell line before the check, so that a compiler tells all errors
    code::Language language = code::Language::c;
    bool is_beside = false;  ///< the runtime must lie in the file's folder as well
};

/// The loom of a language; null where there is none.
const Loom* loom_of(code::Language language);

}  // namespace mendel::repair
