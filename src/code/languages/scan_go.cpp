#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

void read_path(Cursor& cursor, std::vector<ScannedImport>& imports) {
    const int line = cursor.line();
    imports.push_back({.module = std::string(cursor.take_string()), .line = line});
}

/// `import "a"`, `import x "a"`, `import ( ... )`.
void read_import(Cursor& cursor, std::vector<ScannedImport>& imports) {
    cursor.skip_space();
    const bool is_group = cursor.peek() == '(';
    if (is_group)
        cursor.step();
    for (;;) {
        cursor.skip_space();
        const char next = cursor.peek();
        if (next == '"' || next == '`') {
            read_path(cursor, imports);
            if (!is_group)
                return;
        } else if (next == '.' || next == ';') {
            cursor.step();
        } else if (cursor.take_word().empty()) {
            return;
        }
    }
}

}  // namespace

/// Imports stand before every other declaration (https://go.dev/ref/spec#Source_file_organization).
std::vector<ScannedImport> scan_go(std::string_view text) {
    std::vector<ScannedImport> imports;
    Cursor cursor(text);
    for (;;) {
        cursor.skip_space();
        const auto word = cursor.take_word();
        if (word == "package") {
            cursor.skip_space();
            cursor.take_word();
        } else if (word == "import") {
            read_import(cursor, imports);
        } else if (cursor.peek() == ')' || cursor.peek() == ';') {
            cursor.step();
        } else {
            return imports;
        }
    }
}

}  // namespace mendel::code
