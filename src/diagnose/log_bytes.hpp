#pragma once

#include <cstddef>
#include <string_view>

namespace mendel::diagnose {

/// What one look at a stretch of a log tells.
struct ByteFacts {
    std::size_t feeds = 0;  ///< number of LF
    bool is_plain = true;   ///< nothing in it that clean_line would change
};

/// Counts LF and looks for bytes that need cleaning, sixteen at a time.
ByteFacts facts_of(std::string_view bytes);

std::size_t count_feeds(std::string_view bytes);

/// Writes a line of a log as a person reads it and gives its length: terminal sequences (CSI, OSC,
/// DCS, APC and the like; ECMA-48), control characters, zero-width and bidirectional characters
/// taken out, backspaces obeyed, and only what the last carriage return left; the fold marks of
/// Travis and GitLab in front of it stay, each with its carriage return.
/// @param to room for raw.size() bytes; may be where `raw` begins
std::size_t clean_line(std::string_view raw, char* to);

}  // namespace mendel::diagnose
