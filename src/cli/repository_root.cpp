#include "cli/repository_root.hpp"

#include "sys/files.hpp"

namespace mendel::cli {

base::Result<std::string> repository_root(const GlobalOptions& global) {
    const auto folder = sys::canonical_path(global.repository);
    if (!folder)
        return folder;
    for (auto path = *folder;; path = sys::parent_path(path)) {
        if (sys::exists(sys::join_path(path, ".git")))
            return path;
        if (path.empty() || path == "/")
            return *folder;
    }
}

}  // namespace mendel::cli
