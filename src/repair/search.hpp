#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "model/round.hpp"
#include "repair/candidate.hpp"
#include "repair/localise.hpp"
#include "repair/ports.hpp"
#include "repair/validate.hpp"

namespace mendel::repair {

/// When a search ends without having found what it looks for.
struct SearchLimits {
    std::chrono::milliseconds time = std::chrono::seconds(60);
    std::size_t candidates = 20'000;
};

/// What a search found and what it took.
struct SearchReport {
    std::vector<Candidate> plausible;  ///< best first
    std::vector<Candidate> progress =
        {};  ///< mend some of the failing tests; none where one passes
    std::size_t tried = 0;
    std::size_t space = 0;  ///< edits that were listed, tried or not
    std::map<TrialState, std::size_t> states;
    std::chrono::milliseconds duration{0};
    std::string validator;
    Localisation where;
    std::vector<std::string> notes;  ///< why it ended as it did
};

/// Localises, then tries edits of the suspicious lines, most promising first: single ones, then
/// pairs of those that mend some of the failing tests. Any-time: at a limit, or where the Place
/// fails, it answers with the best so far. Deterministic but for its limit of time.
base::Result<SearchReport> search(const model::Round& round, const Ports& ports,
                                  const SearchLimits& limits);

}  // namespace mendel::repair
