#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// Says in one pass over a step's lines which matchers can have something to read there: the
/// automaton of Aho and Corasick (CACM 18(6), 1975) over the anchors of all matchers.
class Prefilter {
  public:
    explicit Prefilter(const std::vector<const Matcher*>& matchers);

    /// For each matcher, in the order given, whether one of its anchors occurs in the section.
    std::vector<bool> candidates(const Section& section) const;

  private:
    using State = std::uint16_t;
    void add(std::string_view anchor, std::size_t matcher);
    void link();

    std::vector<std::vector<State>> m_next;         ///< 256 per state
    std::vector<std::vector<std::size_t>> m_found;  ///< matchers whose anchor ends in the state
    std::vector<bool> m_always;
};

}  // namespace mendel::diagnose
