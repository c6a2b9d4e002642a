#include <fmt/format.h>

#include "git/handles.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/repository.hpp"
#include "git/tree_path.hpp"
#include "git/work_tree.hpp"

namespace mendel::git {
namespace {

using base::fail;

base::Result<IndexHandle> index_of(git_repository* repository, const std::string& commit) {
    IndexHandle index;
    if (const int code = git_index_new(index.fill()); code != 0)
        return git_failure(code, "make an index");
    if (commit.empty())
        return index;
    const auto tree = tree_of(repository, commit);
    if (!tree)
        return fail(tree.error());
    if (const int code = git_index_read_tree(index.get(), tree->get()); code != 0)
        return git_failure(code, "read the tree of the commit", commit);
    return index;
}

base::Status check_before(git_repository* repository, const git_index_entry* entry,
                          const model::FileChange& change) {
    const bool there = entry != nullptr && entry->mode != GIT_FILEMODE_COMMIT;
    bool same = entry == nullptr && !change.before;
    if (there && change.before) {
        const auto text = blob_text(repository, entry->id);
        if (!text)
            return fail(text.error());
        same = *text == *change.before;
    }
    if (same)
        return {};
    return fail(base::ErrorKind::refused,
                "The commit holds another content than the patch was made for. Make the patch "
                "anew.",
                change.path);
}

base::Status put_change(git_repository* repository, git_index* index,
                        const model::FileChange& change, const git_index_entry* known) {
    const auto id = make_blob(repository, *change.after);
    if (!id)
        return fail(id.error());
    const bool keeps_mode = known != nullptr && change.mode_before == 0;
    const std::string path = change.path;
    git_index_entry entry{};
    entry.mode = keeps_mode ? known->mode : change.mode;
    entry.id = *id;
    entry.path = path.c_str();
    if (const int code = git_index_add(index, &entry); code != 0)
        return git_failure(code, "record the file", change.path);
    return {};
}

base::Status apply(git_repository* repository, git_index* index, const model::Patch& patch) {
    for (const auto& change : patch.changes) {
        if (auto status = check_tree_path(change.path); !status)
            return status;
        const auto* known = git_index_get_bypath(index, change.path.c_str(), 0);
        if (auto status = check_before(repository, known, change); !status)
            return status;
        if (!change.after)
            git_index_remove(index, change.path.c_str(), 0);
    }
    for (const auto& change : patch.changes) {
        if (!change.after)
            continue;
        const auto* known = git_index_get_bypath(index, change.path.c_str(), 0);
        if (auto status = put_change(repository, index, change, known); !status)
            return status;
    }
    return {};
}

struct NewCommit {
    git_oid tree{};
    std::string parent;  ///< empty: a first commit
    std::string message;
    Signature author;
};

base::Result<std::string> write_commit(git_repository* repository, const NewCommit& made) {
    CommitHandle parent;
    if (!made.parent.empty()) {
        auto found = find_commit(repository, made.parent);
        if (!found)
            return fail(found.error());
        parent = std::move(*found);
    }
    const auto parent_time = parent ? git_commit_time(parent.get()) : 0;
    const auto time = made.author.seconds != 0 ? made.author.seconds : parent_time;
    SignatureHandle signature;
    int code = git_signature_new(signature.fill(), made.author.name.c_str(),
                                 made.author.email.c_str(), time, 0);
    if (code != 0)
        return git_failure(code, "sign the commit");
    TreeHandle tree;
    if (code = git_tree_lookup(tree.fill(), repository, &made.tree); code != 0)
        return git_failure(code, "read the new tree");
    const git_commit* parents[] = {parent.get()};
    git_oid id{};
    code = git_commit_create(&id, repository, nullptr, signature.get(), signature.get(), nullptr,
                             made.message.c_str(), tree.get(), parent ? 1 : 0, parents);
    if (code != 0)
        return git_failure(code, "write the commit");
    return to_hash(id);
}

}  // namespace

base::Result<std::string> Repository::commit(const model::Patch& patch, const std::string& parent,
                                             const std::string& message,
                                             const Signature& author) const {
    const auto index = index_of(handle(), parent);
    if (!index)
        return fail(index.error());
    if (auto status = apply(handle(), index->get(), patch); !status)
        return fail(status.error());
    NewCommit made{.parent = parent, .message = message, .author = author};
    const int code = git_index_write_tree_to(&made.tree, index->get(), handle());
    if (code != 0)
        return git_failure(code, "write the tree of the commit");
    return write_commit(handle(), made);
}

base::Result<std::string> Repository::snapshot(const std::string& run) const {
    const auto head = head_commit();
    if (!head)
        return fail(head.error());
    const auto tree = write_work_tree(handle());
    if (!tree)
        return fail(tree.error());
    const auto head_id = head_tree(handle());
    if (!head_id)
        return fail(head_id.error());
    const bool clean = *head_id && git_oid_equal(git_tree_id(head_id->get()), &*tree) == 1;
    const auto hash = clean ? base::Result<std::string>(**head)
                            : write_commit(handle(), {.tree = *tree,
                                                      .parent = head->value_or(""),
                                                      .message = "State of the work tree\n",
                                                      .author = {}});
    if (!hash)
        return hash;
    if (auto status = set_reference("refs/mendel/snapshots/" + run, *hash); !status)
        return fail(status.error());
    return hash;
}

}  // namespace mendel::git
