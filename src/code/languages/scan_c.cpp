#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

void read_directive(Cursor& cursor, std::vector<ScannedImport>& imports) {
    const int line = cursor.line();
    cursor.step();
    cursor.skip_blanks();
    const auto word = cursor.take_word();
    if (word != "include" && word != "import" && word != "include_next")
        return;
    cursor.skip_blanks();
    const char open = cursor.peek();
    if (open != '"' && open != '<')
        return;
    cursor.step();
    std::string module;
    while (!cursor.at_end() && cursor.peek() != '\n' &&
           cursor.peek() != (open == '<' ? '>' : '"')) {
        module += cursor.peek();
        cursor.step();
    }
    cursor.step();
    imports.push_back({.module = std::move(module),
                       .style = open == '<' ? ImportStyle::system : ImportStyle::quoted,
                       .line = line});
}

/// `R"x(...)x"`: nothing in it is escaped.
void skip_raw_string(Cursor& cursor) {
    cursor.step();
    std::string end = ")";
    while (!cursor.at_end() && cursor.peek() != '(' && end.size() < 18) {
        end += cursor.peek();
        cursor.step();
    }
    cursor.skip_past(end + "\"");
}

}  // namespace

std::vector<ScannedImport> scan_c(std::string_view text) {
    std::vector<ScannedImport> imports;
    Cursor cursor(text);
    bool is_begin = true;  // of a line
    char before = '\0';
    while (!cursor.at_end()) {
        const char next = cursor.peek();
        if (cursor.sees("//")) {
            cursor.skip_line();
        } else if (cursor.sees("/*")) {
            cursor.skip_past("*/");
        } else if (next == '#' && is_begin) {
            read_directive(cursor, imports);
        } else if (next == '"' && before == 'R') {
            skip_raw_string(cursor);
        } else if (next == '"' || (next == '\'' && !Cursor::is_word(before))) {
            cursor.take_string();
        } else {
            is_begin = next == '\n' || (is_begin && (next == ' ' || next == '\t' || next == '\r'));
            before = next;
            cursor.step();
            continue;
        }
        before = '\0';
        is_begin = false;
    }
    return imports;
}

}  // namespace mendel::code
