#include "git/quote.hpp"

#include "support/catch.hpp"

using namespace mendel;

TEST_CASE("names are quoted as git quotes them, and read back") {
    struct Case {
        std::string path;
        std::string text;
    };
    const auto item = GENERATE(values<Case>({
        {"plain/name.txt", "plain/name.txt"},
        {"with blank", "with blank"},
        {"tab\there", "\"tab\\there\""},
        {"quote\"back\\slash", "\"quote\\\"back\\\\slash\""},
        {"caf\xc3\xa9", "\"caf\\303\\251\""},
        {"bell\a\x01\x7f", "\"bell\\a\\001\\177\""},
    }));
    CHECK(git::quoted(item.path) == item.text);
    if (item.text.front() == '"') {
        std::string text = item.text + " rest";
        std::string_view view = text;
        CHECK(git::take_quoted(view) == item.path);
        CHECK(view == " rest");
    }
}

TEST_CASE("malformed quotes are no names") {
    const auto* text = GENERATE("", "x", "\"open", "\"bad\\q\"", "\"\\777\"", "\"\\1", "\"\\");
    std::string_view view = text;
    CHECK_FALSE(git::take_quoted(view));
}
