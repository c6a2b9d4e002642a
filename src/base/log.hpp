#pragma once

#include <string_view>

namespace mendel::base {

/// Diagnostics on stderr for the person who develops or debugs mendel; silent until switched on
/// (--verbose). Results go to stdout and progress through events, never here.
void enable_diagnostics();

/// One diagnostic line.
void log_debug(std::string_view message);

}  // namespace mendel::base
