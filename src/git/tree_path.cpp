#include "git/tree_path.hpp"

#include <string>

#include "base/text.hpp"

namespace mendel::git {
namespace {

/// Case folding, and the 8.3 name and trailing marks that NTFS ignores.
bool is_git_folder(std::string_view part) {
    auto name = base::to_lower(part);
    name.erase(name.find_last_not_of(". ") + 1);
    return name == ".git" || name == "git~1" || name.rfind(".git:", 0) == 0;
}

}  // namespace

base::Status check_tree_path(std::string_view path) {
    const auto refuse = [&](const char* why) {
        return base::fail(base::ErrorKind::refused, why, std::string(path));
    };
    if (path.empty() || path.front() == '/')
        return refuse("A path of a patch must be relative to the root. Correct the patch.");
    if (path.find('\0') != std::string_view::npos)
        return refuse("A path of a patch holds a NUL. Correct the patch.");
    for (const auto part : base::split(path, '/')) {
        if (part.empty() || part == "." || part == "..")
            return refuse("A path of a patch leaves the tree. Correct the patch.");
        if (is_git_folder(part))
            return refuse("A patch may not touch the git folder. Correct the patch.");
    }
    return {};
}

}  // namespace mendel::git
