#pragma once

#include <memory>

#include "evaluate/place.hpp"
#include "evaluate/place_walls.hpp"

namespace mendel::evaluate {

/// What every kind of Place is made of.
struct PlaceParts {
    PlaceOptions options;
    PlaceFolders folders;
    sys::Sandbox walls;
};

/// The kinds of Place, each in a file of its own.
base::Result<std::unique_ptr<Place>> open_in_place(PlaceParts parts);
base::Result<std::unique_ptr<Place>> open_overlay(PlaceParts parts);
base::Result<std::unique_ptr<Place>> open_copy(PlaceParts parts);

/// A Place of one kind after its `begin`, or what `begin` says against it.
template <class Kind>
base::Result<std::unique_ptr<Place>> begun(PlaceParts parts) {
    auto place = std::make_unique<Kind>(std::move(parts));
    if (const auto done = place->begin(); !done)
        return base::fail(done.error());
    return place;
}

}  // namespace mendel::evaluate
