#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "sys/launch/plan.hpp"

namespace mendel::sys {

/// Folders that the sandbox shows as empty ones of its own; none where no mounts are made. One
/// that an overlay or a bind is mounted on is left to that.
std::vector<std::string> private_folders(const Sandbox& sandbox);

/// A path that belongs to the view: it shows through where a folder above it is emptied.
struct VisiblePath {
    std::string path;  ///< symbolic links resolved
    bool writable = false;
};

/// The targets of overlays and binds, the writable trees, the working directory and what
/// arguments and variables name (a tool that was installed below /tmp must run), sorted.
std::vector<VisiblePath> visible_paths(const LaunchPlan& plan);

/// What becomes of an emptied folder.
enum class Emptied { writable, read_only };

/// Mounts an empty file system over a folder; visible paths below it are shown at their places,
/// read-only where the sandbox does not let them be written. For a private mount namespace only.
/// `bytes`: how much it may hold, 0: half the memory.
base::Status empty_folder_view(const std::string& folder, const std::vector<VisiblePath>& visible,
                               Emptied emptied, std::uint64_t bytes = 0);

/// Makes the folders that TMPDIR, TMP and TEMP name in private ones, for everybody.
void make_temporary_folders(const LaunchPlan& plan);

}  // namespace mendel::sys
