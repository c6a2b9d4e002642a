#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace mendel::sys {

/// Keeps the head and the tail of a stream of any length within `cap` bytes.
class OutputBuffer {
  public:
    explicit OutputBuffer(std::size_t cap) : m_half(cap / 2) {}

    void append(std::string_view bytes);

    /// Whether bytes were lost; final once take was called.
    bool truncated() const { return m_lost; }

    /// What was kept; where bytes are missing, whole lines around one line that counts them.
    std::string take();

  private:
    void trim_tail();

    std::size_t m_half;
    std::size_t m_total = 0;
    bool m_lost = false;
    std::string m_head;
    std::string m_tail;
};

}  // namespace mendel::sys
