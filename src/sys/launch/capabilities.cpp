#include "sys/launch/capabilities.hpp"

#include <array>
#include <cerrno>
#include <cstdint>

#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "sys/file_error.hpp"

namespace mendel::sys {
namespace {

constexpr std::uint64_t bit(int capability) {
    return std::uint64_t{1} << capability;
}

constexpr std::uint64_t k_kept = bit(CAP_CHOWN) | bit(CAP_DAC_OVERRIDE) | bit(CAP_FOWNER) |
                                 bit(CAP_FSETID) | bit(CAP_SETUID) | bit(CAP_SETGID) |
                                 bit(CAP_KILL) | bit(CAP_NET_BIND_SERVICE);

base::Status refused() {
    return base::fail(base::ErrorKind::refused,
                      "The sandbox cannot drop capabilities: " + errno_text(errno) + ".");
}

}  // namespace

base::Status drop_capabilities() {
    __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
    std::array<__user_cap_data_struct, 2> sets{};
    if (::syscall(SYS_capget, &header, sets.data()) != 0)
        return refused();
    // Reading the bounding set ends with EINVAL behind the kernel's last capability.
    for (int each = 0; ::prctl(PR_CAPBSET_READ, each, 0, 0, 0) >= 0; ++each)
        if ((k_kept & bit(each)) == 0 && ::prctl(PR_CAPBSET_DROP, each, 0, 0, 0) != 0 &&
            errno != EPERM)
            return refused();
    const std::array<std::uint32_t, 2> kept = {static_cast<std::uint32_t>(k_kept),
                                               static_cast<std::uint32_t>(k_kept >> 32U)};
    for (std::size_t word = 0; word < kept.size(); ++word) {
        sets[word].effective &= kept[word];
        sets[word].permitted &= kept[word];
        sets[word].inheritable = 0;
    }
    if (::prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0) != 0 ||
        ::syscall(SYS_capset, &header, sets.data()) != 0)
        return refused();
    return {};
}

}  // namespace mendel::sys
