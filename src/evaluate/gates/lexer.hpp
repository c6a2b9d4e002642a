#pragma once

#include <string_view>

#include "evaluate/gates/tokens.hpp"

namespace mendel::evaluate {

/// The tokens of a source text without comments and white space, so that texts that differ in
/// layout alone give equal tokens. Never fails: broken text gives the tokens that can be had.
Tokens lex(Dialect dialect, std::string_view text);

}  // namespace mendel::evaluate
