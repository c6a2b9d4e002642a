#include "sys/launch/mount_calls.hpp"

#include <cerrno>
#include <cstdint>

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/file_error.hpp"

namespace mendel::sys {
namespace {

// The kernel's numbers are the same on every architecture; its headers may be older.
constexpr long k_open_tree = 428;
constexpr long k_move_mount = 429;
constexpr long k_mount_setattr = 442;
constexpr unsigned k_clone = 1;
constexpr unsigned k_recursive = 0x8000;
constexpr unsigned k_empty_path = 0x1000;
constexpr unsigned k_from_empty_path = 4;
constexpr std::uint64_t k_read_only = 1;

struct MountAttributes {
    std::uint64_t set = 0;
    std::uint64_t clear = 0;
    std::uint64_t propagation = 0;
    std::uint64_t user_namespace = 0;
};

}  // namespace

Descriptor clone_mounts(const std::string& path) {
    return Descriptor(static_cast<int>(
        ::syscall(k_open_tree, AT_FDCWD, path.c_str(), k_clone | O_CLOEXEC | k_recursive)));
}

int attach_mounts(const Descriptor& mounts, const std::string& path) {
    return static_cast<int>(
        ::syscall(k_move_mount, mounts.get(), "", AT_FDCWD, path.c_str(), k_from_empty_path));
}

int set_read_only(int mounts, const std::string& path, bool read_only, Reach reach) {
    const MountAttributes attributes{read_only ? k_read_only : 0, read_only ? 0 : k_read_only, 0,
                                     0};
    const unsigned flags =
        (path.empty() ? k_empty_path : 0) | (reach == Reach::all_below ? k_recursive : 0);
    return static_cast<int>(
        ::syscall(k_mount_setattr, mounts, path.c_str(), flags, &attributes, sizeof attributes));
}

tl::unexpected<base::Error> mount_refused(std::string_view act, const std::string& path) {
    return base::fail(base::ErrorKind::refused,
                      fmt::format("The sandbox cannot {}: {}.", act, errno_text(errno)), path);
}

}  // namespace mendel::sys
