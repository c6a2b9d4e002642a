#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/literal_set.hpp"
#include "diagnose/log_marks.hpp"
#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The anchors of all matchers and the marks of logs as one set of strings, looked for in one pass
/// (see base::LiteralSet), and what each of them asks for.
class Prefilter {
  public:
    explicit Prefilter(const std::vector<const Matcher*>& matchers);

    /// The one of matchers().
    static const Prefilter& of_all();

    const base::LiteralSet& literals() const { return m_literals; }
    /// How much of a large log is kept around an occurrence of the literal.
    Reach reach_of(std::size_t literal) const { return m_wants[literal].reach; }

    /// For each matcher, in the order given, the section as it needs to see it: nothing where none
    /// of its anchors occurs in it; the section itself where that is short, the anchors are dense,
    /// or the step's command runs the tool; else the lines within reach of the anchors, and those
    /// that show commands.
    std::vector<std::optional<Section>> views_of(const Section& section) const;

  private:
    struct Want {
        Reach reach;
        bool is_command = false;
        std::vector<std::size_t> matchers = {};  ///< indices into the list
    };
    using Wants = std::map<std::string, Want, std::less<>>;
    static Wants wants_of(const std::vector<const Matcher*>& matchers);
    static std::vector<std::string> texts_of(const Wants& wants);
    static std::optional<Section> view_of(const Section& section, const Matcher& matcher,
                                          const std::vector<std::size_t>& lines,
                                          const std::vector<std::size_t>& commands);

    const std::vector<const Matcher*>* m_matchers;
    std::vector<Want> m_wants;  ///< by literal
    base::LiteralSet m_literals;
};

}  // namespace mendel::diagnose
