#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/clock.hpp"
#include "model/event.hpp"

namespace mendel::observe {

/// Where runs of a repository are kept: `mendel/` in its git folder (the common one of all work
/// trees), out of sight of checks; or, where that cannot be written, $XDG_STATE_HOME/mendel/<hash>.
base::Result<std::string> state_folder(const std::string& git_folder);

/// The folder of one run: runs/<id>/{receipt.json, events.jsonl, patch.diff, report.md,
/// outcome.json}.
class RunFolder {
  public:
    /// Makes a new one; ids sort by time ("20260131-235959-k3x9").
    static base::Result<RunFolder> make(const std::string& git_folder, const model::Clock& clock);

    /// The same in a folder of the caller's choice.
    static base::Result<RunFolder> make_in(const std::string& runs, const model::Clock& clock);

    const std::string& id() const { return m_id; }
    const std::string& path() const { return m_path; }

    base::Status write(const std::string& name, std::string_view text) const;

    /// Appends the event to events.jsonl with its time; a write error is told by `write` later.
    void record(const model::StageEvent& event) const;

  private:
    RunFolder(std::string path, std::string id, model::Clock clock);
    std::string m_path;
    std::string m_id;
    model::Clock m_clock;
};

/// Paths of the run folders, newest first.
base::Result<std::vector<std::string>> run_folders(const std::string& git_folder);

}  // namespace mendel::observe
