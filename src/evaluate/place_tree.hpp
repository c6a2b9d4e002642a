#pragma once

#include <optional>
#include <string>
#include <vector>

#include "git/committed_view.hpp"
#include "git/repository.hpp"
#include "model/patch.hpp"
#include "model/run.hpp"

namespace mendel::evaluate {

/// Makes git see a patch as committed, in the .git folder of the tree in which commands run.
class CommittedView {
  public:
    /// `scratch`: an existing folder outside the tree.
    CommittedView(const git::Repository& repository, std::string scratch);

    /// Reads what HEAD and index are before foreign code can change them.
    base::Status begin();

    /// Writes into `folder`; nothing where there is no state to start from, or HEAD holds other
    /// bytes than the patch was made for (a fix on top of uncommitted changes stays uncommitted as
    /// they do).
    base::Status show(const model::Patch& patch, const std::string& folder);

  private:
    base::Status make(const model::Patch& patch);

    const git::Repository& m_repository;
    std::string m_scratch;
    std::optional<git::HeadState> m_head;
    std::optional<std::vector<model::FileChange>> m_shown;  ///< of the patch that m_files are for
    std::vector<git::GitFile> m_files;
};

/// The files of a real work tree (a checkout or a clone) in which commands run: at rest the base,
/// what setup made, and a patch.
class PlaceTree {
  public:
    /// `scratch`: an existing folder outside the tree.
    PlaceTree(const git::Repository& repository, std::string base, std::string scratch);

    base::Status begin() { return m_view.begin(); }
    base::Status set(const model::Patch& patch);
    /// Lays a run's own changes on top of the patch.
    base::Status lay(const model::RunRequest& request);
    /// After a run: takes or keeps its changes as the request says, and puts the rest back.
    base::Status settle(const model::RunRequest& request, base::Result<model::RunResult>& result);

  private:
    model::Patch ran_on(const model::RunRequest& request) const;
    base::Status restore(const model::Patch& patch);

    const git::Repository& m_repository;
    std::string m_base;
    CommittedView m_view;
    model::Patch m_patch;
    model::Patch m_kept;
};

}  // namespace mendel::evaluate
