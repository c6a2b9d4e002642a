#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluate/gates/lexer.hpp"

namespace mendel::evaluate {

/// A function or method of a source file.
struct Function {
    std::string file;
    std::string name;
    int line = 0;
    Tokens body = {};            ///< without its docstring and braces
    std::size_t parameters = 0;  ///< named ones, without self, cls and receivers
    bool local = false;          ///< nothing outside its file can name it
};

/// The functions of a source file, nested ones too; none where its brackets do not match.
std::vector<Function> functions_of(const std::string& path, std::string_view text);

}  // namespace mendel::evaluate
