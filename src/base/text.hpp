#pragma once

#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace mendel::base {

/// A string that dies at the end of the full expression: views into it must not be kept, so the
/// functions that return views refuse one or return a copy.
template <typename Text>
concept Expiring =
    !std::is_reference_v<Text> && std::is_same_v<std::remove_cv_t<Text>, std::string>;

/// Lines without their LF (a CR before it stays); a final LF ends the last line, it begins none.
std::vector<std::string_view> split_lines(std::string_view text);
template <Expiring Text>
std::vector<std::string_view> split_lines(Text&& text) = delete;

/// Parts between separators, empty ones kept; one empty part for empty text.
std::vector<std::string_view> split(std::string_view text, char separator);
template <Expiring Text>
std::vector<std::string_view> split(Text&& text, char separator) = delete;

/// Parts between runs of blanks and tabs, none empty.
std::vector<std::string_view> split_words(std::string_view text);
template <Expiring Text>
std::vector<std::string_view> split_words(Text&& text) = delete;

/// Without white space (blank, tab, CR, LF) at both ends.
std::string_view trim(std::string_view text);
template <Expiring Text>
std::string trim(Text&& text) {
    return std::string(trim(std::string_view(text)));
}

/// Without white space at the end.
std::string_view trim_right(std::string_view text);
template <Expiring Text>
std::string trim_right(Text&& text) {
    return std::string(trim_right(std::string_view(text)));
}

std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// ASCII lower case.
std::string to_lower(std::string_view text);

std::string replace_all(std::string_view text, std::string_view from, std::string_view to);

bool contains(std::string_view text, std::string_view part);

/// At most `limit` bytes, cut at a UTF-8 boundary, with "..." in place of what was cut.
std::string ellipsize(std::string_view text, std::size_t limit);

/// A decimal number that is the whole text; -1 where it is not one or does not fit.
long to_number(std::string_view text);

/// "1 file", "2 files": count and noun, an "s" added unless the count is one.
std::string counted(std::size_t count, std::string_view noun);

/// Whether the bytes are text: valid UTF-8 (RFC 3629) without a NUL.
bool is_utf8_text(std::string_view bytes);

/// "a/./b//../c" as "a/c"; a leading '/' stays, and so do ".." parts that lead out.
std::string normal_path(std::string_view path);

/// Whether the byte is an ASCII letter, a digit or an underscore.
bool is_word_byte(char byte);

/// Whether the name is made of letters, digits and underscores and does not begin with a digit.
bool is_identifier(std::string_view text);

}  // namespace mendel::base
