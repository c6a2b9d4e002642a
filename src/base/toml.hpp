#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::base {

/// A string in a TOML document with the byte range of its literal, quotes included.
struct TomlString {
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The value of one key, with its byte range in the document.
struct TomlValue {
    std::size_t begin = 0;
    std::size_t end = 0;
    bool is_array = false;
    std::vector<TomlString> strings =
        {};                ///< the string itself, or every string of the array, nested ones too
    std::string raw = {};  ///< the value as written
};

/// One key of a table.
struct TomlEntry {
    std::string table;  ///< "tool.poetry.dependencies", "" at the top; of [[x]] and [x] alike
    std::string key;    ///< "python"; dotted keys as written without quotes: "a.b"
    TomlValue value;
    std::size_t begin = 0;  ///< byte offset of the key
};

/// Where a table's header and body stand.
struct TomlTable {
    std::string name;
    std::size_t begin = 0;       ///< byte offset of the header's `[`
    std::size_t body_begin = 0;  ///< after the header's line
    std::size_t body_end = 0;    ///< at the next header or the end of the text
};

/// The keys and tables of a TOML 1.0 document in file order; enough to find and edit values in
/// pyproject.toml and Cargo.toml without rewriting them. What cannot be read is skipped to the next
/// line.
struct TomlDocument {
    std::vector<TomlTable> tables;
    std::vector<TomlEntry> entries;

    const TomlEntry* find(std::string_view table, std::string_view key) const;
    const TomlTable* table(std::string_view name) const;
    /// All entries of a table.
    std::vector<const TomlEntry*> entries_of(std::string_view table) const;
};

TomlDocument parse_toml(std::string_view text);

}  // namespace mendel::base
