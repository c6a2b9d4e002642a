#undef NDEBUG
#include <cassert>
#include <cstdio>
#include <stdexcept>

#include "scanner.hpp"

static std::string joined(const std::string& source) {
    std::string result;
    for (const Token& token : scan(source)) result += token.text + "|";
    return result;
}

static void test_kinds() {
    const auto tokens = scan("port = 8080;");
    assert(tokens.size() == 4);
    assert(tokens[0].kind == Token::Kind::word);
    assert(tokens[1].kind == Token::Kind::symbol);
    assert(tokens[2].kind == Token::Kind::number);
}

static void test_names() {
    assert(joined("a_1 b2") == "a_1|b2|");
    assert(joined("12ab") == "12|ab|");
}

static void test_comments() {
    assert(joined("a # no = 1\nb") == "a|b|");
    assert(joined("# only") == "");
}

static void test_lines() {
    const auto tokens = scan("a\n\nb # x\nc");
    assert(tokens[0].line == 1);
    assert(tokens[1].line == 3);
    assert(tokens[2].line == 4);
}

static void test_error() {
    try {
        scan("a\n?");
        assert(!"must throw");
    } catch (const std::runtime_error& error) {
        assert(std::string(error.what()) == "line 2: unexpected ?");
    }
}

int main() {
    test_kinds();
    test_names();
    test_comments();
    test_lines();
    test_error();
    std::puts("scanner: ok");
}
