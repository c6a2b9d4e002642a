#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/shell.hpp"

namespace mendel::base {

/// A word, or an operator as written ("\n" for a line's end).
struct ShellToken {
    bool is_operator = false;
    std::string text;  ///< the operator
    ShellWord word = {};
};

/// The tokens of a shell program without comments, redirections and here-documents.
std::vector<ShellToken> shell_tokens(std::string_view text);

}  // namespace mendel::base
