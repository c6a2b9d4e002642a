#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/result.hpp"
#include "sys/descriptor.hpp"

namespace mendel::sys {

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

}  // namespace mendel::sys
