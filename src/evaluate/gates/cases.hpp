#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "evaluate/gates/lexer.hpp"

namespace mendel::evaluate {

/// One assertion by what it means: its tokens without layout, quotes, parentheses, trailing commas
/// and message, with spellings of equal strength made one.
struct Assertion {
    std::vector<std::string> words;
    int line = 0;
};

/// One test, or another function of a test file that asserts something.
struct Case {
    std::string file;
    std::string name;  ///< with its classes and groups: "TestA::test_b", "list > adds"
    int line = 0;
    bool test = false;                    ///< its runner would find it
    std::vector<std::string> skips = {};  ///< what keeps it from running or from failing
    std::vector<Assertion> assertions = {};
    int swallows = 0;                        ///< try, catch, except and suppress in the body
    int early_exits = 0;                     ///< returns before the last assertion
    int rows = 0;                            ///< rows of its tables of cases
    std::string body = {};                   ///< all its tokens
    std::vector<std::string> literals = {};  ///< numbers and strings outside imports
};

/// The tests of a source file and its other functions that assert; none for what is no test code.
std::vector<Case> cases_of(const std::string& path, std::string_view text);

/// Adds the tokens [begin, end) to body and literals.
void read_tokens(const Tokens& tokens, std::size_t begin, std::size_t end, Case& found);

/// Fills in what a body of tokens [begin, end) says: assertions, skips, swallows, exits, rows.
void read_body(Dialect dialect, const Tokens& tokens, std::size_t begin, std::size_t end,
               Case& found);

/// Makes the words of an assertion what they mean, in place.
void unify_words(Dialect dialect, std::vector<std::string>& words);

/// The meaning of the assertion in tokens [begin, end).
Assertion assertion_of(Dialect dialect, const Tokens& tokens, std::size_t begin, std::size_t end);

std::vector<Case> python_cases(const std::string& path, const Tokens& tokens);
std::vector<Case> braced_cases(const std::string& path, Dialect dialect, const Tokens& tokens);
std::vector<Case> shell_cases(const std::string& path, std::string_view text);

}  // namespace mendel::evaluate
