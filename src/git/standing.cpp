#include "git/standing.hpp"

#include <algorithm>

#include "base/crypto.hpp"
#include "sys/files.hpp"

namespace mendel::git {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

Result<std::optional<Standing>> standing_at(const std::string& path) {
    const auto node = sys::inspect(path);
    if (!node)
        return fail(node.error());
    if (!*node)
        return std::nullopt;
    if ((*node)->kind == sys::NodeKind::folder || (*node)->kind == sys::NodeKind::other)
        return fail(ErrorKind::refused, "Something that is no file stands here. Move it away.",
                    path);
    auto bytes = (*node)->kind == sys::NodeKind::link ? sys::read_link(path) : sys::read_file(path);
    if (!bytes)
        return fail(bytes.error());
    return Standing{**node, std::move(*bytes)};
}

std::string hash_of_file(std::string_view bytes) {
    return base::sha256("file\n" + std::string(bytes));
}

std::string hash_of(const std::optional<Standing>& standing) {
    if (!standing)
        return {};
    const bool link = standing->node.kind == sys::NodeKind::link;
    return link ? base::sha256("link\n" + standing->bytes) : hash_of_file(standing->bytes);
}

Result<std::string> hash_at(const std::string& path) {
    return standing_at(path).map(hash_of);
}

Status check_parents(const std::string& root, const std::string& path, const Deletions& deletions) {
    for (auto slash = path.find('/'); slash != std::string::npos;
         slash = path.find('/', slash + 1)) {
        const auto parent = path.substr(0, slash);
        const auto folder = sys::join_path(root, parent);
        const auto node = sys::inspect(folder);
        if (!node)
            return fail(node.error());
        if (!*node || deletions.count(parent) != 0)
            return {};
        if ((*node)->kind != sys::NodeKind::folder)
            return fail(ErrorKind::refused,
                        "A symbolic link or file stands where the patch expects a folder. Move it "
                        "away.",
                        folder);
    }
    return {};
}

bool is_real_folder(const std::string& path) {
    const auto node = sys::inspect(path);
    return node && *node && (*node)->kind == sys::NodeKind::folder;
}

Result<bool> is_emptied(const std::string& root, const std::string& path,
                        const Deletions& deletions) {
    const auto folder = sys::join_path(root, path);
    if (!is_real_folder(folder))
        return false;
    const auto files = sys::list_tree(folder);
    if (!files)
        return fail(files.error());
    return std::all_of(files->begin(), files->end(), [&](const std::string& file) {
        return deletions.count(path + "/" + file) != 0;
    });
}

}  // namespace mendel::git
