#include <algorithm>

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/repository.hpp"
#include "git/tree_path.hpp"
#include "git/work_tree.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"

namespace mendel::git {
namespace {

bool is_side(const git_diff_file& side) {
    return side.mode != 0 && git_oid_is_zero(&side.id) == 0;
}

base::Result<std::optional<std::string>> side_text(git_repository* repository,
                                                   const git_diff_file& side) {
    if (!is_side(side))
        return std::nullopt;
    return blob_text(repository, side.id).map([](std::string text) {
        return std::optional(std::move(text));
    });
}

base::Result<model::FileChange> to_change(git_repository* repository, const git_diff_delta& delta) {
    const auto& before = delta.old_file;
    const auto& after = delta.new_file;
    if (before.mode == GIT_FILEMODE_COMMIT || after.mode == GIT_FILEMODE_COMMIT)
        return base::fail(base::ErrorKind::refused,
                          "The commit of a submodule differs; mendel never changes submodules. "
                          "Compare commits that agree on it.",
                          after.path);
    auto old_text = side_text(repository, before);
    if (!old_text)
        return base::fail(old_text.error());
    auto new_text = side_text(repository, after);
    if (!new_text)
        return base::fail(new_text.error());
    return model::FileChange{.path = after.path,
                             .before = std::move(*old_text),
                             .after = std::move(*new_text),
                             .mode = is_side(after) ? after.mode : before.mode,
                             .mode_before = is_side(before) ? before.mode : 0U};
}

}  // namespace

base::Result<std::vector<model::FileChange>> tree_changes(git_repository* repository,
                                                          git_tree* from, git_tree* to) {
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_SKIP_BINARY_CHECK;
    DiffHandle diff;
    const int code = git_diff_tree_to_tree(diff.fill(), repository, from, to, &options);
    if (code != 0)
        return git_failure(code, "compare two commits");
    std::vector<model::FileChange> changes;
    for (std::size_t at = 0; at < git_diff_num_deltas(diff.get()); ++at) {
        auto change = to_change(repository, *git_diff_get_delta(diff.get(), at));
        if (!change)
            return base::fail(change.error());
        changes.push_back(std::move(*change));
    }
    std::sort(changes.begin(), changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return changes;
}

base::Result<std::optional<unsigned>> Repository::mode(const std::string& commit,
                                                       const std::string& path) const {
    const auto tree = tree_of(handle(), commit);
    if (!tree)
        return base::fail(tree.error());
    EntryHandle entry;
    if (!check_tree_path(path) ||
        git_tree_entry_bypath(entry.fill(), tree->get(), path.c_str()) != 0 ||
        git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
        return std::nullopt;
    return git_tree_entry_filemode(entry.get());
}

base::Result<std::optional<std::string>> Repository::read(const std::string& commit,
                                                          const std::string& path) const {
    const auto tree = tree_of(handle(), commit);
    if (!tree)
        return base::fail(tree.error());
    if (!check_tree_path(path))
        return std::nullopt;
    EntryHandle entry;
    const int code = git_tree_entry_bypath(entry.fill(), tree->get(), path.c_str());
    if (code == GIT_ENOTFOUND)
        return std::nullopt;
    if (code != 0)
        return git_failure(code, "read the tree", path);
    if (git_tree_entry_type(entry.get()) != GIT_OBJECT_BLOB)
        return std::nullopt;
    return blob_text(handle(), *git_tree_entry_id(entry.get())).map([](std::string text) {
        return std::optional(std::move(text));
    });
}

base::Result<std::vector<std::string>> Repository::files(const std::string& commit) const {
    const auto tree = tree_of(handle(), commit);
    if (!tree)
        return base::fail(tree.error());
    auto files = tree_files(handle(), tree->get());
    if (!files)
        return base::fail(files.error());
    std::vector<std::string> paths;
    paths.reserve(files->size());
    for (auto& file : *files)
        paths.push_back(std::move(file.path));
    std::sort(paths.begin(), paths.end());
    return paths;
}

base::Result<std::vector<std::string>> Repository::work_files() const {
    const auto tracked = tracked_entries(handle());
    if (!tracked)
        return base::fail(tracked.error());
    auto paths = untracked_files(handle());
    if (!paths)
        return base::fail(paths.error());
    for (const auto& entry : *tracked) {
        const auto node = sys::inspect(sys::join_path(m_root, entry.path));
        const bool there = node && *node && (*node)->kind != sys::NodeKind::folder;
        if (there && entry.mode != GIT_FILEMODE_COMMIT)
            paths->push_back(entry.path);
    }
    std::sort(paths->begin(), paths->end());
    return paths;
}

bool Repository::is_ignored(const std::string& path) const {
    int ignored = 0;
    return git_ignore_path_is_ignored(&ignored, handle(), path.c_str()) == 0 && ignored == 1;
}

base::Result<model::Patch> Repository::difference(const std::string& from,
                                                  const std::string& to) const {
    const auto before = tree_of(handle(), from);
    if (!before)
        return base::fail(before.error());
    const auto after = tree_of(handle(), to);
    if (!after)
        return base::fail(after.error());
    auto changes = tree_changes(handle(), before->get(), after->get());
    if (!changes)
        return base::fail(changes.error());
    return model::Patch{.base = from, .changes = std::move(*changes)};
}

}  // namespace mendel::git
