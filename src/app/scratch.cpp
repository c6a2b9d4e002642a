#include "app/scratch.hpp"

#include <chrono>

#include "sys/clock.hpp"
#include "sys/environment.hpp"
#include "sys/file_node.hpp"
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

// A scratch folder gets its lock under another name first, so that a lock that nobody holds is one
// whose owner is gone, never one that is about to be taken.
constexpr std::string_view k_lock = "lock";
constexpr std::string_view k_lock_to_be = "lock.new";
constexpr std::int64_t k_unlocked_for = 3600;  ///< seconds until a folder without a lock is left

bool is_left(const std::string& path) {
    const auto lock = sys::join_path(path, k_lock);
    if (sys::exists(lock))
        return sys::lock_file(lock, sys::LockWait::no).has_value();
    const auto folder = sys::inspect(path);
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(
        sys::system_clock().now().time_since_epoch());
    return folder && *folder && (*folder)->modified_seconds + k_unlocked_for < now.count();
}

void remove_left_folders(const std::string& parent) {
    const auto names = sys::list_folder(parent);
    if (!names)
        return;
    for (const auto& name : *names) {
        const auto path = sys::join_path(parent, name);
        const bool ours = name.compare(0, k_prefix.size(), k_prefix) == 0;
        if (ours && sys::is_writable(path) && is_left(path))
            (void)sys::remove_tree(path);
    }
}

base::Result<sys::FileLock> lock_new(const std::string& folder) {
    const auto begun = sys::join_path(folder, k_lock_to_be);
    auto lock = sys::lock_file(begun, sys::LockWait::no);
    if (!lock)
        return lock;
    if (const auto named = sys::rename_path(begun, sys::join_path(folder, k_lock)); !named)
        return base::fail(named.error());
    return lock;
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
    auto lock = lock_new(*path);
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
