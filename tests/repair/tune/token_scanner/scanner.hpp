#pragma once
#include <string>
#include <vector>

struct Token {
    enum class Kind { word, number, symbol };
    Kind kind;
    std::string text;
    int line;
};

/// Words, numbers and symbols of a configuration; # starts a comment until the end of the line.
/// Throws std::runtime_error for characters that are none of these.
std::vector<Token> scan(const std::string& source);
