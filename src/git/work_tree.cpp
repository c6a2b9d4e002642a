#include "git/work_tree.hpp"

#include <algorithm>

#include "git/filters.hpp"
#include "git/lfs.hpp"
#include "git/library.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"

namespace mendel::git {
namespace {

using Changes = std::map<std::string, WorkChange>;
using Source = WorkChange::Source;

std::string work_path(git_repository* repository, const std::string& path) {
    return git_repository_workdir(repository) + path;
}

base::Result<IndexHandle> fresh_index(git_repository* repository) {
    IndexHandle index;
    int code = git_repository_index(index.fill(), repository);
    if (code == 0)
        code = git_index_read(index.get(), 0);
    if (code != 0)
        return git_failure(code, "read the index", git_repository_path(repository));
    return index;
}

bool is_submodule(const git_diff_delta& delta) {
    return delta.old_file.mode == GIT_FILEMODE_COMMIT || delta.new_file.mode == GIT_FILEMODE_COMMIT;
}

void add_staged(git_index* index, const git_diff_delta& delta, Changes& changes) {
    const std::string path = delta.new_file.path;
    const auto* entry = git_index_get_bypath(index, path.c_str(), 0);
    if (is_submodule(delta) || (entry != nullptr && entry->mode == GIT_FILEMODE_COMMIT))
        return;
    if (entry == nullptr)
        changes[path] = {};
    else
        changes[path] = {.source = Source::index, .id = entry->id, .mode = entry->mode};
}

base::Status add_staged_changes(git_repository* repository, git_index* index, Changes& changes) {
    const auto tree = head_tree(repository);
    if (!tree)
        return base::fail(tree.error());
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_TYPECHANGE;
    DiffHandle diff;
    const int code = git_diff_tree_to_index(diff.fill(), repository, tree->get(), index, &options);
    if (code != 0)
        return git_failure(code, "compare HEAD with the index");
    for (std::size_t at = 0; at < git_diff_num_deltas(diff.get()); ++at)
        add_staged(index, *git_diff_get_delta(diff.get(), at), changes);
    return {};
}

bool is_left_out(git_index* index, const std::string& path) {
    const auto* entry = git_index_get_bypath(index, path.c_str(), 0);
    return entry != nullptr && (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
}

/// The mode that git would record: the executable bit of the file, or the index's where the
/// repository does not trust the file system's (core.filemode).
base::Result<unsigned> mode_in_work_tree(git_repository* repository, const git_diff_delta& delta) {
    if (delta.status != GIT_DELTA_CONFLICTED && delta.new_file.mode != 0)
        return delta.new_file.mode;
    const auto node = sys::inspect(work_path(repository, delta.new_file.path));
    if (!node)
        return base::fail(node.error());
    if (!*node || ((*node)->kind != sys::NodeKind::file && (*node)->kind != sys::NodeKind::link))
        return 0U;
    if ((*node)->kind == sys::NodeKind::link)
        return unsigned{GIT_FILEMODE_LINK};
    const bool executable = ((*node)->permissions & 0100U) != 0;
    return executable ? unsigned{GIT_FILEMODE_BLOB_EXECUTABLE} : unsigned{GIT_FILEMODE_BLOB};
}

base::Status add_work_change(git_repository* repository, git_index* index,
                             const git_diff_delta& delta, Changes& changes) {
    const std::string path = delta.new_file.path;
    const bool nested_repository = !path.empty() && path.back() == '/';
    if (is_submodule(delta) || nested_repository)
        return {};
    if (delta.status == GIT_DELTA_UNREADABLE)
        return base::fail(base::ErrorKind::user, "The file cannot be read. Change its permissions.",
                          work_path(repository, path));
    if (delta.status == GIT_DELTA_DELETED) {
        if (!is_left_out(index, path))
            changes[path] = {};
        return {};
    }
    const auto mode = mode_in_work_tree(repository, delta);
    if (!mode)
        return base::fail(mode.error());
    changes[path] = {.source = *mode == 0 ? Source::removed : Source::work_file, .mode = *mode};
    return {};
}

base::Result<DiffHandle> index_to_work_tree(git_repository* repository, git_index* index) {
    git_diff_options options = GIT_DIFF_OPTIONS_INIT;
    options.flags = GIT_DIFF_INCLUDE_UNTRACKED | GIT_DIFF_RECURSE_UNTRACKED_DIRS |
                    GIT_DIFF_INCLUDE_TYPECHANGE | GIT_DIFF_INCLUDE_UNREADABLE |
                    GIT_DIFF_IGNORE_SUBMODULES;
    DiffHandle diff;
    const int code = git_diff_index_to_workdir(diff.fill(), repository, index, &options);
    if (code != 0)
        return git_failure(code, "compare the index with the work tree");
    return diff;
}

base::Result<git_oid> blob_of_work_file(git_repository* repository, const Filters& filters,
                                        const std::string& path, unsigned mode) {
    const auto full = work_path(repository, path);
    auto bytes = mode == GIT_FILEMODE_LINK ? sys::read_link(full) : sys::read_file(full);
    if (bytes && mode != GIT_FILEMODE_LINK)
        bytes = filters.to_repository(path, std::move(*bytes));
    if (!bytes)
        return base::fail(bytes.error());
    return make_blob(repository, *bytes);
}

base::Status put(git_index* index, const std::string& path, const git_oid& id, unsigned mode) {
    git_index_entry entry{};
    entry.mode = mode;
    entry.id = id;
    entry.path = path.c_str();
    if (const int code = git_index_add(index, &entry); code != 0)
        return git_failure(code, "record the file", path);
    return {};
}

base::Status put_change(git_repository* repository, git_index* index, const std::string& path,
                        const WorkChange& change) {
    if (change.source == Source::index)
        return put(index, path, change.id, change.mode);
    const auto id = blob_of_work_file(repository, Filters(repository), path, change.mode);
    if (!id)
        return base::fail(id.error());
    return put(index, path, *id, change.mode);
}

base::Status apply_changes(git_repository* repository, git_index* index, const Changes& changes) {
    for (const auto& [path, change] : changes)
        if (change.source == Source::removed)
            git_index_remove(index, path.c_str(), 0);
    for (const auto& [path, change] : changes) {
        if (change.source == Source::removed)
            continue;
        if (auto status = put_change(repository, index, path, change); !status)
            return status;
    }
    return {};
}

bool mentions_lfs(git_repository* repository, const std::vector<TrackedEntry>& tracked) {
    const auto holds = [&](const std::string& path) {
        const auto text = sys::read_file(path);
        return text && text->find("filter=lfs") != std::string::npos;
    };
    if (holds(std::string(git_repository_commondir(repository)) + "info/attributes"))
        return true;
    constexpr std::string_view k_name = ".gitattributes";
    return std::any_of(tracked.begin(), tracked.end(), [&](const TrackedEntry& entry) {
        const std::string_view path = entry.path;
        return path.size() >= k_name.size() && path.substr(path.size() - k_name.size()) == k_name &&
               holds(work_path(repository, entry.path));
    });
}

}  // namespace

base::Result<Changes> scan_work_tree(git_repository* repository) {
    const auto index = fresh_index(repository);
    if (!index)
        return base::fail(index.error());
    Changes changes;
    if (auto status = add_staged_changes(repository, index->get(), changes); !status)
        return base::fail(status.error());
    const auto diff = index_to_work_tree(repository, index->get());
    if (!diff)
        return base::fail(diff.error());
    for (std::size_t at = 0; at < git_diff_num_deltas(diff->get()); ++at) {
        const auto& delta = *git_diff_get_delta(diff->get(), at);
        if (auto status = add_work_change(repository, index->get(), delta, changes); !status)
            return base::fail(status.error());
    }
    return changes;
}

base::Result<git_oid> write_work_tree(git_repository* repository) {
    const auto changes = scan_work_tree(repository);
    if (!changes)
        return base::fail(changes.error());
    const auto tree = head_tree(repository);
    if (!tree)
        return base::fail(tree.error());
    if (*tree && changes->empty())
        return *git_tree_id(tree->get());
    IndexHandle index;
    int code = git_index_new(index.fill());
    if (code == 0 && *tree)
        code = git_index_read_tree(index.get(), tree->get());
    if (code != 0)
        return git_failure(code, "read the tree of HEAD");
    if (auto status = apply_changes(repository, index.get(), *changes); !status)
        return base::fail(status.error());
    git_oid id{};
    if (code = git_index_write_tree_to(&id, index.get(), repository); code != 0)
        return git_failure(code, "write the tree of the snapshot");
    return id;
}

base::Result<std::vector<TrackedEntry>> tracked_entries(git_repository* repository) {
    const auto index = fresh_index(repository);
    if (!index)
        return base::fail(index.error());
    std::vector<TrackedEntry> entries;
    const auto count = git_index_entrycount(index->get());
    entries.reserve(count);
    for (std::size_t at = 0; at < count; ++at) {
        const auto* entry = git_index_get_byindex(index->get(), at);
        if (!entries.empty() && entries.back().path == entry->path)
            continue;
        const bool skip = (entry->flags_extended & GIT_INDEX_ENTRY_SKIP_WORKTREE) != 0;
        entries.push_back({entry->path, entry->mode, entry->file_size, skip});
    }
    return entries;
}

base::Result<std::vector<std::string>> untracked_files(git_repository* repository) {
    const auto index = fresh_index(repository);
    if (!index)
        return base::fail(index.error());
    const auto diff = index_to_work_tree(repository, index->get());
    if (!diff)
        return base::fail(diff.error());
    std::vector<std::string> paths;
    for (std::size_t at = 0; at < git_diff_num_deltas(diff->get()); ++at) {
        const auto& delta = *git_diff_get_delta(diff->get(), at);
        const std::string_view path = delta.new_file.path;
        if (delta.status == GIT_DELTA_UNTRACKED && !path.empty() && path.back() != '/')
            paths.emplace_back(path);
    }
    return paths;
}

std::vector<std::string> lfs_pointers(git_repository* repository,
                                      const std::vector<TrackedEntry>& tracked) {
    std::vector<std::string> paths;
    if (!mentions_lfs(repository, tracked))
        return paths;
    constexpr std::uint32_t k_pointer_limit = 1024;
    for (const auto& entry : tracked) {
        if (entry.mode == GIT_FILEMODE_COMMIT || entry.size > k_pointer_limit)
            continue;
        const auto text = sys::read_file(work_path(repository, entry.path));
        if (text && is_lfs_pointer(*text))
            paths.push_back(entry.path);
    }
    return paths;
}

}  // namespace mendel::git
