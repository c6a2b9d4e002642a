#pragma once

#include "code/tree.hpp"

namespace mendel::code {

/// JavaScript, TypeScript or TSX.
bool is_script(Language language);

/// C or C++.
bool is_c_family(Language language);

/// Whether a path is that of test code, by the conventions of the languages' test runners (pytest,
/// jest, go test, JUnit, RSpec and others): runners look there, or tests import it.
bool is_test_file(std::string_view path);

}  // namespace mendel::code
