#pragma once

#include <nlohmann/json_fwd.hpp>

#include "model/failure.hpp"

namespace mendel::model {

/// The public shape of one failure in `mendel.analyze/1`.
nlohmann::json to_json(const Failure& failure);

}  // namespace mendel::model
