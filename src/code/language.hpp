#pragma once

#include "code/tree.hpp"

namespace mendel::code {

/// JavaScript, TypeScript or TSX.
bool is_script(Language language);

/// C or C++.
bool is_c_family(Language language);

}  // namespace mendel::code
