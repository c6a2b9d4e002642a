#include "repair/insertions.hpp"

#include <algorithm>
#include <tuple>

namespace mendel::repair {

void Insertions::before(std::uint32_t offset, std::string text) {
    m_all.push_back({offset, static_cast<long>(m_all.size()) + 1, std::move(text)});
}

void Insertions::after(std::uint32_t offset, std::string text) {
    m_all.push_back({offset, -static_cast<long>(m_all.size()) - 1, std::move(text)});
}

std::string Insertions::applied(std::string_view source) const {
    auto sorted = m_all;
    std::sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
        return std::tie(left.offset, left.order) < std::tie(right.offset, right.order);
    });
    std::string text;
    std::size_t done = 0;
    for (const auto& insertion : sorted) {
        text += source.substr(done, insertion.offset - done);
        text += insertion.text;
        done = insertion.offset;
    }
    text += source.substr(done);
    return text;
}

}  // namespace mendel::repair
