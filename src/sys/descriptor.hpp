#pragma once

#include <utility>

namespace mendel::sys {

/// Owns a file descriptor and closes it; -1 is none.
class Descriptor {
  public:
    Descriptor() = default;
    explicit Descriptor(int number) : m_number(number) {}
    ~Descriptor() { reset(); }
    Descriptor(Descriptor&& other) noexcept : m_number(std::exchange(other.m_number, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(m_number, other.m_number);
        return *this;
    }

    int get() const { return m_number; }
    explicit operator bool() const { return m_number >= 0; }

    /// Closes it now; errno is kept.
    void reset();

    /// Gives the number away without closing it.
    int release() { return std::exchange(m_number, -1); }

  private:
    int m_number = -1;
};

}  // namespace mendel::sys
