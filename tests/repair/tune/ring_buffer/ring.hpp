#pragma once
#include <cstddef>
#include <vector>

/// The newest samples of a recorder; old ones are overwritten.
class Ring {
public:
    explicit Ring(std::size_t capacity);
    void push(int sample);
    /// The sample that is `age` steps old; 0 is the newest. Throws std::out_of_range.
    int at(std::size_t age) const;
    std::size_t size() const;
    /// Oldest first.
    std::vector<int> samples() const;
    double mean() const;

private:
    std::vector<int> m_cells;
    std::size_t m_next = 0;
    std::size_t m_count = 0;
};
