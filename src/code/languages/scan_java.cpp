#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

/// `a.b.C`, or `a.b` with `names` {"*"} for `a.b.*`.
ScannedImport dotted(Cursor& cursor) {
    ScannedImport found{.module = {}, .line = cursor.line()};
    for (;;) {
        cursor.skip_space();
        const auto part = cursor.take_word();
        if (part.empty())
            break;
        found.module += (found.module.empty() ? "" : ".") + std::string(part);
        cursor.skip_space();
        if (cursor.peek() != '.')
            return found;
        cursor.step();
    }
    if (cursor.peek() == '*')
        found.names = {"*"};
    return found;
}

}  // namespace

/// Imports stand between the package and the first type
/// (https://docs.oracle.com/javase/specs/jls/se21/html/jls-7.html#jls-7.3). The package comes first
/// in the answer, as an import of style `declared`.
std::vector<ScannedImport> scan_java(std::string_view text) {
    std::vector<ScannedImport> imports;
    Cursor cursor(text);
    while (!cursor.at_end()) {
        cursor.skip_space();
        const auto word = cursor.take_word();
        if (word == "package") {
            auto name = dotted(cursor);
            name.style = ImportStyle::declared;
            imports.push_back(std::move(name));
        } else if (word == "import") {
            cursor.skip_space();
            if (cursor.sees("static") && !Cursor::is_word(cursor.peek(6)))
                cursor.step(6);
            imports.push_back(dotted(cursor));
        } else if (word == "class" || word == "interface" || word == "enum" || word == "record") {
            return imports;
        } else if (word.empty() && (cursor.peek() == '"' || cursor.peek() == '\'')) {
            cursor.take_string();
        } else if (word.empty()) {
            cursor.step();
        }
    }
    return imports;
}

}  // namespace mendel::code
