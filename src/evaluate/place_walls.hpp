#pragma once

#include <map>
#include <string>

#include "base/result.hpp"
#include "evaluate/place.hpp"
#include "sys/sandbox.hpp"

namespace mendel::evaluate {

/// The uid that foreign code gets where mendel is root without namespaces.
constexpr unsigned k_slot_uid = 64'900;

/// The folders of one Place below its scratch; made empty.
struct PlaceFolders {
    std::string top;         ///< holds all others; removed with the Place
    std::string home_upper;  ///< what runs write to the home folder: tool caches
    std::string home_work;
};

/// Makes the folders below `scratch`, or elsewhere on disk where `scratch` lies in a tree that an
/// overlay will cover.
base::Result<PlaceFolders> make_place_folders(const PlaceOptions& options);

/// The walls of every run of a Place, without the mounts of its tree: level, home (an overlay with
/// secrets hidden where mounts can be made, read-only else), writable trees.
base::Result<sys::Sandbox> place_walls(const PlaceOptions& options, const PlaceFolders& folders);

/// What a run is given besides the request.
struct RunSetting {
    const sys::Sandbox* sandbox = nullptr;
    std::string root;                                     ///< where the command sees the tree
    std::map<std::string, std::string> environment = {};  ///< added to the allowed one
    std::stop_token stop = {};
};

/// Runs the command of the request behind the walls. An interrupted run is an error (refused).
base::Result<model::RunResult> run_behind_walls(const model::RunRequest& request,
                                                const RunSetting& setting);

/// Whether `path` is `folder` or below it.
bool lies_in(const std::string& path, const std::string& folder);

}  // namespace mendel::evaluate
