#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <queue>
#include <set>
#include <string>
#include <tuple>
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

/// All single edits of the suspicious lines, most promising first. They are listed as late as can
/// be: a file is read and an operator asked about a node once nothing that is listed scores higher
/// than the best it could give, so that the first edits of a large library come at once.
class Space {
  public:
    Space(const model::TreeView& tree, const Localisation& where);

    /// The next best candidates, each parsed and different from all before; fewer at the end.
    std::vector<Candidate> next(std::size_t count);

    /// Both candidates in one, where their edits do not overlap; for repairs of two places.
    std::optional<Candidate> paired(const Candidate& first, const Candidate& second) const;

    /// Edits listed so far.
    std::size_t listed() const { return m_options.size(); }
    /// Files whose lines are searched, read or not.
    std::size_t files() const { return m_sources.size(); }

  private:
    /// A file with suspicious lines; its program is null until it is read.
    struct Source {
        std::string path;
        std::map<int, double> lines;
        std::unique_ptr<Program> program = nullptr;
    };
    /// A node that operators are asked about.
    struct Spot {
        std::size_t program = 0;
        code::Node node;
        double suspicion = 0;
    };
    /// Bytes of a file that are parsed together.
    struct Unit {
        std::uint32_t begin = 0;
        std::uint32_t end = 0;
        bool had_error = false;
    };
    /// Of equal scores in this order: what may give more first.
    enum class Step { read, ask, give };
    /// What comes next where its score, or the highest it may lead to, is the highest.
    struct Lead {
        double score = 0;
        Step step = Step::read;
        std::size_t index = 0;  ///< of the source, spot or option
        std::size_t operator_index = 0;
        std::array<std::size_t, 4> order = {};  ///< program, spot, operator, change
        bool operator<(const Lead& other) const;
    };

    void read(std::size_t source);
    void ask(std::size_t spot, std::size_t operator_index);
    const Option* best();
    std::optional<Candidate> made(const Option& option);
    std::string key_of(std::size_t program, const std::vector<code::Edit>& edits);
    Unit unit_of(std::size_t program, const Unit& edited);
    bool stands_alone(std::size_t program, const code::Node& item);
    const Program& program_at(std::size_t index) const { return *m_sources[index].program; }

    const model::TreeView m_tree;
    std::vector<Source> m_sources;
    std::vector<Spot> m_spots;
    std::deque<Option> m_options;
    std::priority_queue<Lead> m_leads;
    std::set<std::string> m_seen;  ///< keys of what was given or is no change
    /// Whether a node, by program, begin and end, can be parsed alone.
    std::map<std::tuple<std::size_t, std::uint32_t, std::uint32_t>, bool> m_alone;
    std::map<std::string, std::vector<code::Edit>> m_edits;  ///< by key, for pairs
};

}  // namespace mendel::repair
