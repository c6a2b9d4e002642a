#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::sys {

/// Access to a tree that foreign code wrote. Nothing here leaves the folder `root` nor follows a
/// symbolic link below it (openat2 with RESOLVE_BENEATH and RESOLVE_NO_SYMLINKS): a `relative`
/// path that would is an error of kind refused, as is an absolute one or one with "..".

/// What stands at a path.
enum class EntryKind {
    none,
    file,
    link,
    folder,
    other,  ///< pipe, socket or device; a character device 0/0 is overlayfs's mark of a removal
};

struct Entry {
    EntryKind kind = EntryKind::none;
    unsigned mode = 0;        ///< permission bits
    std::uint64_t size = 0;   ///< bytes
    std::uint64_t names = 1;  ///< hard links to it
    std::string link_target;  ///< of a link
    bool whiteout = false;    ///< kind other: the mark of a removal
};

base::Result<Entry> entry_beneath(const std::string& root, const std::string& relative);

/// All bytes of a regular file; nothing where there is no such path. A link, pipe or device is
/// refused rather than read.
base::Result<std::optional<std::string>> read_beneath(const std::string& root,
                                                      const std::string& relative);

/// Writes through a temporary file and a rename, making parent folders (mode 0755); a link at the
/// path itself is replaced, not followed.
base::Status write_beneath(const std::string& root, const std::string& relative,
                           std::string_view bytes, unsigned mode = 0644);

/// Makes a symbolic link, replacing a file or link that is there.
base::Status link_beneath(const std::string& root, const std::string& relative,
                          const std::string& target);

/// Removes a file or link, and the folders that it leaves empty (not `root`); nothing there is
/// success, a folder is an error of kind user.
base::Status remove_beneath(const std::string& root, const std::string& relative);

}  // namespace mendel::sys
