#pragma once

#include <optional>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// The most telling statement among the lines of a section before `end`, with what can be read
/// around it; nothing where no line states anything. Lines that a matcher explained do not count.
/// The confidence is that of a section whose command is known to have failed.
std::optional<Finding> most_telling(const Section& section, std::size_t end);

}  // namespace mendel::diagnose
