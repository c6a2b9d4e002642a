#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::repair {

/// Texts to put into a source around ranges that nest, collected from the outside in.
class Insertions {
  public:
    /// Before what begins at the offset; of several, the first asked for stands first.
    void before(std::uint32_t offset, std::string text);

    /// After what ends at the offset; of several, the last asked for stands first.
    void after(std::uint32_t offset, std::string text);

    std::string applied(std::string_view source) const;

  private:
    struct Insertion {
        std::uint32_t offset = 0;
        long order = 0;  ///< negative: closes a range, so that it stands before what opens there
        std::string text;
    };
    std::vector<Insertion> m_all;
};

}  // namespace mendel::repair
