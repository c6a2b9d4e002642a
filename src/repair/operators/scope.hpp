#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "code/view.hpp"

namespace mendel::repair {

/// What a value most likely is, guessed from how it is made and used.
enum class Shape { unknown, number, text, sequence, mapping, truth, callable, object };

/// One name with the bytes in which it can be used.
struct Name {
    std::string text;
    Shape shape = Shape::unknown;
    std::uint32_t begin = 0;     ///< of the region that sees it
    std::uint32_t end = 0;       ///< exclusive
    std::uint32_t bound_at = 0;  ///< where it first gets a value
    bool is_local = false;       ///< of a function, rather than of the file
    bool is_parameter = false;
};

/// The names of a file, who sees them, and what they most likely hold.
class Scope {
  public:
    explicit Scope(const code::View& view);

    /// Names that can be used at an offset: the innermost regions first, then in source order.
    /// Locals that get their value only later are left out.
    const std::vector<const Name*>& visible_at(std::uint32_t offset) const;

    /// The innermost binding of a word that an offset sees; null where none.
    const Name* find(std::string_view word, std::uint32_t offset) const;

    /// Whether the word is bound somewhere in the file.
    bool is_bound(std::string_view word) const;

    /// Whether every free name of the expression can be used at the offset.
    bool can_use(const code::Node& expression, std::uint32_t offset) const;

    Shape shape_of(const code::Node& expression) const;

  private:
    void collect();
    void bind(const code::Node& identifier, const code::Node& region, bool is_parameter);
    void bind_all(const code::Node& pattern, const code::Node& region, bool is_parameter);
    void bind_node(const code::Node& node);
    code::Node region_of(const code::Node& node) const;
    void infer();
    void suggest(const code::Node& identifier, Shape shape);
    void infer_from(const code::Node& node);
    void infer_annotation(const code::Node& node);
    Shape shape_of_call(const code::Node& call) const;

    const code::View* m_view;
    std::vector<Name> m_names;
    std::unordered_map<std::string, std::vector<std::size_t>> m_by_text;
    /// By offset, as asked for: many operators ask at one node.
    mutable std::unordered_map<std::uint32_t, std::vector<const Name*>> m_visible;
};

/// Whether one shape can stand where the other does.
bool fits(Shape have, Shape want);

}  // namespace mendel::repair
