#include "git/merge.hpp"

#include "git/handles.hpp"
#include "git/library.hpp"

namespace mendel::git {

namespace {

base::Result<CommitHandle> commit_named(git_repository* repository, const std::string& hash) {
    git_oid id{};
    CommitHandle commit;
    int code = git_oid_fromstr(&id, hash.c_str());
    code = code == 0 ? git_commit_lookup(commit.fill(), repository, &id) : code;
    if (code != 0)
        return git_failure(code, "read the commit", hash);
    return commit;
}

std::string text_of(git_repository* repository, const git_index_entry* entry) {
    BlobHandle blob;
    if (entry == nullptr || git_blob_lookup(blob.fill(), repository, &entry->id) != 0)
        return {};
    return {static_cast<const char*>(git_blob_rawcontent(blob.get())),
            static_cast<std::size_t>(git_blob_rawsize(blob.get()))};
}

base::Result<std::vector<Conflict>> conflicts_in(git_repository* repository, git_index* index) {
    std::vector<Conflict> conflicts;
    Owned<git_index_conflict_iterator, git_index_conflict_iterator_free> iterator;
    if (const int code = git_index_conflict_iterator_new(iterator.fill(), index); code != 0)
        return git_failure(code, "list the conflicts");
    const git_index_entry* base = nullptr;
    const git_index_entry* ours = nullptr;
    const git_index_entry* theirs = nullptr;
    while (git_index_conflict_next(&base, &ours, &theirs, iterator.get()) == 0) {
        const auto* named = ours != nullptr ? ours : theirs != nullptr ? theirs : base;
        conflicts.push_back({named->path, text_of(repository, ours), text_of(repository, theirs)});
    }
    return conflicts;
}

/// A commit with the merged tree on top of ours, so that the difference can be read.
base::Result<std::string> written(git_repository* repository, git_index* index,
                                  const git_commit* parent) {
    git_oid tree_id{};
    TreeHandle tree;
    SignatureHandle signature;
    int code = git_index_write_tree_to(&tree_id, index, repository);
    code = code == 0 ? git_tree_lookup(tree.fill(), repository, &tree_id) : code;
    code = code == 0
               ? git_signature_new(signature.fill(), "mendel", "mendel@users.noreply.github.com",
                                   git_commit_time(parent), 0)
               : code;
    git_oid id{};
    const git_commit* parents[] = {parent};
    code = code == 0 ? git_commit_create(&id, repository, nullptr, signature.get(), signature.get(),
                                         nullptr, "Merged\n", tree.get(), 1, parents)
                     : code;
    if (code != 0)
        return git_failure(code, "write the merged tree");
    char hash[GIT_OID_HEXSZ + 1] = {};
    git_oid_tostr(hash, sizeof hash, &id);
    return std::string(hash);
}

}  // namespace

base::Result<Merge> merge_commits(const Repository& repository, const std::string& ours,
                                  const std::string& theirs) {
    auto* handle = repository.handle();
    const auto left = commit_named(handle, ours);
    const auto right = commit_named(handle, theirs);
    if (!left || !right)
        return base::fail(left ? right.error() : left.error());
    IndexHandle index;
    const int code = git_merge_commits(index.fill(), handle, left->get(), right->get(), nullptr);
    if (code != 0)
        return git_failure(code, "merge the commits");
    Merge merge;
    if (git_index_has_conflicts(index.get()) == 1) {
        auto conflicts = conflicts_in(handle, index.get());
        if (!conflicts)
            return base::fail(conflicts.error());
        merge.conflicts = std::move(*conflicts);
        return merge;
    }
    const auto merged = written(handle, index.get(), left->get());
    if (!merged)
        return base::fail(merged.error());
    auto patch = repository.difference(ours, *merged);
    if (!patch)
        return base::fail(patch.error());
    merge.patch = std::move(*patch);
    return merge;
}

}  // namespace mendel::git
