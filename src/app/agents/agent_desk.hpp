#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "agent/agent.hpp"
#include "app/session.hpp"
#include "base/result.hpp"
#include "model/failure.hpp"
#include "model/round.hpp"
#include "model/task.hpp"

namespace mendel::app {

/// What one Task's work needs besides the agent: a worktree, the tree it began as, and what runs
/// and judges in the Place. Tools are bound to it (app/tools/tools.hpp).
struct AgentDesk {
    const Session* session = nullptr;
    model::Task task;
    std::string worktree;  ///< absolute; where the agent's changes stand
    model::TreeView tree;  ///< as the worktree began
    /// What the worktree holds besides that, as a Patch against it.
    std::function<base::Result<model::Patch>()> changes;
    /// Runs in the Place on the tree as it began; give the changes as `on_top`.
    model::Run run;
    model::Judge judge = {};  ///< none: there is no failing check to judge by
    std::vector<model::Failure> failures = {};
    std::vector<std::pair<std::string, model::Command>> checks = {};  ///< by name
    std::string proposals = {};  ///< folder for what the publish step validates again
    bool commits = false;        ///< whether commits on mendel's own branches may be made
    /// The failing check as the engines see it, on the tree as it began; none where nothing fails.
    std::function<base::Result<std::optional<model::Round>>()> failing_round = {};
    std::function<base::Result<std::string>(long number)> read_issue = {};  ///< of the forge
    /// What a run left, by its id: of mendel's own, or the logs of one on GitHub.
    std::function<base::Result<std::string>(const std::string& id)> read_run = {};
};

/// A desk as tools hold it.
using Desk = std::shared_ptr<const AgentDesk>;

/// A folder that shows a tree, compared with it at low cost: files whose inode, size and times did
/// not change since are not read again. Nothing in it is followed or run.
class Worktree {
  public:
    /// Writes the tree into a new folder: a clone of the repository at the tree's base, with what
    /// was accepted since.
    static base::Result<std::shared_ptr<Worktree>> make(const Session& session,
                                                        const model::TreeView& tree,
                                                        const std::string& folder);
    /// An existing work tree, the user's own.
    static std::shared_ptr<Worktree> over(const Session& session, const model::TreeView& tree,
                                          const std::string& folder);

    const std::string& folder() const { return m_folder; }
    base::Result<model::Patch> changes();
    /// Puts every file back as the tree has it.
    base::Status reset();

  private:
    Worktree(const Session& session, model::TreeView tree, std::string folder);
    struct Seen {
        std::string identity;  ///< of the file's node when it was read
        bool same = false;     ///< its bytes and mode are those of the tree
    };
    base::Result<unsigned> mode_of(const std::string& path) const;
    base::Result<std::optional<model::FileChange>> change_of(const std::string& path, bool in_tree);

    const Session& m_session;
    model::TreeView m_tree;
    std::string m_folder;
    std::map<std::string, Seen> m_seen;
};

}  // namespace mendel::app
