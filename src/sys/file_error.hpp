#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::sys {

/// The error of a system call on a path, by errno `code`: kind user where the path itself is the
/// reason (missing, a folder, not permitted, too long), transient otherwise. `act` reads
/// "Cannot <act> it".
tl::unexpected<base::Error> path_error(std::string_view act, const std::string& path, int code);

/// Text of an errno value, safe in threads.
std::string errno_text(int code);

}  // namespace mendel::sys
