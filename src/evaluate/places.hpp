#pragma once

#include <memory>

#include "evaluate/place.hpp"

namespace mendel::evaluate {

/// The kinds of Place, each in a file of its own.
base::Result<std::unique_ptr<Place>> open_in_place(const PlaceOptions& options);
base::Result<std::unique_ptr<Place>> open_overlay(const PlaceOptions& options);
base::Result<std::unique_ptr<Place>> open_copy(const PlaceOptions& options);

}  // namespace mendel::evaluate
