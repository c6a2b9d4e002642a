#include <algorithm>

#include <fmt/format.h>

#include "git/checkout.hpp"
#include "git/filters.hpp"
#include "git/journal.hpp"
#include "git/standing.hpp"
#include "git/tree_path.hpp"
#include "sys/file_node.hpp"
#include "sys/files.hpp"
#include "sys/lock.hpp"

namespace mendel::git {
namespace {

using base::ErrorKind;
using base::fail;
using base::Result;
using base::Status;

constexpr unsigned k_link = 0120000;  // git file mode

std::string journal_folder(const Repository& repository) {
    return repository.git_folder() + "/mendel-apply";
}
std::string journal_file(const Repository& repository) {
    return journal_folder(repository) + "/journal.json";
}

Status changed_meanwhile(const std::string& path) {
    return fail(ErrorKind::refused,
                "The file is not as it was when the patch was made. Run again, or undo the edit.",
                path);
}

/// Makes the staged files and the journal, then moves everything into place.
class Application {
  public:
    explicit Application(const Repository& repository)
        : m_repository(repository), m_filters(repository.handle()) {}

    Status stage(const model::Patch& patch) {
        for (const auto& change : patch.changes)
            if (!change.after)
                m_deletions.insert(change.path);
        Status status = sys::make_folders(journal_folder(m_repository));
        for (const auto& change : patch.changes)
            if (status)
                status = stage_change(change);
        return status;
    }

    Status write_journal() const {
        const auto temporary = journal_file(m_repository) + ".new";
        const auto text = to_journal_text(m_steps);
        const auto made = sys::create_file({.path = temporary, .bytes = text, .durable = true});
        if (!made)
            return fail(made.error());
        const auto moved = sys::rename_path(temporary, journal_file(m_repository));
        return moved ? sys::sync_folder(journal_folder(m_repository)) : fail(moved.error());
    }

    const std::vector<JournalStep>& steps() const { return m_steps; }

  private:
    Status stage_change(const model::FileChange& change) {
        if (auto status = check_tree_path(change.path); !status)
            return status;
        if (auto status = check_parents(m_repository.root(), change.path, m_deletions); !status)
            return status;
        const auto standing = standing_for(change);
        if (!standing)
            return fail(standing.error());
        if (auto status = check_before(change, *standing); !status)
            return status;
        JournalStep step{.path = change.path, .before = hash_of(*standing)};
        if (change.after) {
            step.staged = fmt::format("{}.new", m_steps.size());
            const auto hash = stage_file(change, *standing, step.staged);
            if (!hash)
                return fail(hash.error());
            step.after = *hash;
        }
        m_steps.push_back(std::move(step));
        return {};
    }

    Result<std::optional<Standing>> standing_for(const model::FileChange& change) const {
        const auto makes_room = is_emptied(m_repository.root(), change.path, m_deletions);
        if (!makes_room)
            return fail(makes_room.error());
        if (*makes_room && !m_deletions.empty())
            return std::nullopt;
        return standing_at(sys::join_path(m_repository.root(), change.path));
    }

    Status check_before(const model::FileChange& change,
                        const std::optional<Standing>& standing) const {
        if (!standing || !change.before)
            return standing.has_value() == change.before.has_value()
                       ? Status()
                       : changed_meanwhile(change.path);
        const bool is_link = standing->node.kind == sys::NodeKind::link;
        const bool was_link =
            change.mode_before != 0 ? change.mode_before == k_link : change.mode == k_link;
        if (is_link != was_link)
            return changed_meanwhile(change.path);
        if (standing->bytes == *change.before)
            return {};
        const auto bytes =
            is_link ? standing->bytes : m_filters.to_repository(change.path, standing->bytes);
        return bytes && *bytes == *change.before ? Status() : changed_meanwhile(change.path);
    }

    static unsigned permissions(const model::FileChange& change,
                                const std::optional<Standing>& standing) {
        constexpr unsigned k_executable = 0111;
        const bool executable = change.mode == 0100755;
        if (!standing || standing->node.kind == sys::NodeKind::link)
            return executable ? 0777U : 0666U;
        const unsigned known = standing->node.permissions & 0777U;
        if (!change.changes_mode())
            return known;
        return executable ? known | ((known & 0444U) >> 2U) : known & ~k_executable;
    }

    /// Writes the new bytes into the journal's folder; the hash of what will stand.
    Result<std::string> stage_file(const model::FileChange& change,
                                   const std::optional<Standing>& standing,
                                   const std::string& name) const {
        const auto staged = sys::join_path(journal_folder(m_repository), name);
        if (change.mode == k_link) {
            const auto made = sys::create_link(staged, *change.after);
            return made ? hash_at(staged) : fail(made.error());
        }
        const auto bytes = m_filters.to_work_tree(change.path, *change.after);
        if (!bytes)
            return fail(bytes.error());
        const auto owner = owner_for(standing);
        if (!owner)
            return fail(owner.error());
        const bool replaces = standing && standing->node.kind == sys::NodeKind::file;
        const auto made = sys::create_file({.path = staged,
                                            .bytes = *bytes,
                                            .permissions = permissions(change, standing),
                                            .exact = replaces,
                                            .durable = true,
                                            .owner = *owner});
        if (!made)
            return fail(made.error());
        return hash_of_file(*bytes);
    }

    /// The owner of the file that is replaced, else of the work tree.
    Result<sys::Owner> owner_for(const std::optional<Standing>& standing) const {
        if (standing)
            return sys::Owner{standing->node.uid, standing->node.gid};
        const auto root = sys::inspect(m_repository.root());
        if (!root)
            return fail(root.error());
        return *root ? sys::Owner{(*root)->uid, (*root)->gid} : sys::Owner{};
    }

    const Repository& m_repository;
    Filters m_filters;
    Deletions m_deletions;
    std::vector<JournalStep> m_steps;
};

/// Removes folders that the removal of a file left empty, as git does.
void remove_empty_parents(const std::string& root, const std::string& path) {
    auto parent = sys::parent_path(path);
    while (!parent.empty() && sys::remove_empty_folder(sys::join_path(root, parent)))
        parent = sys::parent_path(parent);
}

/// Moves a file to another file system: a copy beside the target, then a rename.
Status move_across(const std::string& from, const std::string& to) {
    const auto standing = standing_at(from);
    if (!standing)
        return fail(standing.error());
    if (!*standing)
        return fail(ErrorKind::bug, "A staged file is gone.", from);
    const auto& node = (*standing)->node;
    const auto beside = to + ".mendel-apply";
    if (auto status = sys::remove_file(beside); !status)
        return status;
    const auto made = node.kind == sys::NodeKind::link
                          ? sys::create_link(beside, (*standing)->bytes)
                          : sys::create_file({.path = beside,
                                              .bytes = (*standing)->bytes,
                                              .permissions = node.permissions,
                                              .exact = true,
                                              .durable = true,
                                              .owner = sys::Owner{node.uid, node.gid}});
    if (!made)
        return fail(made.error());
    const auto moved = sys::rename_path(beside, to);
    return moved ? sys::remove_file(from) : fail(moved.error());
}

/// Whether a step is done; an error where neither old nor new content stands there.
Result<bool> is_done(const Repository& repository, const JournalStep& step,
                     const Deletions& deletions) {
    if (auto status = check_parents(repository.root(), step.path, deletions); !status)
        return fail(status.error());
    const auto path = sys::join_path(repository.root(), step.path);
    const auto hash = is_real_folder(path) ? Result<std::string>("") : hash_at(path);
    if (!hash)
        return fail(hash.error());
    const auto staged = sys::join_path(journal_folder(repository), step.staged);
    const bool waits = !step.staged.empty() && sys::inspect(staged).value_or(std::nullopt);
    if (*hash == step.after && !waits)
        return true;
    if (*hash == step.before || *hash == step.after)
        return false;
    return fail(ErrorKind::refused,
                fmt::format("The file was edited after an interrupted change to it. Undo the edit "
                            "and run again, or remove {} to leave all as it is.",
                            journal_folder(repository)),
                step.path);
}

Status perform(const Repository& repository, const JournalStep& step) {
    const auto target = sys::join_path(repository.root(), step.path);
    if (step.staged.empty()) {
        auto status = sys::remove_file(target);
        remove_empty_parents(repository.root(), step.path);
        return status;
    }
    if (auto status = sys::make_folders(sys::parent_path(target)); !status)
        return status;
    const auto staged = sys::join_path(journal_folder(repository), step.staged);
    const auto moved = sys::rename_path(staged, target);
    if (!moved)
        return fail(moved.error());
    return *moved == sys::Moved::other_file_system ? move_across(staged, target) : Status();
}

/// Deletions come first, so that a folder can take the place of a file and a file that of a folder.
Status perform_all(const Repository& repository, const std::vector<JournalStep>& steps) {
    for (const bool removals : {true, false})
        for (const auto& step : steps)
            if (step.staged.empty() == removals)
                if (auto status = perform(repository, step); !status)
                    return status;
    return {};
}

Status finish(const Repository& repository) {
    if (auto status = sys::remove_file(journal_file(repository)); !status)
        return status;
    return sys::remove_tree(journal_folder(repository));
}

Result<bool> recover(const Repository& repository) {
    const auto file = journal_file(repository);
    if (!sys::exists(file))
        return sys::remove_tree(journal_folder(repository)).map([] { return false; });
    const auto text = sys::read_file(file);
    if (!text)
        return fail(text.error());
    const auto steps = parse_journal(*text, file);
    if (!steps)
        return fail(steps.error());
    Deletions deletions;
    for (const auto& step : *steps)
        if (step.staged.empty())
            deletions.insert(step.path);
    std::vector<JournalStep> open;
    for (const auto& step : *steps) {
        const auto done = is_done(repository, step, deletions);
        if (!done)
            return fail(done.error());
        if (!*done)
            open.push_back(step);
    }
    Status status = perform_all(repository, open);
    if (status)
        status = finish(repository);
    return status.map([] { return true; });
}

Result<sys::FileLock> lock(const Repository& repository) {
    return sys::lock_file(repository.git_folder() + "/mendel-apply.lock", sys::LockWait::yes);
}

Status check_state(const Repository& repository) {
    if (!repository.is_under_way())
        return {};
    return fail(ErrorKind::refused,
                "A merge, rebase or cherry-pick is under way. Finish or abort it first.",
                repository.root());
}

}  // namespace

Status apply_to_work_tree(const Repository& repository, const model::Patch& patch) {
    if (auto status = check_state(repository); !status)
        return status;
    const auto held = lock(repository);
    if (!held)
        return fail(held.error());
    if (const auto recovered = recover(repository); !recovered)
        return fail(recovered.error());
    Application application(repository);
    Status status = application.stage(patch);
    if (status)
        status = application.write_journal();
    if (!status) {
        [[maybe_unused]] const auto cleaned = sys::remove_tree(journal_folder(repository));
        return status;
    }
    status = perform_all(repository, application.steps());
    return status ? finish(repository) : status;
}

Result<bool> recover_apply(const Repository& repository) {
    const auto held = lock(repository);
    if (!held)
        return fail(held.error());
    return recover(repository);
}

}  // namespace mendel::git
