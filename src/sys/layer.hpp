#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"

namespace mendel::sys {

/// What a layer of an overlay says about a path
/// (https://docs.kernel.org/filesystems/overlayfs.html).
enum class LayerKind {
    file,
    link,
    removed,          ///< a whiteout: what is below does not show
    replaced_folder,  ///< an opaque folder: nothing of the folder below shows
};

struct LayerEntry {
    std::string path;  ///< relative to the layer
    LayerKind kind = LayerKind::file;
    unsigned mode = 0;  ///< permission bits
};

/// Everything in a layer that is not mounted, by path, .git folders left out; links are not
/// followed. Pipes, sockets and devices are left out.
base::Result<std::vector<LayerEntry>> list_layer(const std::string& layer);

/// Marks a path of a layer as removed, in place of what the layer holds there.
base::Status mark_removed(const std::string& layer, const std::string& path);

}  // namespace mendel::sys
