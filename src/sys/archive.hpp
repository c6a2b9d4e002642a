#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "base/result.hpp"

namespace mendel::sys {

/// Whether a file begins as a zip archive does (APPNOTE 6.3.10, section 4.3).
bool is_zip(const std::string& path);

/// Reads a zip archive member by member without ever writing one to disk (libarchive). For one
/// thread.
///
///     auto zip = sys::ZipReader::open(path);
///     while (zip->next())
///         use(zip->name(), [&](char* to, std::size_t room) { return zip->read(to, room); });
class ZipReader {
  public:
    /// Errors: user where the file cannot be read or is no archive.
    static base::Result<ZipReader> open(const std::string& path);
    ~ZipReader();
    ZipReader(ZipReader&&) noexcept;
    ZipReader& operator=(ZipReader&&) noexcept;

    /// Goes on to the next regular file; false at the end and after an error.
    bool next();
    /// Its name as a plain relative path: "..", "." and empty parts, a leading '/' and drive
    /// letters are left out. For people to read, never to open.
    const std::string& name() const;
    /// Puts at most `room` of the member's bytes at `to`; 0 at its end and after an error.
    std::size_t read(char* to, std::size_t room);
    /// What is broken in the archive, kind user.
    const std::optional<base::Error>& error() const;

  private:
    struct State;
    explicit ZipReader(std::unique_ptr<State> state);
    std::unique_ptr<State> m_state;
};

}  // namespace mendel::sys
