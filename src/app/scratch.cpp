#include "app/scratch.hpp"

#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/owner.hpp"
#include "sys/sandbox.hpp"

namespace mendel::app {

namespace {

constexpr std::string_view k_prefix = "mendel-scratch-";

std::string scratch_parent() {
    if (const auto runner = sys::environment_value("RUNNER_TEMP");
        runner && sys::is_writable(*runner))
        return *runner;
    return sys::is_writable("/var/tmp") ? "/var/tmp" : "/tmp";
}

/// A left folder is one whose lock nobody holds.
void remove_left_folders(const std::string& parent) {
    const auto names = sys::list_folder(parent);
    if (!names)
        return;
    for (const auto& name : *names) {
        const auto path = sys::join_path(parent, name);
        const bool ours = name.compare(0, k_prefix.size(), k_prefix) == 0;
        if (ours && sys::is_writable(path) &&
            sys::lock_file(sys::join_path(path, "lock"), sys::LockWait::no))
            (void)sys::remove_tree(path);
    }
}

/// Where foreign code has another uid, it must get to its Place below the folder.
base::Status open_to_slots(const std::string& path) {
    const auto level = sys::best_sandbox_level(sys::sandbox_host());
    return level && *level == sys::SandboxLevel::user ? sys::let_through(path) : base::Status();
}

}  // namespace

Scratch::Scratch(std::string path, sys::FileLock lock)
    : m_path(std::move(path)), m_lock(std::move(lock)) {}

Scratch::Scratch(Scratch&& other) noexcept
    : m_path(std::move(other.m_path)), m_lock(std::move(other.m_lock)) {
    other.m_path.clear();
}

Scratch::~Scratch() {
    if (!m_path.empty())
        (void)sys::remove_tree(m_path);
}

base::Result<Scratch> Scratch::make() {
    const auto parent = scratch_parent();
    remove_left_folders(parent);
    const auto path = sys::make_temporary_folder(sys::join_path(parent, std::string(k_prefix)));
    if (!path)
        return base::fail(path.error());
    auto lock = sys::lock_file(sys::join_path(*path, "lock"), sys::LockWait::no);
    if (!lock)
        return base::fail(lock.error());
    if (const auto opened = open_to_slots(*path); !opened)
        return base::fail(opened.error());
    return Scratch(*path, std::move(*lock));
}

base::Result<std::string> Scratch::folder(const std::string& name) const {
    auto path = sys::join_path(m_path, name);
    if (const auto made = sys::make_folders(path); !made)
        return base::fail(made.error());
    return path;
}

}  // namespace mendel::app
