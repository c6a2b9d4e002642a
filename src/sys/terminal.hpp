#pragma once

#include <optional>

namespace mendel::sys {

/// Whether the descriptor is a terminal.
bool is_terminal(int descriptor);

/// Columns of the terminal behind the descriptor; nothing where it is none or does not say.
std::optional<int> terminal_width(int descriptor = 1);

}  // namespace mendel::sys
