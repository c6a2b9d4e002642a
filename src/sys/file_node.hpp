#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::sys {

enum class NodeKind { file, folder, link, other };

/// What the file system says of one path, symbolic links not followed.
struct FileNode {
    NodeKind kind = NodeKind::file;
    unsigned permissions = 0;  ///< the low twelve bits of the mode
    std::uint64_t size = 0;    ///< bytes
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    unsigned uid = 0;
    unsigned gid = 0;
    std::int64_t modified_seconds = 0;
    std::uint32_t modified_nanoseconds = 0;
    std::int64_t changed_seconds = 0;
    std::uint32_t changed_nanoseconds = 0;
};

/// The node at a path, nothing where there is none (nor a folder to hold it).
base::Result<std::optional<FileNode>> inspect(const std::string& path);

struct Owner {
    unsigned uid = 0;
    unsigned gid = 0;
};

/// A file to make; `permissions` are narrowed by the umask unless `exact`.
struct NewFile {
    std::string path;
    std::string_view bytes;
    unsigned permissions = 0666;
    bool exact = false;               ///< permissions as they are, whatever the umask
    bool durable = false;             ///< its bytes are on the disk when the call returns
    std::optional<Owner> owner = {};  ///< given to this owner where mendel is root
};

/// Makes a file that must not be there yet; never follows a link at its last part.
base::Result<FileNode> create_file(const NewFile& file);

/// Makes a symbolic link that must not be there yet.
base::Result<FileNode> create_link(const std::string& path, const std::string& target);

/// Where a symbolic link points to, its bytes as they are.
base::Result<std::string> read_link(const std::string& path);

/// Makes one folder; that it is there already is success.
base::Status make_folder(const std::string& path);

enum class Moved { yes, other_file_system };

/// Renames over whatever file is at `to`; tells where both are not on one file system.
base::Result<Moved> rename_path(const std::string& from, const std::string& to);

/// Removes a file or link; nothing there is success.
base::Status remove_file(const std::string& path);

/// Removes a folder where it is empty; whether it is gone.
bool remove_empty_folder(const std::string& path);

/// Makes renames and removals in a folder last through a power failure.
base::Status sync_folder(const std::string& path);

/// Whether the path belongs to a user other than the effective one.
bool owned_by_other(const std::string& path);

bool is_root();

}  // namespace mendel::sys
