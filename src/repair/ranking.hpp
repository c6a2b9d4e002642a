#pragma once

#include <vector>

#include "model/round.hpp"
#include "repair/candidate.hpp"

namespace mendel::repair {

/// Orders plausible candidates, the most likely repair first, and marks those that pass by doing
/// less: removed code, a value taken from a failing assertion, a special case. Marked ones are
/// last.
void rank(const model::Round& round, std::vector<Candidate>& plausible);

/// Whether an edit only takes code away: what passes by that may pass by doing less.
bool removes_code(const Candidate& candidate);

}  // namespace mendel::repair
