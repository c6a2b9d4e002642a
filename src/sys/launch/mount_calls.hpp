#pragma once

#include <string>
#include <string_view>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

/// The new mount system calls (Linux 5.2, mount_setattr 5.12), which the C library lacks.

/// A detached copy of the mounts at a path and below; none on failure, with errno.
Descriptor clone_mounts(const std::string& path);

/// Attaches what clone_mounts gave. @return 0 or -1 with errno
int attach_mounts(const Descriptor& mounts, const std::string& path);

enum class Reach { this_mount, all_below };

/// Makes mounts read-only or writable. @return 0 or -1 with errno
int set_read_only(int mounts, const std::string& path, bool read_only, Reach reach);

/// The error of a mount step, kind refused, with errno's text.
tl::unexpected<base::Error> mount_refused(std::string_view act, const std::string& path);

}  // namespace mendel::sys
