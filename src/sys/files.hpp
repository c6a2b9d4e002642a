#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

/// Paths are plain strings, absolute unless said otherwise; errors name the path.

/// All bytes of a file. Errors: user where there is none or it is a folder, transient otherwise.
base::Result<std::string> read_file(const std::string& path);

/// Writes through a temporary file in the same folder and a rename: readers see old or new, never
/// half. Makes missing parent folders. Keeps the mode of a file that is there.
base::Status write_file(const std::string& path, std::string_view bytes, unsigned mode = 0644);

/// Appends one line and its LF with a single write.
base::Status append_line(const std::string& path, std::string_view line);
/// The same for text that brings its own line ends.
base::Status append_text(const std::string& path, std::string_view text);

bool exists(const std::string& path);
bool is_folder(const std::string& path);
bool is_writable(const std::string& path);

base::Status make_folders(const std::string& path);

/// Removes a file or a whole folder; nothing there is success. Never follows symbolic links.
base::Status remove_tree(const std::string& path);

/// Names in a folder, sorted, without "." and "..".
base::Result<std::vector<std::string>> list_folder(const std::string& path);

/// Relative paths of all regular files and links below, sorted; folders named in `skip` left out.
base::Result<std::vector<std::string>> list_tree(const std::string& path,
                                                 const std::vector<std::string>& skip = {});

/// Copies a folder with modes and links, sharing blocks where the file system can (reflink).
base::Status copy_tree(const std::string& from, const std::string& to);

/// Absolute, symbolic links resolved; error of kind user where there is no such path.
base::Result<std::string> canonical_path(const std::string& path);

/// The folder `name` (default under $TMPDIR or /tmp) with random letters appended, mode 0700.
base::Result<std::string> make_temporary_folder(const std::string& prefix);

/// A temporary folder that is removed with its owner.
class TemporaryFolder {
  public:
    static base::Result<TemporaryFolder> make(const std::string& prefix);
    ~TemporaryFolder();
    TemporaryFolder(TemporaryFolder&& other) noexcept;
    TemporaryFolder& operator=(TemporaryFolder&& other) noexcept;
    const std::string& path() const { return m_path; }

  private:
    explicit TemporaryFolder(std::string path) : m_path(std::move(path)) {}
    std::string m_path;
};

/// Bytes that come in order and are held nowhere: a file or standard input of any size.
class ByteSource {
  public:
    /// Errors: user where there is no such file or it is a folder, transient otherwise.
    static base::Result<ByteSource> open(const std::string& path);
    static ByteSource standard_input();

    /// Puts at most `room` bytes at `to` and gives their number: 0 at the end and after an error.
    std::size_t read(char* to, std::size_t room);
    /// What ended the reading before the end, kind transient.
    const std::optional<base::Error>& error() const { return m_error; }

  private:
    ByteSource(Descriptor owned, int descriptor, std::string name)
        : m_owned(std::move(owned)), m_descriptor(descriptor), m_name(std::move(name)) {}

    Descriptor m_owned;
    int m_descriptor;
    std::string m_name;
    std::optional<base::Error> m_error = {};
};

/// Joins two path parts with exactly one '/'; an absolute second part wins.
std::string join_path(std::string_view left, std::string_view right);

/// The folder part of a path, "" where there is none.
std::string parent_path(std::string_view path);

}  // namespace mendel::sys
