#include "sys/launch/mounts.hpp"

#include <array>
#include <cerrno>

#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "sys/files.hpp"
#include "sys/launch/mount_calls.hpp"
#include "sys/launch/private_folders.hpp"

namespace mendel::sys {
namespace {

/// Who can talk to these starts processes outside of every wall.
constexpr std::array k_doors = {"/run/docker.sock",
                                "/run/docker",
                                "/run/containerd",
                                "/run/podman",
                                "/run/crio",
                                "/run/buildkit",
                                "/run/user",
                                "/run/dbus",
                                "/run/systemd/private",
                                "/run/systemd/io.systemd.Manager",
                                "/run/snapd.socket",
                                "/run/libvirt",
                                "/run/lxd.socket",
                                "/run/k3s",
                                "/var/run/docker.sock",
                                "/var/lib/docker",
                                "/var/lib/lxd/unix.socket",
                                "/var/snap/lxd/common/lxd/unix.socket"};

base::Status mount_over(const std::string& source, const std::string& target) {
    if (::mount(source.c_str(), target.c_str(), nullptr, MS_BIND | MS_REC, nullptr) != 0)
        return mount_refused("bind " + source + " over a path", target);
    return {};
}

base::Status hide(const std::string& path, const std::vector<VisiblePath>& visible) {
    struct stat info {};
    if (::stat(path.c_str(), &info) != 0)
        return {};
    if (S_ISDIR(info.st_mode))
        return empty_folder_view(path, visible, Emptied::read_only);
    return mount_over("/dev/null", path);
}

base::Status mount_proc() {
    if (::mount("proc", "/proc", "proc", MS_NOSUID | MS_NODEV | MS_NOEXEC, nullptr) != 0)
        return mount_refused("show only its own processes", "/proc");
    return {};
}

bool is_read_only(const std::string& path) {
    struct statvfs info {};
    return ::statvfs(path.c_str(), &info) == 0 && (info.f_flag & ST_RDONLY) != 0;
}

/// What was read-only before stays so; a user namespace could not change it anyway.
base::Status let_be_written(const std::string& path, bool was_read_only) {
    if (was_read_only || set_read_only(AT_FDCWD, path, false, Reach::all_below) == 0 ||
        set_read_only(AT_FDCWD, path, false, Reach::this_mount) == 0)
        return {};
    return mount_refused("let a folder be written", path);
}

/// Landlock guards contents and names; modes, owners, times and attributes only a read-only mount
/// does. It is also the whole wall of kernels without Landlock.
base::Status protect_by_mounts(const Sandbox& sandbox) {
    std::vector<std::pair<std::string, bool>> writable;
    for (const std::string& path : sandbox.writable) {
        if (path == "/")
            return {};
        if (!exists(path))
            continue;
        writable.emplace_back(path, is_read_only(path));
        if (auto done = mount_over(path, path); !done)
            return done;
    }
    if (set_read_only(AT_FDCWD, "/", true, Reach::all_below) != 0)
        return mount_refused("make the file system read-only", "/");
    for (const auto& [path, was_read_only] : writable)
        if (auto done = let_be_written(path, was_read_only); !done)
            return done;
    return {};
}

base::Status mount_asked(const Sandbox& sandbox, bool root) {
    for (const OverlayMount& overlay : sandbox.overlays)
        if (auto done = mount_overlay(overlay, root); !done)
            return done;
    for (const BindMount& each : sandbox.binds)
        if (auto done = mount_over(each.source, each.target); !done)
            return done;
    return {};
}

base::Status empty_places(const LaunchPlan& plan) {
    const std::vector<VisiblePath> visible = visible_paths(plan);
    for (const std::string& path : plan.sandbox->hidden)
        if (auto done = hide(path, visible); !done)
            return done;
    for (const char* door : k_doors)
        if (auto done = hide(door, visible); !done)
            return done;
    for (const std::string& folder : private_folders(*plan.sandbox))
        if (auto done =
                empty_folder_view(folder, visible, Emptied::writable, plan.sandbox->tmp_size);
            !done)
            return done;
    make_temporary_folders(plan);
    return {};
}

}  // namespace

base::Status mount_overlay(const OverlayMount& overlay, bool root) {
    // Named by descriptor: commas, colons and backslashes of a path mean something to overlayfs.
    std::vector<Descriptor> folders;
    std::string options = root ? "redirect_dir=off,metacopy=off,index=off" : "userxattr";
    const auto add = [&](const std::string& path, std::string_view prefix) {
        folders.emplace_back(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
        options += fmt::format("{}/proc/self/fd/{}", prefix, folders.back().get());
        return static_cast<bool>(folders.back());
    };
    std::string_view prefix = ",lowerdir=";
    for (const auto& layer : overlay.layers) {
        if (!add(layer, prefix))
            return mount_refused("open a layer of an overlay", layer);
        prefix = ":";
    }
    if (!add(overlay.lower, prefix))
        return mount_refused("open a layer of an overlay", overlay.lower);
    if (!add(overlay.upper, ",upperdir=") || !add(overlay.work, ",workdir="))
        return mount_refused("open a layer of an overlay", overlay.upper);
    if (::mount("overlay", overlay.target.c_str(), "overlay", 0, options.c_str()) != 0)
        return mount_refused("mount an overlay", overlay.target);
    return {};
}

base::Status mount_view(const LaunchPlan& plan) {
    const Sandbox& sandbox = *plan.sandbox;
    if (::unshare(CLONE_NEWNS) != 0 ||
        ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0)
        return mount_refused("make a private mount namespace", "/");
    if (auto done = mount_asked(sandbox, plan.host.root); !done)
        return done;
    if (auto done = protect_by_mounts(sandbox); !done)
        return done;
    if (auto done = empty_places(plan); !done)
        return done;
    return mount_proc();
}

}  // namespace mendel::sys
