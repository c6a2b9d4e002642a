#include "git/checkout.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>

#include <fmt/format.h>

#include "git/filters.hpp"
#include "git/library.hpp"
#include "git/objects.hpp"
#include "git/tree_path.hpp"
#include "git/work_tree.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"

namespace mendel::git {
namespace {

using base::fail;
using base::Status;

/// Settings of a repository that say what its files look like; a clone must agree on them. Others
/// stay behind: remotes and headers hold credentials, hooks are programs.
constexpr std::array k_shared_settings = {
    "core.autocrlf", "core.eol",        "core.safecrlf", "core.filemode",
    "core.symlinks", "core.ignorecase", "user.name",     "user.email",
};

/// Writes the files of one tree, each worker with a repository handle of its own.
class TreeWriter {
  public:
    TreeWriter(const Repository& from, const git_oid& commit, const std::string& folder,
               const std::vector<TreeFile>& files)
        : m_from(from), m_commit(commit), m_folder(folder), m_files(files), m_nodes(files.size()) {}

    Status write() {
        if (auto status = make_parents(); !status)
            return status;
        sys::parallel_for(sys::processor_count(), sys::processor_count(),
                          [&](std::size_t) { work(); });
        return m_status;
    }

    const std::vector<sys::FileNode>& nodes() const { return m_nodes; }

  private:
    Status make_parents() const {
        std::string last;
        for (const auto& file : m_files) {
            if (auto status = check_tree_path(file.path); !status)
                return status;
            const auto parent = sys::parent_path(file.path);
            if (parent.empty() || parent == last)
                continue;
            if (auto status = sys::make_folders(sys::join_path(m_folder, parent)); !status)
                return status;
            last = parent;
        }
        return {};
    }

    void report(const base::Error& error) {
        const std::lock_guard lock(m_mutex);
        if (m_status)
            m_status = fail(error);
        m_next = m_files.size();
    }

    void work() {
        RepositoryHandle handle;
        const int code = git_repository_open(handle.fill(), m_from.git_folder().c_str());
        if (code != 0)
            return report(git_failure(code, "open the repository", m_from.root()).value());
        const Filters filters(handle.get(), &m_commit);
        constexpr std::size_t k_block = 64;
        for (auto begin = m_next.fetch_add(k_block); begin < m_files.size();
             begin = m_next.fetch_add(k_block)) {
            const auto end = std::min(begin + k_block, m_files.size());
            for (auto at = begin; at < end; ++at)
                if (auto node = write_file(handle.get(), filters, m_files[at]); node)
                    m_nodes[at] = *node;
                else
                    return report(node.error());
        }
    }

    base::Result<sys::FileNode> write_file(git_repository* handle, const Filters& filters,
                                           const TreeFile& file) const {
        auto bytes = blob_text(handle, file.id);
        if (!bytes)
            return fail(bytes.error());
        const auto path = sys::join_path(m_folder, file.path);
        if (file.mode == GIT_FILEMODE_LINK)
            return sys::create_link(path, *bytes);
        bytes = filters.to_work_tree(file.path, std::move(*bytes));
        if (!bytes)
            return fail(bytes.error());
        const bool executable = file.mode == GIT_FILEMODE_BLOB_EXECUTABLE;
        return sys::create_file(
            {.path = path, .bytes = *bytes, .permissions = executable ? 0777U : 0666U});
    }

    const Repository& m_from;
    const git_oid m_commit;
    const std::string& m_folder;
    const std::vector<TreeFile>& m_files;
    std::vector<sys::FileNode> m_nodes;
    std::atomic<std::size_t> m_next = 0;
    std::mutex m_mutex;
    Status m_status;
};

base::Result<std::string> packed_references(const Repository& from) {
    auto names = from.references("refs/");
    if (!names)
        return fail(names.error());
    std::string text;
    for (const auto& name : *names) {
        if (name.rfind("refs/mendel/", 0) == 0)
            continue;
        const auto hash = from.reference(name);
        if (hash && *hash)
            text += fmt::format("{} {}\n", **hash, name);
    }
    return text;
}

/// Copies a small file of the git folder where there is one.
Status copy_file(const std::string& from, const std::string& to) {
    if (!sys::exists(from))
        return {};
    return sys::read_file(from).and_then(
        [&](const std::string& text) { return sys::write_file(to, text); });
}

Status copy_settings(const Repository& from, git_repository* to) {
    ConfigHandle source;
    ConfigHandle target;
    int code = git_repository_config_snapshot(source.fill(), from.handle());
    if (code == 0)
        code = git_repository_config(target.fill(), to);
    if (code != 0)
        return git_failure(code, "read the configuration", from.root());
    for (const auto* name : k_shared_settings) {
        const char* value = nullptr;
        if (git_config_get_string(&value, source.get(), name) == 0 && value != nullptr)
            git_config_set_string(target.get(), name, value);
    }
    return {};
}

/// A git folder that borrows the objects of `from` (gitrepository-layout, "alternates").
Status make_git_folder(const Repository& from, const std::string& commit,
                       const std::string& folder) {
    const auto made = Repository::initialise(folder);
    if (!made)
        return fail(made.error());
    const auto common = from.common_folder();
    const auto& target = made->git_folder();
    const auto references = packed_references(from);
    if (!references)
        return fail(references.error());
    Status status = sys::write_file(target + "/objects/info/alternates", common + "/objects\n");
    if (status)
        status = sys::write_file(target + "/packed-refs", *references);
    if (status)
        status = sys::write_file(target + "/HEAD", commit + "\n");
    for (const auto* name : {"shallow", "info/exclude", "info/attributes"})
        if (status)
            status =
                copy_file(fmt::format("{}/{}", common, name), fmt::format("{}/{}", target, name));
    return status ? copy_settings(from, made->handle()) : status;
}

git_index_entry index_entry(const TreeFile& file, const sys::FileNode& node) {
    git_index_entry entry{};
    entry.ctime = {static_cast<std::int32_t>(node.changed_seconds), node.changed_nanoseconds};
    entry.mtime = {static_cast<std::int32_t>(node.modified_seconds), node.modified_nanoseconds};
    entry.dev = static_cast<std::uint32_t>(node.device);
    entry.ino = static_cast<std::uint32_t>(node.inode);
    entry.mode = file.mode;
    entry.uid = node.uid;
    entry.gid = node.gid;
    entry.file_size = static_cast<std::uint32_t>(node.size);
    entry.id = file.id;
    entry.path = file.path.c_str();
    return entry;
}

/// An index that matches the tree and remembers the files just written.
Status write_index(const std::string& folder, const git_oid& tree_id,
                   const std::vector<TreeFile>& files, const std::vector<sys::FileNode>& nodes) {
    RepositoryHandle repository;
    TreeHandle tree;
    IndexHandle index;
    int code = git_repository_open(repository.fill(), folder.c_str());
    if (code == 0)
        code = git_tree_lookup(tree.fill(), repository.get(), &tree_id);
    if (code == 0)
        code = git_repository_index(index.fill(), repository.get());
    if (code == 0)
        code = git_index_read_tree(index.get(), tree.get());
    for (std::size_t at = 0; at < files.size() && code == 0; ++at) {
        const auto entry = index_entry(files[at], nodes[at]);
        code = git_index_add(index.get(), &entry);
    }
    if (code == 0)
        code = git_index_write(index.get());
    if (code != 0)
        return git_failure(code, "write the index of the clone", folder);
    return {};
}

/// Git shows a submodule that is not checked out as an empty folder.
Status make_submodule_folders(git_tree* tree, const std::string& folder) {
    std::vector<std::string> paths;
    const auto visit = [](const char* parent, const git_tree_entry* entry, void* payload) {
        if (git_tree_entry_type(entry) == GIT_OBJECT_COMMIT)
            static_cast<std::vector<std::string>*>(payload)->push_back(std::string(parent) +
                                                                       git_tree_entry_name(entry));
        return 0;
    };
    git_tree_walk(tree, GIT_TREEWALK_PRE, visit, &paths);
    for (const auto& path : paths) {
        Status status = check_tree_path(path);
        if (status)
            status = sys::make_folders(sys::join_path(folder, path));
        if (!status)
            return status;
    }
    return {};
}

Status check_empty(const std::string& folder) {
    if (!sys::exists(folder))
        return {};
    const auto names = sys::list_folder(folder);
    if (!names)
        return fail(names.error());
    if (names->empty())
        return {};
    return fail(base::ErrorKind::user, "The folder of a clone must be empty. Choose another.",
                folder);
}

}  // namespace

Status checkout_clone(const Repository& from, const std::string& commit,
                      const std::string& folder) {
    if (auto status = check_empty(folder); !status)
        return status;
    const auto id = to_id(commit);
    if (!id)
        return fail(id.error());
    const auto tree = tree_of(from.handle(), commit);
    if (!tree)
        return fail(tree.error());
    const auto files = tree_files(from.handle(), tree->get());
    if (!files)
        return fail(files.error());
    if (auto status = make_git_folder(from, commit, folder); !status)
        return status;
    if (auto status = make_submodule_folders(tree->get(), folder); !status)
        return status;
    TreeWriter writer(from, *id, folder, *files);
    if (auto status = writer.write(); !status)
        return status;
    return write_index(folder, *git_tree_id(tree->get()), *files, writer.nodes());
}

base::Result<model::Patch> work_tree_changes(const Repository& repository,
                                             const std::string& commit) {
    const auto before = tree_of(repository.handle(), commit);
    if (!before)
        return fail(before.error());
    const auto id = write_work_tree(repository.handle());
    if (!id)
        return fail(id.error());
    TreeHandle after;
    if (const int code = git_tree_lookup(after.fill(), repository.handle(), &*id); code != 0)
        return git_failure(code, "read the tree of the work tree", repository.root());
    auto changes = tree_changes(repository.handle(), before->get(), after.get());
    if (!changes)
        return fail(changes.error());
    return model::Patch{.base = commit, .changes = std::move(*changes)};
}

}  // namespace mendel::git
