#include "sys/launch/private_folders.hpp"

#include <algorithm>
#include <array>
#include <cerrno>

#include <fcntl.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/text.hpp"
#include "sys/files.hpp"
#include "sys/launch/mount_calls.hpp"

namespace mendel::sys {
namespace {

constexpr std::string_view k_shared_memory = "/dev/shm";
constexpr std::array k_private = {std::string_view("/tmp"), std::string_view("/var/tmp"),
                                  k_shared_memory};

/// A path that stays visible in an emptied folder.
struct Kept {
    std::string path;
    bool writable = false;
    Descriptor mounts = {};
};

bool is_below(std::string_view path, std::string_view folder) {
    return path.size() > folder.size() && path.rfind(folder, 0) == 0 && path[folder.size()] == '/';
}

bool is_within(std::string_view path, std::string_view folder) {
    return path == folder || is_below(path, folder);
}

bool is_file_or_folder(const std::string& path) {
    struct stat info {};
    return ::stat(path.c_str(), &info) == 0 && (S_ISREG(info.st_mode) || S_ISDIR(info.st_mode));
}

bool names_temporary_folder(std::string_view variable) {
    return variable == "TMPDIR" || variable == "TMP" || variable == "TEMP";
}

std::vector<std::string> named_paths(const LaunchPlan& plan) {
    std::vector<std::string> paths = plan.argv;
    if (!plan.argv.empty())
        paths.push_back(parent_path(plan.argv.front()));
    for (const std::string& entry : plan.environment) {
        const std::size_t equals = entry.find('=');
        if (equals == std::string::npos || names_temporary_folder(entry.substr(0, equals)))
            continue;
        for (const std::string_view part :
             base::split(std::string_view(entry).substr(equals + 1), ':'))
            paths.emplace_back(part);
    }
    return paths;
}

std::vector<std::string> mounted_targets(const Sandbox& sandbox) {
    std::vector<std::string> targets;
    for (const OverlayMount& overlay : sandbox.overlays)
        targets.push_back(overlay.target);
    for (const BindMount& bind : sandbox.binds)
        targets.push_back(bind.target);
    return targets;
}

/// Outer before inner; an inner one only where it is writable in a read-only outer one.
std::vector<Kept> kept_below(const std::string& folder, const std::vector<VisiblePath>& visible) {
    std::vector<Kept> kept;
    for (const VisiblePath& each : visible) {
        if (!is_below(each.path, folder))
            continue;
        const auto outer = std::find_if(kept.rbegin(), kept.rend(), [&](const Kept& other) {
            return is_within(each.path, other.path);
        });
        if (outer == kept.rend() || (each.writable && !outer->writable))
            kept.push_back({each.path, each.writable});
    }
    return kept;
}

void add_visible(const std::string& path, bool writable, std::vector<VisiblePath>& visible) {
    if (path.empty() || path.front() != '/' || !is_file_or_folder(path))
        return;
    // Where a link leads is what must be there; the link itself lies on the way.
    visible.push_back({canonical_path(path).value_or(path), writable});
}

base::Status detach(std::vector<Kept>& kept) {
    for (Kept& each : kept) {
        each.mounts = clone_mounts(each.path);
        if (!each.mounts)
            return mount_refused("keep a folder in view", each.path);
        if (!each.writable && set_read_only(each.mounts.get(), "", true, Reach::all_below) != 0)
            return mount_refused("protect a folder in view", each.path);
    }
    return {};
}

base::Status attach(const std::vector<Kept>& kept) {
    for (const Kept& each : kept) {
        struct stat info {};
        const bool folder = ::fstat(each.mounts.get(), &info) == 0 && S_ISDIR(info.st_mode);
        if (auto made = make_folders(folder ? each.path : parent_path(each.path)); !made)
            return made;
        if (!folder)
            ::close(::open(each.path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
        if (attach_mounts(each.mounts, each.path) != 0)
            return mount_refused("show a folder again", each.path);
    }
    return {};
}

}  // namespace

std::vector<std::string> private_folders(const Sandbox& sandbox) {
    std::vector<std::string> folders;
    if (sandbox.level != SandboxLevel::namespaces)
        return folders;
    const auto targets = mounted_targets(sandbox);
    for (const std::string_view folder : k_private)
        if ((sandbox.private_tmp || folder == k_shared_memory) && is_folder(std::string(folder)) &&
            std::find(targets.begin(), targets.end(), folder) == targets.end())
            folders.emplace_back(folder);
    return folders;
}

std::vector<VisiblePath> visible_paths(const LaunchPlan& plan) {
    std::vector<VisiblePath> visible;
    for (const std::string& path : plan.sandbox->writable)
        add_visible(path, true, visible);
    for (const std::string& path : mounted_targets(*plan.sandbox))
        add_visible(path, false, visible);
    add_visible(plan.folder, false, visible);
    for (const std::string& path : named_paths(plan))
        add_visible(path, false, visible);
    std::sort(visible.begin(), visible.end(), [](const VisiblePath& a, const VisiblePath& b) {
        return a.path != b.path ? a.path < b.path : a.writable && !b.writable;
    });
    return visible;
}

base::Status empty_folder_view(const std::string& folder, const std::vector<VisiblePath>& visible,
                               Emptied emptied, std::uint64_t bytes) {
    const auto real = canonical_path(folder);
    if (!real)
        return base::fail(real.error());
    std::vector<Kept> kept = kept_below(*real, visible);
    if (auto done = detach(kept); !done)
        return done;
    std::string options = emptied == Emptied::writable ? "mode=1777" : "mode=0755";
    if (bytes != 0)
        options += ",size=" + std::to_string(bytes);
    if (::mount("tmpfs", real->c_str(), "tmpfs", MS_NOSUID | MS_NODEV, options.c_str()) != 0)
        return mount_refused("empty a folder", *real);
    if (auto done = attach(kept); !done)
        return done;
    if (emptied == Emptied::read_only &&
        set_read_only(AT_FDCWD, *real, true, Reach::this_mount) != 0)
        return mount_refused("protect a folder", *real);
    return {};
}

void make_temporary_folders(const LaunchPlan& plan) {
    const auto folders = private_folders(*plan.sandbox);
    for (const std::string& entry : plan.environment) {
        const std::size_t equals = std::min(entry.find('='), entry.size());
        const std::string path = entry.substr(std::min(equals + 1, entry.size()));
        const bool ours =
            names_temporary_folder(entry.substr(0, equals)) &&
            std::any_of(folders.begin(), folders.end(),
                        [&](const std::string& folder) { return is_below(path, folder); });
        if (ours && !exists(path) && make_folders(path))
            ::chmod(path.c_str(), 01777);
    }
}

}  // namespace mendel::sys
