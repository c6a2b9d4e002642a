#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace mendel::heal {

inline constexpr std::string_view k_openers = "([{";
inline constexpr std::string_view k_closers = ")]}";

/// The bracket that closes, or opens, what the other one opens, or closes.
char closer_of(char opener);
char opener_of(char closer);

/// A bracket without its partner.
struct OpenBracket {
    char bracket = 0;
    std::uint32_t offset = 0;
    std::size_t indent = 0;  ///< of the line that it stands on
};

struct UnmatchedBrackets {
    std::vector<OpenBracket> unclosed;
    std::vector<OpenBracket> surplus;
};

/// The brackets without partners, by a scan that knows strings and comments a little and takes a
/// closing bracket at the beginning of a line for that of the opener as deep.
UnmatchedBrackets unmatched_brackets(std::string_view text, bool python);

}  // namespace mendel::heal
