#pragma once

#include <optional>

#include <nlohmann/json_fwd.hpp>

#include "model/failure.hpp"

namespace mendel::model {

/// The public shape of one failure in `mendel.analyze/1`.
nlohmann::json to_json(const Failure& failure);

/// Reads back what people are told of a failure: kind, words, places and fingerprint; fields of
/// another type count as absent. Nothing where category or severity is none.
std::optional<Failure> failure_from_json(const nlohmann::json& json);

}  // namespace mendel::model
