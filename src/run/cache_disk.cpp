#include <fmt/format.h>
#include <zstd.h>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "run/cache.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"

namespace mendel::run {

namespace {

constexpr int k_level = 3;
constexpr unsigned long long k_most_unpacked = 1ULL << 30U;
constexpr std::size_t k_hash_digits = 64;

/// Entries are named by the hash of their key. A file holds the hash of its compressed bytes, the
/// cost in milliseconds, a LF, and the bytes.
std::string name_of(const std::string& key) {
    return base::sha256(key) + ".zst";
}

std::optional<std::string> unpacked(std::string_view bytes) {
    const auto size = ZSTD_getFrameContentSize(bytes.data(), bytes.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN ||
        size > k_most_unpacked)
        return {};
    std::string text(size, '\0');
    const auto written = ZSTD_decompress(text.data(), text.size(), bytes.data(), bytes.size());
    if (ZSTD_isError(written) != 0U || written != size)
        return {};
    return text;
}

std::string packed(const std::string& bytes) {
    std::string text(ZSTD_compressBound(bytes.size()), '\0');
    const auto size = ZSTD_compress(text.data(), text.size(), bytes.data(), bytes.size(), k_level);
    text.resize(ZSTD_isError(size) != 0U ? 0 : size);
    return text;
}

struct Head {
    std::string hash;
    double cost = 0;  ///< seconds
    std::size_t length = 0;
};

std::optional<Head> head_of(std::string_view file) {
    const auto end = file.find('\n');
    if (end == std::string_view::npos || end <= k_hash_digits)
        return {};
    const auto milliseconds =
        base::to_number(file.substr(k_hash_digits + 1, end - k_hash_digits - 1));
    if (milliseconds < 0)
        return {};
    return Head{std::string(file.substr(0, k_hash_digits)),
                static_cast<double>(milliseconds) / 1000, end + 1};
}

}  // namespace

base::Result<DiskCache> DiskCache::open(const std::string& folder, std::uint64_t most_bytes) {
    if (const auto made = sys::make_folders(folder); !made)
        return base::fail(made.error());
    const auto names = sys::list_folder(folder);
    if (!names)
        return base::fail(names.error());
    DiskCache cache(folder, most_bytes);
    for (const auto& name : *names) {
        const auto node = sys::inspect(sys::join_path(folder, name));
        if (node && *node && (*node)->kind == sys::NodeKind::file)
            cache.m_eviction.add({.key = name, .bytes = (*node)->size, .cost = 1});
    }
    return cache;
}

std::optional<std::string> DiskCache::find(const std::string& key) {
    const auto name = name_of(key);
    const auto path = sys::join_path(m_folder, name);
    const auto file = sys::read_file(path);
    if (!file)
        return {};
    const auto head = head_of(*file);
    const auto bytes = head ? std::string_view(*file).substr(head->length) : std::string_view();
    auto text = head && base::sha256(bytes) == head->hash ? unpacked(bytes) : std::nullopt;
    if (text) {
        m_eviction.hit(name);
    } else {
        m_eviction.remove(name);
        (void)sys::remove_file(path);
    }
    return text;
}

base::Status DiskCache::keep(const std::string& key, const std::string& bytes, double cost) {
    const auto body = packed(bytes);
    const auto file =
        fmt::format("{} {}\n{}", base::sha256(body), static_cast<std::int64_t>(cost * 1000), body);
    const auto name = name_of(key);
    if (const auto written = sys::write_file(sys::join_path(m_folder, name), file); !written)
        return written;
    m_eviction.add({.key = name, .bytes = file.size(), .cost = cost});
    while (const auto gone = m_eviction.over())
        if (const auto removed = sys::remove_file(sys::join_path(m_folder, *gone)); !removed)
            return removed;
    return {};
}

}  // namespace mendel::run
