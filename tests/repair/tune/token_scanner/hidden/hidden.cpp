#undef NDEBUG
#include <cassert>

#include "scanner.hpp"

int main() {
    std::string source;
    for (int i = 1; i <= 50; ++i) {
        source += "key" + std::to_string(i) + (i % 3 ? " = " : "=") + std::to_string(i * 11) + ";";
        source += i % 4 ? "\n" : " # note ?!\n";
    }
    const auto tokens = scan(source);
    assert(tokens.size() == 200);
    for (int i = 0; i < 200; ++i) {
        assert(tokens[i].line == i / 4 + 1);
        assert(!tokens[i].text.empty());
    }
    assert(scan("").empty() && scan(" \t\n").empty());
    assert(scan("{}").size() == 2);
}
