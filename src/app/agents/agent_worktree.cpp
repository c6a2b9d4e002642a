#include <set>

#include <fmt/format.h>

#include "app/agents/agent_desk.hpp"
#include "evaluate/tree_patch.hpp"
#include "git/checkout.hpp"
#include "sys/beneath.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

constexpr std::uint64_t k_largest_file = std::uint64_t{64} << 20U;

std::string identity_of(const sys::FileNode& node) {
    return fmt::format("{}:{}:{}:{}.{}:{}.{}:{:o}", node.device, node.inode, node.size,
                       node.modified_seconds, node.modified_nanoseconds, node.changed_seconds,
                       node.changed_nanoseconds, node.permissions);
}

/// Git knows a file as executable or not.
unsigned git_mode(const sys::Entry& entry) {
    if (entry.kind == sys::EntryKind::link)
        return 0120000;
    return (entry.mode & 0100U) != 0 ? 0100755 : 0100644;
}

base::Result<std::optional<std::string>> bytes_of(const std::string& folder,
                                                  const std::string& path,
                                                  const sys::Entry& entry) {
    if (entry.kind == sys::EntryKind::link)
        return std::optional(entry.link_target);
    if (entry.size > k_largest_file)
        return base::fail(base::ErrorKind::refused,
                          "A file of more than 64 MiB is no change to a repository. Remove it.",
                          path);
    return sys::read_beneath(folder, path);
}

}  // namespace

Worktree::Worktree(const Session& session, model::TreeView tree, std::string folder)
    : m_session(session), m_tree(std::move(tree)), m_folder(std::move(folder)) {}

base::Result<std::shared_ptr<Worktree>> Worktree::make(const Session& session,
                                                       const model::TreeView& tree,
                                                       const std::string& folder) {
    if (const auto made = git::checkout_clone(session.repository, tree.base, folder); !made)
        return base::fail(made.error());
    for (const auto& change : tree.so_far.changes)
        if (const auto written = evaluate::write_change(folder, change); !written)
            return base::fail(written.error());
    auto worktree = over(session, tree, folder);
    const auto files = tree.files();
    if (!files)
        return base::fail(files.error());
    for (const auto& path : *files)
        if (const auto node = sys::inspect(sys::join_path(folder, path)); node && *node)
            worktree->m_seen[path] = {identity_of(**node), true};
    return worktree;
}

std::shared_ptr<Worktree> Worktree::over(const Session& session, const model::TreeView& tree,
                                         const std::string& folder) {
    return std::shared_ptr<Worktree>(new Worktree(session, tree, folder));
}

base::Result<unsigned> Worktree::mode_of(const std::string& path) const {
    for (const auto& change : m_tree.so_far.changes)
        if (change.path == path && change.after)
            return change.mode;
    const auto mode = m_session.repository.mode(m_tree.base, path);
    return mode ? base::Result<unsigned>(mode->value_or(0100644)) : base::fail(mode.error());
}

base::Result<std::optional<model::FileChange>> Worktree::change_of(const std::string& path,
                                                                   bool in_tree) {
    auto entry = sys::entry_beneath(m_folder, path);
    // Below a folder that became a link there is no file of this tree any more.
    if (!entry && entry.error().kind == base::ErrorKind::refused)
        entry = sys::Entry{};
    if (!entry)
        return base::fail(entry.error());
    model::FileChange change{.path = path};
    if (in_tree) {
        auto before = m_tree.read(path);
        const auto mode = mode_of(path);
        if (!before || !mode)
            return base::fail(!before ? before.error() : mode.error());
        change.before = std::move(*before);
        change.mode = change.mode_before = *mode;
    }
    const bool is_there =
        entry->kind == sys::EntryKind::file || entry->kind == sys::EntryKind::link;
    if (is_there) {
        auto after = bytes_of(m_folder, path, *entry);
        if (!after)
            return base::fail(after.error());
        change.after = std::move(*after);
        change.mode = git_mode(*entry);
    }
    const bool same =
        change.before == change.after && (!in_tree || change.mode == change.mode_before);
    return same ? std::nullopt : std::optional(std::move(change));
}

base::Result<model::Patch> Worktree::changes() {
    const auto listed = sys::list_tree(m_folder, {".git"});
    const auto tree_files = m_tree.files();
    if (!listed || !tree_files)
        return base::fail(!listed ? listed.error() : tree_files.error());
    const std::set<std::string> in_tree(tree_files->begin(), tree_files->end());
    std::set<std::string> paths = in_tree;
    for (const auto& path : *listed)
        if (in_tree.count(path) != 0 || !m_session.repository.is_ignored(path))
            paths.insert(path);
    model::Patch patch{.base = m_tree.base};
    for (const auto& path : paths) {
        const auto node = sys::inspect(sys::join_path(m_folder, path));
        const auto identity = node && *node ? identity_of(**node) : std::string();
        auto& seen = m_seen[path];
        if (seen.same && !identity.empty() && seen.identity == identity)
            continue;
        auto change = change_of(path, in_tree.count(path) != 0);
        if (!change)
            return base::fail(change.error());
        seen = {identity, !change->has_value()};
        if (*change)
            patch.changes.push_back(std::move(**change));
    }
    return patch;
}

base::Status Worktree::reset() {
    const auto patch = changes();
    if (!patch)
        return base::fail(patch.error());
    for (const auto& change : patch->changes) {
        auto back = evaluate::reversed(change);
        back.mode = change.mode_before != 0 ? change.mode_before : change.mode;
        if (const auto written = evaluate::write_change(m_folder, back); !written)
            return written;
    }
    return {};
}

}  // namespace mendel::app
