#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.hpp"

namespace re2 {
class RE2;
}

namespace mendel::base {

/// A compiled RE2 pattern (https://github.com/google/re2/wiki/Syntax): linear time on any input.
/// A bad pattern is a bug and throws std::logic_error. Safe to share between threads.
class Regex {
  public:
    explicit Regex(std::string_view pattern);
    ~Regex();
    Regex(Regex&&) noexcept;
    Regex& operator=(Regex&&) noexcept;

    /// The number of the group `(?P<name>...)`; 0 where the pattern has none of that name.
    std::size_t group(const std::string& name) const;

    /// Whether the pattern occurs anywhere in the text.
    bool found_in(std::string_view text) const;

    /// The groups of the first occurrence ([0] is the whole match; a group that took no part is
    /// empty), as views into `text`; nothing where there is no match.
    std::optional<std::vector<std::string_view>> match(std::string_view text) const;
    template <Expiring Text>
    std::optional<std::vector<std::string_view>> match(Text&& text) const = delete;

    /// Groups of every occurrence, in order, not overlapping.
    std::vector<std::vector<std::string_view>> match_all(std::string_view text) const;
    template <Expiring Text>
    std::vector<std::vector<std::string_view>> match_all(Text&& text) const = delete;

    /// Every occurrence replaced; `\1` in the replacement is the first group.
    std::string replace_all(std::string_view text, std::string_view replacement) const;

  private:
    std::unique_ptr<re2::RE2> m_pattern;
};

}  // namespace mendel::base
