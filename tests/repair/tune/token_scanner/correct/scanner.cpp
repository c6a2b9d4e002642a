#include "scanner.hpp"

#include <cctype>
#include <stdexcept>

namespace {

bool is_word(char c) { return std::isalpha(static_cast<unsigned char>(c)) || c == '_'; }
bool is_digit(char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; }

std::size_t run_end(const std::string& source, std::size_t at, bool (*fits)(char)) {
    while (at < source.size() && fits(source[at])) ++at;
    return at;
}

}  // namespace

std::vector<Token> scan(const std::string& source) {
    std::vector<Token> tokens;
    int line = 1;
    std::size_t at = 0;
    while (at < source.size()) {
        const char c = source[at];
        if (c == '\n') {
            ++line;
            ++at;
        } else if (std::isspace(static_cast<unsigned char>(c))) {
            ++at;
        } else if (c == '#') {
            while (at < source.size() && source[at] != '\n') ++at;
        } else if (is_word(c)) {
            const std::size_t end = run_end(source, at, [](char x) { return is_word(x) || is_digit(x); });
            tokens.push_back({Token::Kind::word, source.substr(at, end - at), line});
            at = end;
        } else if (is_digit(c)) {
            const std::size_t end = run_end(source, at, is_digit);
            tokens.push_back({Token::Kind::number, source.substr(at, end - at), line});
            at = end;
        } else if (std::string("={};,").find(c) != std::string::npos) {
            tokens.push_back({Token::Kind::symbol, std::string(1, c), line});
            ++at;
        } else {
            throw std::runtime_error("line " + std::to_string(line) + ": unexpected " + c);
        }
    }
    return tokens;
}
