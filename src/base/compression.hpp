#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace mendel::base {

/// A gzip member (RFC 1952) of the bytes.
Result<std::string> gzip(std::string_view bytes);

/// Whether the bytes are one whole zlib stream (RFC 1950) of exactly `size` bytes. Stops reading
/// where it becomes more, so that a small stream cannot fill the memory.
bool is_zlib_of(std::string_view bytes, std::size_t size);

}  // namespace mendel::base
