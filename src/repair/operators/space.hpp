#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "model/round.hpp"
#include "repair/candidate.hpp"
#include "repair/localise.hpp"
#include "repair/operators.hpp"
#include "repair/operators/program.hpp"

namespace mendel::repair {

/// One edit that may be tried, not made yet.
struct Option {
    double score = 0;
    std::size_t program = 0;  ///< index of its file
    std::string_view operator_name = {};
    int line = 0;
    Change change;
};

/// All single edits of the suspicious lines, most promising first.
class Space {
  public:
    Space(const model::TreeView& tree, const Localisation& where);

    /// The next best candidates, each parsed and different from all before; fewer at the end.
    std::vector<Candidate> next(std::size_t count);

    /// Both candidates in one, where their edits do not overlap; for repairs of two places.
    std::optional<Candidate> paired(const Candidate& first, const Candidate& second) const;

    std::size_t size() const { return m_options.size(); }
    std::size_t left() const { return m_options.size() - m_next; }

  private:
    void read_programs(const model::TreeView& tree, const Localisation& where);
    void propose(std::size_t program, const std::map<int, double>& lines);
    void propose_at(std::size_t program, const code::Node& node, double suspicion);
    std::optional<Candidate> made(const Option& option);
    std::string key_of(std::size_t program, const std::vector<code::Edit>& edits);
    void learn_unchanged(std::size_t program, const code::Node& item);

    std::vector<std::unique_ptr<Program>> m_programs;
    std::vector<Option> m_options;
    std::size_t m_next = 0;
    std::set<std::string> m_seen;     ///< keys of what was given or is no change
    std::set<std::string> m_learned;  ///< top-level items whose own keys are in m_seen
    std::map<std::string, std::vector<code::Edit>> m_edits;  ///< by key, for pairs
};

}  // namespace mendel::repair
