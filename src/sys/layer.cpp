#include "sys/layer.hpp"

#include <cerrno>

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <sys/xattr.h>

#include "sys/beneath.hpp"
#include "sys/file_error.hpp"
#include "sys/files.hpp"

namespace mendel::sys {
namespace {

bool is_opaque(const std::string& folder) {
    char value = 0;
    for (const char* name : {"trusted.overlay.opaque", "user.overlay.opaque"})
        if (::lgetxattr(folder.c_str(), name, &value, 1) == 1 && value == 'y')
            return true;
    return false;
}

class Lister {
  public:
    explicit Lister(const std::string& layer) : m_layer(layer) {}

    base::Status list(const std::string& folder) {
        const auto names = list_folder(join_path(m_layer, folder));
        if (!names)
            return base::fail(names.error());
        for (const auto& name : *names)
            if (auto added = name == ".git" ? base::Status() : add(folder, name); !added)
                return added;
        return {};
    }

    std::vector<LayerEntry> take() { return std::move(m_entries); }

  private:
    base::Status add(const std::string& folder, const std::string& name) {
        const auto path = folder.empty() ? name : folder + "/" + name;
        const auto full = join_path(m_layer, path);
        struct stat info {};
        if (::lstat(full.c_str(), &info) != 0)
            return {};
        const auto mode = static_cast<unsigned>(info.st_mode) & 07777U;
        if (S_ISDIR(info.st_mode)) {
            if (is_opaque(full))
                m_entries.push_back({path, LayerKind::replaced_folder, mode});
            return list(path);
        }
        if (S_ISREG(info.st_mode))
            m_entries.push_back({path, LayerKind::file, mode});
        else if (S_ISLNK(info.st_mode))
            m_entries.push_back({path, LayerKind::link, mode});
        else if (S_ISCHR(info.st_mode) && info.st_rdev == ::makedev(0, 0))
            m_entries.push_back({path, LayerKind::removed, mode});
        return {};
    }

    const std::string& m_layer;
    std::vector<LayerEntry> m_entries;
};

}  // namespace

base::Result<std::vector<LayerEntry>> list_layer(const std::string& layer) {
    Lister lister(layer);
    if (const auto listed = lister.list(""); !listed)
        return base::fail(listed.error());
    return lister.take();
}

base::Status mark_removed(const std::string& layer, const std::string& path) {
    const auto full = join_path(layer, path);
    if (const auto made = make_folders(parent_path(full)); !made)
        return made;
    if (const auto removed = remove_tree(full); !removed)
        return removed;
    if (::mknod(full.c_str(), S_IFCHR, ::makedev(0, 0)) != 0)
        return base::fail(base::ErrorKind::transient,
                          fmt::format("Cannot mark a file as removed: {}.", errno_text(errno)),
                          full);
    return {};
}

}  // namespace mendel::sys
