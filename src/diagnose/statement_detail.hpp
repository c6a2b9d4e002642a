#pragma once

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// Fills a finding of an unknown tool from the line that states it and the block below: message,
/// category by its words, location, exception's type, evidence.
void read_statement(const Section& section, std::size_t at, Finding& finding);

/// The failed test that a line names, with place, message, expected and actual values from the
/// block below it.
model::FailedTest test_at(const Section& section, std::size_t at);

}  // namespace mendel::diagnose
