#include <fmt/format.h>
#include <git2/sys/mempack.h>
#include <git2/sys/repository.h>

#include "git/binary_parts.hpp"
#include "git/diff_section.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"

namespace mendel::git {
namespace {

using base::fail;

/// A repository that lives in memory alone: libgit2 decodes binary patches only against a tree.
base::Result<RepositoryHandle> memory_repository() {
    ensure_library();
    OdbHandle odb;
    git_odb_backend* backend = nullptr;
    RepositoryHandle repository;
    int code = git_odb_new(odb.fill());
    if (code == 0)
        code = git_mempack_new(&backend);
    if (code == 0)
        code = git_odb_add_backend(odb.get(), backend, 1);
    if (code == 0)
        code = git_repository_wrap_odb(repository.fill(), odb.get());
    if (code != 0)
        return git_failure(code, "make a repository in memory");
    return repository;
}

base::Result<TreeHandle> tree_with(git_repository* repository, const std::string& text) {
    const auto blob = make_blob(repository, text);
    if (!blob)
        return fail(blob.error());
    Owned<git_treebuilder, git_treebuilder_free> builder;
    git_oid id{};
    TreeHandle tree;
    int code = git_treebuilder_new(builder.fill(), repository, nullptr);
    if (code == 0)
        code = git_treebuilder_insert(nullptr, builder.get(), "f", &*blob, GIT_FILEMODE_BLOB);
    if (code == 0)
        code = git_treebuilder_write(&id, builder.get());
    if (code == 0)
        code = git_tree_lookup(tree.fill(), repository, &id);
    if (code != 0)
        return git_failure(code, "make a tree in memory");
    return tree;
}

}  // namespace

base::Result<std::string> apply_binary(const DiffSection& section, const std::string& before) {
    const auto does_not_apply =
        fail(base::ErrorKind::user,
             "The binary patch does not apply to the file. Make the diff anew.", section.path);
    if (!is_whole_binary_patch(section.binary))
        return does_not_apply;
    auto repository = memory_repository();
    if (!repository)
        return fail(repository.error());
    const auto tree = tree_with(repository->get(), before);
    if (!tree)
        return fail(tree.error());
    const auto text =
        fmt::format("diff --git a/f b/f\nindex {:040}..{:040} 100644\n{}", 1, 2, section.binary);
    DiffHandle diff;
    IndexHandle index;
    if (git_diff_from_buffer(diff.fill(), text.data(), text.size()) != 0 ||
        git_apply_to_tree(index.fill(), repository->get(), tree->get(), diff.get(), nullptr) != 0)
        return does_not_apply;
    const auto* entry = git_index_get_bypath(index.get(), "f", 0);
    if (entry == nullptr)
        return std::string();
    if (!section.new_hash.empty() && !section.deleted && to_hash(entry->id) != section.new_hash)
        return does_not_apply;
    return blob_text(repository->get(), entry->id);
}

}  // namespace mendel::git
