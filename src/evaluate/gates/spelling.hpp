#pragma once

#include <string>
#include <string_view>

#include "evaluate/gates/lexer.hpp"

namespace mendel::evaluate {

/// One spelling for each number: `1_000`, `.5`, `42.` and `1E+3` become `1000`, `0.5`, `42.0` and
/// `1e3`; where all numbers are floats, `1.0` is `1`.
std::string canonical_number(std::string_view written, Dialect dialect);

/// The content of a Python string with one spelling for each backslash: raw strings and escapes
/// that Python does not know ("\d") are written with two.
std::string canonical_escapes(std::string_view inner, bool raw);

/// A JavaScript template string with its `${...}` parts as tokens alone.
std::string canonical_template(std::string_view written);

}  // namespace mendel::evaluate
