#pragma once

#include "model/round.hpp"
#include "repair/ports.hpp"
#include "repair/search.hpp"

namespace mendel::repair {

/// The rung `repair`: logic bugs, mended by a search that the tests judge.
model::Rung repair_rung(const Ports& ports, const SearchLimits& limits);

}  // namespace mendel::repair
