#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace mendel::base {

/// Finds many strings in one pass at the speed of memory. The text is looked at two bytes at a
/// time; a table says for each pair of bytes in which groups of strings it can be the
/// first or the second half of four telling bytes (after FDR: Wang et al., "Hyperscan", NSDI 2019,
/// section 4), and only what passes is compared.
class LiteralSet {
  public:
    static constexpr std::size_t k_shortest = 3;

    struct Hit {
        std::size_t last = 0;     ///< offset of the occurrence's last byte
        std::size_t literal = 0;  ///< index into the strings given
    };

    /// @param literals each at least k_shortest bytes (std::logic_error otherwise); case counts;
    ///                 LF only as the first byte
    explicit LiteralSet(std::vector<std::string> literals);

    /// Appends every occurrence that begins at or behind `from`, or in the two bytes before it at
    /// most. Hits come by line, in no order within one.
    void find(std::string_view text, std::size_t from, std::vector<Hit>& hits) const;

    std::size_t size() const { return m_literals.size(); }
    const std::string& literal(std::size_t index) const { return m_literals[index]; }

  private:
    /// Four bytes of a literal (or three, or two of a short one) and where they stand in it.
    struct Fragment {
        std::uint32_t value = 0;
        std::uint32_t mask = 0;
        std::size_t literal = 0;
        std::size_t offset = 0;
        std::uint32_t head = 0;  ///< the literal's first bytes, looked at before all of it
        std::uint32_t head_mask = 0;
    };

    class Grouping;
    void add(std::size_t literal, Grouping& grouping);
    void add_fragment(Fragment fragment, std::uint32_t group);
    void confirm(std::string_view text, std::size_t at, std::uint32_t groups,
                 std::vector<Hit>& hits) const;
    void compare(std::string_view text, std::size_t at, const Fragment& seen,
                 std::vector<Hit>& hits) const;
    void sort_fragments();

    std::vector<std::string> m_literals;
    std::vector<std::uint32_t> m_pairs;  ///< per pair: groups of first halves, << 16 of second ones
    std::vector<Fragment> m_fragments;   ///< by bucket of their value
    std::vector<std::uint32_t> m_buckets;
};

}  // namespace mendel::base
