#pragma once

#include <string>
#include <string_view>

#include "model/failure.hpp"

namespace mendel::diagnose {

/// A message with what varies between runs of the same problem replaced by marks: numbers that
/// stand alone, addresses, times and durations, hashes, temporary folders.
std::string normalised(std::string_view message);

/// The hash of a Failure without its line numbers and without the order of its parts.
/// @param message the failure's message; of a merged Failure the least of its messages, so that
///                the order of the log does not count
std::string fingerprint_of(const model::Failure& failure, std::string_view message);

}  // namespace mendel::diagnose
