#include "run/cache.hpp"

#include <algorithm>

namespace mendel::run {

double Eviction::worth(const CacheEntry& entry) const {
    const auto bytes = static_cast<double>(std::max<std::uint64_t>(entry.bytes, 1));
    const auto hits = static_cast<double>(entry.hits + 1);
    return m_age + hits * std::max(entry.cost, 1e-6) / bytes;
}

void Eviction::add(const CacheEntry& entry) {
    remove(entry.key);
    m_bytes += entry.bytes;
    m_entries.emplace(entry.key, Kept{entry, m_by_worth.emplace(worth(entry), entry.key)});
}

void Eviction::hit(const std::string& key) {
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    auto& kept = found->second;
    ++kept.entry.hits;
    m_by_worth.erase(kept.place);
    kept.place = m_by_worth.emplace(worth(kept.entry), key);
}

void Eviction::remove(const std::string& key) {
    const auto found = m_entries.find(key);
    if (found == m_entries.end())
        return;
    m_bytes -= found->second.entry.bytes;
    m_by_worth.erase(found->second.place);
    m_entries.erase(found);
}

std::optional<std::string> Eviction::over() {
    if (m_bytes <= m_most || m_by_worth.empty())
        return {};
    const auto least = m_by_worth.begin();
    m_age = std::max(m_age, least->first);
    auto key = least->second;
    remove(key);
    return key;
}

base::Result<std::unique_ptr<Cache>> Cache::open(const CacheOptions& options) {
    std::unique_ptr<Cache> cache(new Cache(options.memory_bytes));
    if (options.folder.empty())
        return cache;
    auto disk = DiskCache::open(options.folder, options.disk_bytes);
    if (!disk)
        return base::fail(disk.error());
    cache->m_disk = std::move(*disk);
    return cache;
}

std::optional<std::string> Cache::find(const std::string& key) {
    const std::lock_guard lock(m_mutex);
    if (const auto found = m_values.find(key); found != m_values.end()) {
        m_eviction.hit(key);
        return found->second;
    }
    if (!m_disk)
        return {};
    auto bytes = m_disk->find(key);
    if (bytes)
        keep_in_memory(key, *bytes, 0);
    return bytes;
}

void Cache::keep(const std::string& key, const std::string& bytes, double cost) {
    const std::lock_guard lock(m_mutex);
    keep_in_memory(key, bytes, cost);
    if (m_disk)
        (void)m_disk->keep(key, bytes, cost);
}

void Cache::keep_in_memory(const std::string& key, const std::string& bytes, double cost) {
    m_values[key] = bytes;
    m_eviction.add({.key = key, .bytes = bytes.size() + key.size(), .cost = cost});
    while (const auto gone = m_eviction.over())
        m_values.erase(*gone);
}

}  // namespace mendel::run
