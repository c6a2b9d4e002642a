#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <unordered_map>

#include "base/result.hpp"

namespace mendel::run {

/// What one entry is worth: the time its result took, and how often it was asked for.
struct CacheEntry {
    std::string key;
    std::uint64_t bytes = 0;
    double cost = 0;  ///< seconds that making it took
    std::uint64_t hits = 0;
};

/// Chooses what to throw away: the entry whose loss costs least per byte, aged so that old
/// favourites go too (GreedyDual-Size with frequency: L. Cherkasova, HP Labs 98-69R1). It keeps
/// books only; the bytes lie elsewhere. One thread at a time.
class Eviction {
  public:
    explicit Eviction(std::uint64_t most_bytes) : m_most(most_bytes) {}
    void add(const CacheEntry& entry);
    void hit(const std::string& key);
    void remove(const std::string& key);
    /// The key to throw away next while the bound is passed; nothing else.
    std::optional<std::string> over();
    bool has(const std::string& key) const { return m_entries.count(key) > 0; }
    std::uint64_t bytes() const { return m_bytes; }
    std::size_t size() const { return m_entries.size(); }

  private:
    struct Kept {
        CacheEntry entry;
        std::multimap<double, std::string>::iterator place;
    };
    double worth(const CacheEntry& entry) const;

    std::uint64_t m_most;
    std::uint64_t m_bytes = 0;
    double m_age = 0;
    std::unordered_map<std::string, Kept> m_entries = {};
    std::multimap<double, std::string> m_by_worth = {};
};

/// Results by content hash, on disk.
class DiskCache {
  public:
    /// Opens or makes the folder; what lies in it counts towards the bound.
    static base::Result<DiskCache> open(const std::string& folder, std::uint64_t most_bytes);
    /// Nothing where it is not there or its bytes are damaged, which removes it.
    std::optional<std::string> find(const std::string& key);
    /// Compresses (zstd) and keeps; then throws away what no longer fits.
    base::Status keep(const std::string& key, const std::string& bytes, double cost);
    std::uint64_t bytes() const { return m_eviction.bytes(); }

  private:
    DiskCache(std::string folder, std::uint64_t most)
        : m_folder(std::move(folder)), m_eviction(most) {}
    std::string m_folder;
    Eviction m_eviction;
};

struct CacheOptions {
    std::uint64_t memory_bytes = std::uint64_t{64} << 20U;
    std::string folder = {};  ///< empty: memory alone
    std::uint64_t disk_bytes = std::uint64_t{1} << 30U;
};

/// Results by content hash: memory first, then disk. Safe for several threads. A disk that cannot
/// be written costs its second life alone, never a result.
class Cache {
  public:
    static base::Result<std::unique_ptr<Cache>> open(const CacheOptions& options);
    std::optional<std::string> find(const std::string& key);
    /// @param cost seconds that making the bytes took
    void keep(const std::string& key, const std::string& bytes, double cost);

  private:
    explicit Cache(std::uint64_t memory_bytes) : m_eviction(memory_bytes) {}
    void keep_in_memory(const std::string& key, const std::string& bytes, double cost);

    std::mutex m_mutex = {};
    std::unordered_map<std::string, std::string> m_values = {};
    Eviction m_eviction;
    std::optional<DiskCache> m_disk = {};
};

}  // namespace mendel::run
