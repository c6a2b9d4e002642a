#include "evaluate/place.hpp"

#include "evaluate/places.hpp"
#include "sys/sandbox.hpp"

namespace mendel::evaluate {

std::string_view name_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::in_place:
            return "in place";
        case PlaceKind::overlay:
            return "overlay";
        case PlaceKind::copy:
            return "copy";
    }
    return "copy";
}

base::Result<std::unique_ptr<Place>> open_place(const PlaceOptions& options) {
    if (options.disposable)
        return open_place(options, PlaceKind::in_place);
    const auto& host = sys::sandbox_host();
    const auto level = sys::best_sandbox_level(host);
    if (!level)
        return base::fail(level.error());
    if (*level == sys::SandboxLevel::namespaces && host.overlay) {
        auto place = open_place(options, PlaceKind::overlay);
        if (place)
            return place;
    }
    return open_place(options, PlaceKind::copy);
}

base::Result<std::unique_ptr<Place>> open_place(const PlaceOptions& options, PlaceKind kind) {
    auto folders = make_place_folders(options);
    if (!folders)
        return base::fail(folders.error());
    auto walls = place_walls(options, *folders);
    if (!walls)
        return base::fail(walls.error());
    PlaceParts parts{options, std::move(*folders), std::move(*walls)};
    switch (kind) {
        case PlaceKind::in_place:
            return open_in_place(std::move(parts));
        case PlaceKind::overlay:
            return open_overlay(std::move(parts));
        case PlaceKind::copy:
            return open_copy(std::move(parts));
    }
    return open_copy(std::move(parts));
}

}  // namespace mendel::evaluate
