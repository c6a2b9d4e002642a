#pragma once

#include <optional>

#include "diagnose/matcher.hpp"

namespace mendel::diagnose {

/// What the output of an unknown tool says went wrong, by the shapes of its lines (see Statement)
/// and their places: the tests that failed, an error with its place, the last error before the end.
/// Confidence is low and follows the shape. Of a section whose exit code is not known nothing where
/// no line states a failure.
std::optional<Finding> unexplained(const Section& section);

/// What a wrapper's summary is the consequence of, where no matcher found it: read as above from
/// the lines before it; nothing where none looks like an error.
std::optional<Finding> cause_before(const Section& section);

/// The Finding of a step that its deadline ended: the last line it wrote.
Finding timeout_of(const Section& section);

}  // namespace mendel::diagnose
