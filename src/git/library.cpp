#include "git/library.hpp"

#include <array>
#include <stdexcept>

#include <fmt/format.h>
#include <git2.h>

namespace mendel::git {
namespace {

/// Extensions of the repository format that change nothing for a reader of objects, index and
/// references (gitrepository-layout, "extensions").
std::array<const char*, 4> g_extensions = {"partialclone", "worktreeconfig", "preciousobjects",
                                           "relativeworktrees"};

bool initialise_library() {
    if (git_libgit2_init() < 0)
        throw std::logic_error("libgit2 cannot be initialised");
    // Ownership is checked in Repository::open; content hashes are git fsck's business.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 0);
    git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, g_extensions.data(), g_extensions.size());
    return true;
}

base::ErrorKind kind_of(int code) {
    switch (code) {
        case GIT_ENOTFOUND:
        case GIT_EAMBIGUOUS:
        case GIT_EINVALIDSPEC:
        case GIT_EEXISTS:
            return base::ErrorKind::user;
        case GIT_ELOCKED:
        case GIT_EMODIFIED:
            return base::ErrorKind::transient;
        default:
            return base::ErrorKind::permanent;
    }
}

}  // namespace

void ensure_library() {
    [[maybe_unused]] static const bool ready = initialise_library();
}

tl::unexpected<base::Error> git_failure(int code, std::string_view action, std::string where) {
    const auto* error = git_error_last();
    const std::string_view words = error != nullptr ? error->message : "no reason given";
    return base::fail(
        kind_of(code),
        fmt::format("Cannot {}: {}. Check the repository with git status.", action, words),
        std::move(where));
}

}  // namespace mendel::git
