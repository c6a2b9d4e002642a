#include "git/committed_view.hpp"

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::git {
namespace {

/// Makes the entry of a path what the tree holds there.
base::Status take_entry(git_repository* repository, git_index* index, git_tree* tree,
                        const std::string& path) {
    EntryHandle found;
    if (const int code = git_tree_entry_bypath(found.fill(), tree, path.c_str());
        code == GIT_ENOTFOUND) {
        (void)git_index_remove(index, path.c_str(), 0);
        return {};
    } else if (code != 0) {
        return git_failure(code, "read the tree of the commit", path);
    }
    git_index_entry entry{};
    entry.id = *git_tree_entry_id(found.get());
    entry.mode = git_tree_entry_filemode(found.get());
    entry.path = path.c_str();
    BlobHandle blob;
    // git takes an entry of size zero for one that a file of other size has replaced.
    if (git_blob_lookup(blob.fill(), repository, &entry.id) == 0)
        entry.file_size = static_cast<std::uint32_t>(git_blob_rawsize(blob.get()));
    if (const int code = git_index_add(index, &entry); code != 0)
        return git_failure(code, "record the file", path);
    return {};
}

base::Status take_entries(const Repository& repository, git_index* index, const std::string& commit,
                          const model::Patch& patch) {
    const auto tree = tree_of(repository.handle(), commit);
    if (!tree)
        return base::fail(tree.error());
    for (const auto& change : patch.changes)
        if (const auto taken = take_entry(repository.handle(), index, tree->get(), change.path);
            !taken)
            return taken;
    return {};
}

base::Result<std::string> index_with(const Repository& repository, const HeadState& head,
                                     const std::string& commit, const model::Patch& patch,
                                     const std::string& scratch) {
    const auto file = sys::join_path(scratch, "index-" + sys::random_name(8));
    if (const auto written = sys::write_file(file, head.index, 0600); !written)
        return base::fail(written.error());
    IndexHandle index;
    int code = git_index_open(index.fill(), file.c_str());
    base::Status taken;
    if (code == 0)
        taken = take_entries(repository, index.get(), commit, patch);
    if (code == 0 && taken)
        code = git_index_write(index.get());
    auto bytes = sys::read_file(file);
    (void)sys::remove_tree(file);
    if (code != 0)
        return git_failure(code, "prepare an index");
    return taken ? std::move(bytes) : base::fail(taken.error());
}

}  // namespace

base::Result<std::optional<HeadState>> head_state(const Repository& repository) {
    const auto commit = repository.head_commit();
    const auto branch = repository.head_branch();
    if (!commit || !branch)
        return base::fail(commit ? branch.error() : commit.error());
    if (!*commit || repository.git_folder() != sys::join_path(repository.root(), ".git"))
        return std::optional<HeadState>();
    const auto file = sys::join_path(repository.git_folder(), "index");
    auto index = sys::exists(file) ? sys::read_file(file) : base::Result<std::string>("");
    if (!index)
        return base::fail(index.error());
    return HeadState{.commit = **commit,
                     .reference = *branch ? "refs/heads/" + **branch : "HEAD",
                     .index = std::move(*index)};
}

base::Result<std::vector<GitFile>> committed_view(const Repository& repository,
                                                  const HeadState& head, const model::Patch& patch,
                                                  const std::string& scratch) {
    if (patch.empty())
        return std::vector<GitFile>{{head.reference, head.commit + "\n"}, {"index", head.index}};
    const auto commit = repository.commit(patch, head.commit, "mendel: the patch in trial", {});
    if (!commit)
        return base::fail(commit.error());
    auto index = index_with(repository, head, *commit, patch, scratch);
    if (!index)
        return base::fail(index.error());
    return std::vector<GitFile>{{head.reference, *commit + "\n"}, {"index", std::move(*index)}};
}

}  // namespace mendel::git
