#pragma once

#include <vector>

#include "model/round.hpp"
#include "repair/candidate.hpp"

namespace mendel::repair {

/// Orders plausible candidates, the most likely repair first, and marks those that pass by doing
/// less: removed code, a value taken from a failing assertion, a special case. Marked ones are
/// last.
void rank(const model::Round& round, std::vector<Candidate>& plausible);

}  // namespace mendel::repair
