#include "app/worktrees.hpp"

#include <fmt/format.h>

#include "app/heal_bench.hpp"
#include "git/checkout.hpp"
#include "git/diff.hpp"
#include "observe/run_folder.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

bool is_plain_name(const std::string& name) {
    return !name.empty() && name[0] != '.' &&
           name.find_first_not_of(
               "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
               "._-") == std::string::npos;
}

base::Result<std::string> folder_of_worktrees(const Session& session) {
    const auto state = observe::state_folder(session.repository.common_folder());
    return state ? base::Result<std::string>(sys::join_path(*state, "worktrees"))
                 : base::fail(state.error());
}

base::Result<Worktree> open_worktree(const Session& session, const std::string& name) {
    const auto folder = folder_of_worktrees(session);
    if (!folder)
        return base::fail(folder.error());
    Worktree worktree{.name = name, .path = sys::join_path(*folder, name)};
    if (!is_plain_name(name) || !sys::is_folder(worktree.path))
        return base::fail(
            base::ErrorKind::user,
            fmt::format("There is no worktree '{}'. See mendel worktree list.", name));
    const auto repository = git::Repository::open(worktree.path);
    if (!repository)
        return base::fail(repository.error());
    const auto base = repository->reference("refs/mendel/base");
    if (!base)
        return base::fail(base.error());
    worktree.base = base->value_or("");
    return worktree;
}

base::Result<model::Patch> changes_of(const Worktree& worktree) {
    const auto repository = git::Repository::open(worktree.path);
    return repository ? git::work_tree_changes(*repository, worktree.base)
                      : base::fail(repository.error());
}

}  // namespace

base::Result<Worktree> create_worktree(const Session& session, const std::string& name,
                                       const std::string& revision) {
    const auto folder = folder_of_worktrees(session);
    if (!folder)
        return base::fail(folder.error());
    if (!is_plain_name(name))
        return base::fail(base::ErrorKind::user,
                          fmt::format("'{}' is no name for a worktree. Use letters, digits, '.', "
                                      "'-' and '_'.",
                                      name));
    const auto path = sys::join_path(*folder, name);
    if (sys::exists(path))
        return base::fail(base::ErrorKind::user,
                          fmt::format("The worktree '{}' is there already. Take another name, or "
                                      "remove it first.",
                                      name));
    const auto commit = session.repository.resolve(revision.empty() ? "HEAD" : revision);
    if (!commit)
        return base::fail(commit.error());
    if (const auto made = git::checkout_clone(session.repository, *commit, path); !made) {
        (void)sys::remove_tree(path);
        return base::fail(made.error());
    }
    const auto clone = git::Repository::open(path);
    if (!clone)
        return base::fail(clone.error());
    if (const auto set = clone->set_reference("refs/mendel/base", *commit); !set)
        return base::fail(set.error());
    return Worktree{name, path, *commit};
}

base::Result<std::vector<Worktree>> list_worktrees(const Session& session) {
    const auto folder = folder_of_worktrees(session);
    if (!folder)
        return base::fail(folder.error());
    std::vector<Worktree> worktrees;
    if (!sys::is_folder(*folder))
        return worktrees;
    const auto names = sys::list_folder(*folder);
    if (!names)
        return base::fail(names.error());
    for (const auto& name : *names)
        if (auto worktree = open_worktree(session, name))
            worktrees.push_back(std::move(*worktree));
    return worktrees;
}

base::Status remove_worktree(const Session& session, const std::string& name, bool force) {
    const auto worktree = open_worktree(session, name);
    if (!worktree)
        return base::fail(worktree.error());
    const auto changes = changes_of(*worktree);
    if (!force && changes && !changes->empty())
        return base::fail(base::ErrorKind::refused,
                          fmt::format("The worktree '{}' has changes. Keep them elsewhere, or "
                                      "remove it with --force.",
                                      name));
    return sys::remove_tree(worktree->path);
}

base::Result<WorktreeVerdict> evaluate_worktree(const Session& session, const std::string& name,
                                                const model::Command& check) {
    const auto worktree = open_worktree(session, name);
    if (!worktree)
        return base::fail(worktree.error());
    const auto patch = changes_of(*worktree);
    if (!patch)
        return base::fail(patch.error());
    const auto diff = git::to_diff(*patch);
    if (!diff)
        return base::fail(diff.error());
    const auto bench = open_bench_at(session, {}, {.found = true, .check = check}, worktree->base);
    if (!bench)
        return base::fail(bench.error());
    auto red = evaluate::read_check((*bench)->judging, {});
    if (!red)
        return base::fail(red.error());
    const bool red_before = red->state == evaluate::CheckState::red;
    auto verdict = evaluate::make_judge((*bench)->judging, {.red = std::move(*red)})(
        *patch, model::Depth::target);
    if (!verdict)
        return base::fail(verdict.error());
    return WorktreeVerdict{std::move(*verdict), *diff, red_before};
}

}  // namespace mendel::app
