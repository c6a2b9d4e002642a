#include "sys/clock.hpp"

#include <array>
#include <cstdint>

#include <sys/random.h>

namespace mendel::sys {

model::Clock system_clock() {
    return {.now = [] { return std::chrono::system_clock::now(); },
            .steady = [] { return std::chrono::steady_clock::now(); }};
}

std::string random_name(std::size_t length) {
    constexpr std::string_view k_letters = "abcdefghijklmnopqrstuvwxyz0123456789";
    // Bytes past the last whole multiple of the alphabet would favour its first letters.
    constexpr unsigned k_limit = 256 / k_letters.size() * k_letters.size();
    std::string name;
    std::array<unsigned char, 32> bytes{};
    while (name.size() < length) {
        const ssize_t count = ::getrandom(bytes.data(), bytes.size(), 0);
        for (ssize_t i = 0; i < count && name.size() < length; ++i)
            if (bytes[static_cast<std::size_t>(i)] < k_limit)
                name += k_letters[bytes[static_cast<std::size_t>(i)] % k_letters.size()];
    }
    return name;
}

double random_fraction() {
    std::uint32_t bits = 0;
    while (::getrandom(&bits, sizeof(bits), 0) != sizeof(bits)) {
    }
    return bits / 4294967296.0;
}

}  // namespace mendel::sys
