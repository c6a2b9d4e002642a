#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/patch.hpp"

struct git_repository;

namespace mendel::git {

/// How a work tree deviates from the ordinary; each has a defined behaviour (docs/heal.md).
struct RepositoryState {
    bool detached = false;  ///< HEAD is no branch: delivery needs --branch
    bool shallow = false;   ///< history is cut: blame priors are off, healing works
    bool unborn = false;    ///< no commit yet: the snapshot is the first
    bool dirty = false;     ///< tracked changes or untracked files: they are part of the snapshot
    bool merging = false;   ///< a merge, rebase or cherry-pick is under way: refused for --apply
    std::vector<std::string> submodules = {};    ///< paths; their content is never changed
    std::vector<std::string> lfs_pointers = {};  ///< tracked files whose work tree holds a pointer
};

/// Who a commit is by.
struct Signature {
    std::string name = "mendel";
    std::string email = "mendel@users.noreply.github.com";
    std::int64_t seconds = 0;  ///< since the epoch; 0: those of the parent, so that equal input
                               ///< gives an equal commit
};

/// One git repository with a work tree. Not for use by two threads at once.
class Repository {
  public:
    /// Finds the repository that holds `folder`. Errors of kind user: no repository, a bare one,
    /// one owned by another user (unless root), a partial clone that libgit2 cannot read.
    static base::Result<Repository> open(const std::string& folder);

    /// A new repository with an empty work tree, for tests, demo and clones.
    static base::Result<Repository> initialise(const std::string& folder);

    ~Repository();
    Repository(Repository&&) noexcept;
    Repository& operator=(Repository&&) noexcept;

    const std::string& root() const;        ///< absolute path of the work tree, no final '/'
    const std::string& git_folder() const;  ///< absolute path of the .git folder (a linked work
                                            ///< tree has its own)
    std::string common_folder() const;      ///< the .git folder that all linked work trees share

    base::Result<RepositoryState> state() const;
    /// Whether a merge, rebase, cherry-pick or revert waits to be finished.
    bool is_under_way() const;

    /// Full hash of HEAD's commit; nothing where unborn.
    base::Result<std::optional<std::string>> head_commit() const;
    /// Short name of the branch HEAD is on; nothing where detached.
    base::Result<std::optional<std::string>> head_branch() const;
    /// The commit that a hash (also abbreviated), branch, tag or expression names.
    base::Result<std::string> resolve(const std::string& revision) const;

    /// Whether `ancestor` is `tip` itself or in its history.
    base::Result<bool> contains(const std::string& tip, const std::string& ancestor) const;

    /// Commits HEAD plus all non-ignored changes of the work tree as refs/mendel/snapshots/<run>,
    /// touching neither index nor work tree. With a clean tree it is HEAD's own commit.
    base::Result<std::string> snapshot(const std::string& run) const;

    /// Bytes of a file at a commit; nothing where the commit has none.
    base::Result<std::optional<std::string>> read(const std::string& commit,
                                                  const std::string& path) const;
    /// The mode of a file at a commit (0100644, 0100755, 0120000); nothing where there is none.
    base::Result<std::optional<unsigned>> mode(const std::string& commit,
                                               const std::string& path) const;
    /// Paths of all files of a commit, sorted, submodules left out.
    base::Result<std::vector<std::string>> files(const std::string& commit) const;
    /// Paths of the work tree that git tracks or would track, sorted.
    base::Result<std::vector<std::string>> work_files() const;
    bool is_ignored(const std::string& path) const;

    /// The difference between two commits as a Patch based on the first.
    base::Result<model::Patch> difference(const std::string& from, const std::string& to) const;

    /// Commits the patch on top of `parent` in memory (work tree and index untouched); its hash.
    /// An empty `parent` makes a first commit. Refused where the parent does not hold `before`.
    base::Result<std::string> commit(const model::Patch& patch, const std::string& parent,
                                     const std::string& message, const Signature& author) const;

    /// Sets a reference ("refs/heads/x"). `expected`: its hash before ("" must not exist), checked
    /// under lock; nothing: whatever it was.
    base::Status set_reference(const std::string& name, const std::string& commit,
                               const std::optional<std::string>& expected = {}) const;
    base::Status remove_reference(const std::string& name) const;
    /// The commit a reference points to, nothing where there is no such reference.
    base::Result<std::optional<std::string>> reference(const std::string& name) const;
    base::Result<std::vector<std::string>> references(const std::string& prefix) const;

    /// Stores a blob and points a reference at it (the local forge's files).
    base::Status store_text(const std::string& reference, std::string_view text) const;
    base::Result<std::optional<std::string>> load_text(const std::string& reference) const;
    /// Stores a blob; its hash. With set_reference's `expected` this is a compare-and-swap.
    base::Result<std::string> write_blob(std::string_view text) const;
    base::Result<std::string> read_blob(const std::string& hash) const;

    /// The URL of a remote as configured, with credentials if it has some; "" where there is none.
    std::string remote_url(const std::string& name) const;

    git_repository* handle() const { return m_repository.get(); }

  private:
    struct Closer {
        void operator()(git_repository* repository) const;
    };
    explicit Repository(git_repository* repository);
    std::unique_ptr<git_repository, Closer> m_repository;
    std::string m_root;
    std::string m_git_folder;
};

}  // namespace mendel::git
