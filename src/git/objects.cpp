#include "git/objects.hpp"

#include <vector>

#include <fmt/format.h>

#include "git/library.hpp"

namespace mendel::git {

std::string to_hash(const git_oid& id) {
    std::string hash(GIT_OID_HEXSZ, '0');
    git_oid_fmt(hash.data(), &id);
    return hash;
}

base::Result<git_oid> to_id(const std::string& hash) {
    git_oid id{};
    if (hash.size() != GIT_OID_HEXSZ || git_oid_fromstr(&id, hash.c_str()) != 0)
        return base::fail(base::ErrorKind::user, "This is no full commit hash. Give all 40 digits.",
                          hash);
    return id;
}

base::Result<CommitHandle> find_commit(git_repository* repository, const std::string& hash) {
    const auto id = to_id(hash);
    if (!id)
        return base::fail(id.error());
    CommitHandle commit;
    if (const int code = git_commit_lookup(commit.fill(), repository, &*id); code != 0)
        return git_failure(code, "read the commit", hash);
    return commit;
}

base::Result<TreeHandle> tree_of(git_repository* repository, const std::string& commit) {
    const auto handle = find_commit(repository, commit);
    if (!handle)
        return base::fail(handle.error());
    TreeHandle tree;
    if (const int code = git_commit_tree(tree.fill(), handle->get()); code != 0)
        return git_failure(code, "read the tree of the commit", commit);
    return tree;
}

base::Result<TreeHandle> head_tree(git_repository* repository) {
    git_oid id{};
    const int code = git_reference_name_to_id(&id, repository, "HEAD");
    if (code == 0)
        return tree_of(repository, to_hash(id));
    if (git_repository_head_unborn(repository) == 1)
        return TreeHandle();
    return git_failure(code, "read HEAD", git_repository_path(repository));
}

base::Result<std::string> blob_text(git_repository* repository, const git_oid& id) {
    BlobHandle blob;
    const int code = git_blob_lookup(blob.fill(), repository, &id);
    if (code == GIT_ENOTFOUND)
        return base::fail(base::ErrorKind::user,
                          "The repository lacks this object, as partial clones do. Fetch it with "
                          "`git fetch --refetch --no-filter`.",
                          to_hash(id));
    if (code != 0)
        return git_failure(code, "read the object", to_hash(id));
    return std::string(static_cast<const char*>(git_blob_rawcontent(blob.get())),
                       git_blob_rawsize(blob.get()));
}

base::Result<git_oid> make_blob(git_repository* repository, std::string_view bytes) {
    git_oid id{};
    const int code = git_blob_create_from_buffer(&id, repository, bytes.data(), bytes.size());
    if (code != 0)
        return git_failure(code, "write an object");
    return id;
}

base::Result<std::vector<TreeFile>> tree_files(git_repository* repository, const git_tree* tree) {
    std::vector<TreeFile> files;
    const auto visit = [](const char* folder, const git_tree_entry* entry, void* payload) {
        if (git_tree_entry_type(entry) == GIT_OBJECT_BLOB)
            static_cast<std::vector<TreeFile>*>(payload)->push_back(
                {.path = std::string(folder) + git_tree_entry_name(entry),
                 .id = *git_tree_entry_id(entry),
                 .mode = git_tree_entry_filemode(entry)});
        return 0;
    };
    if (const int code = git_tree_walk(tree, GIT_TREEWALK_PRE, visit, &files); code != 0)
        return git_failure(code, "walk the tree", git_repository_path(repository));
    return files;
}

}  // namespace mendel::git
