#pragma once
#include <algorithm>
#include <map>
#include <vector>

/// Half-open ranges of byte positions that were received, kept disjoint.
class IntervalSet {
public:
    void add(long begin, long end) {
        if (begin >= end) return;
        auto next = m_ends.lower_bound(begin);
        if (next != m_ends.begin()) {
            auto before = std::prev(next);
            if (before->second >= begin) {
                begin = before->first;
                end = std::max(end, before->second);
                next = m_ends.erase(before);
            }
        }
        while (next != m_ends.end() && next->first <= end) {
            end = std::max(end, next->second);
            next = m_ends.erase(next);
        }
        m_ends[begin] = end;
    }

    bool contains(long position) const {
        auto after = m_ends.upper_bound(position);
        return after != m_ends.begin() && position < std::prev(after)->second;
    }

    long covered() const {
        long sum = 0;
        for (const auto& [begin, end] : m_ends) sum += end - begin;
        return sum;
    }

    /// What is missing between 0 and total.
    std::vector<std::pair<long, long>> gaps(long total) const {
        std::vector<std::pair<long, long>> result;
        long at = 0;
        for (const auto& [begin, end] : m_ends) {
            if (at >= total) break;
            if (begin > at) result.emplace_back(at, std::min(begin, total));
            at = std::max(at, end);
        }
        if (at < total) result.emplace_back(at, total);
        return result;
    }

    std::size_t pieces() const { return m_ends.size(); }

private:
    std::map<long, long> m_ends;
};
