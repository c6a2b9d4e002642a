#include "base/compression.hpp"

#include <array>

#include <zlib.h>

namespace mendel::base {

namespace {

constexpr std::size_t k_buffer_bytes = 16384;
constexpr int k_gzip_window = 15 + 16;  // zlib.h: 16 more asks for a gzip header
constexpr int k_memory_level = 8;       // zlib's default

Bytef* bytes_of(std::string_view text) {
    return reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
}

}  // namespace

Result<std::string> gzip(std::string_view bytes) {
    z_stream stream{};
    if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, k_gzip_window, k_memory_level,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        return fail(ErrorKind::transient, "There is no memory to compress with. Try again.");
    std::string packed(deflateBound(&stream, bytes.size()), '\0');
    stream.next_in = bytes_of(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = bytes_of(packed);
    stream.avail_out = static_cast<uInt>(packed.size());
    const int code = deflate(&stream, Z_FINISH);
    packed.resize(stream.total_out);
    deflateEnd(&stream);
    if (code != Z_STREAM_END)
        return fail(ErrorKind::bug, "The bytes could not be compressed.");
    return packed;
}

bool is_zlib_of(std::string_view bytes, std::size_t size) {
    z_stream stream{};
    if (inflateInit(&stream) != Z_OK)
        return false;
    stream.next_in = bytes_of(bytes);
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<Bytef, k_buffer_bytes> buffer{};
    int code = Z_OK;
    while (code == Z_OK && stream.total_out <= size) {
        stream.next_out = buffer.data();
        stream.avail_out = k_buffer_bytes;
        code = inflate(&stream, Z_NO_FLUSH);
    }
    const bool whole = code == Z_STREAM_END && stream.total_out == size && stream.avail_in == 0;
    inflateEnd(&stream);
    return whole;
}

}  // namespace mendel::base
