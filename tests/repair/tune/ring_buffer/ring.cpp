#include "ring.hpp"

#include <stdexcept>

Ring::Ring(std::size_t capacity) : m_cells(capacity) {
    if (capacity == 0) throw std::invalid_argument("a ring needs a cell");
}

void Ring::push(int sample) {
    m_cells[m_next] = sample;
    m_next = (m_next + 1) % m_cells.size();
    if (m_count < m_cells.size()) ++m_count;
}

int Ring::at(std::size_t age) const {
    if (age >= m_count) throw std::out_of_range("no sample of that age");
    std::size_t cell = (m_next + m_cells.size() - age) % m_cells.size();
    return m_cells[cell];
}

std::size_t Ring::size() const { return m_count; }

std::vector<int> Ring::samples() const {
    std::vector<int> result;
    for (std::size_t age = m_count; age > 0; --age) result.push_back(at(age - 1));
    return result;
}

double Ring::mean() const {
    if (m_count == 0) return 0;
    double sum = 0;
    for (std::size_t age = 0; age < m_count; ++age) sum += at(age);
    return sum / static_cast<double>(m_count);
}
