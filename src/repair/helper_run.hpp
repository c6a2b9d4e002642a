#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "base/result.hpp"
#include "model/round.hpp"
#include "repair/candidate.hpp"

namespace mendel::repair {

/// Scratch folder of the tree into which the helpers of src/repair/data are laid for a run.
inline constexpr const char* k_helper_folder = ".mendel-repair";

/// Files to lay into the helper folder: new ones, by their names in src/repair/data.
model::Patch helper_files(const model::Round& round, const std::vector<std::string>& names);

/// One run of a helper: it reads JSON lines and answers with JSON lines behind a prefix.
struct HelperRun {
    std::vector<nlohmann::json> answers;
    bool finished = false;  ///< the helper said that it is done
    std::string trouble;    ///< what it said otherwise, one line
};

/// What to run: `on_top` holds the helper files.
struct HelperRequest {
    model::Command command;
    model::Patch on_top;
    std::vector<nlohmann::json> lines;
    std::chrono::milliseconds deadline = std::chrono::minutes(10);
};

base::Result<HelperRun> run_helper(const model::Round& round, const HelperRequest& request);

/// The bytes of an old text, [begin, end), that a new one replaces.
struct Difference {
    std::size_t begin = 0;
    std::size_t end = 0;
};

Difference difference(const std::string& before, const std::string& after);

/// The time from now to the round's deadline, at least a second and at most ten minutes.
std::chrono::milliseconds time_left(const model::Round& round);

/// Candidates as the helpers take them: {"index", "files": {path: [[begin, end, text]]}}.
class JobWriter {
  public:
    explicit JobWriter(const model::TreeView& tree) : m_tree(tree) {}

    /// An error where a file cannot be read.
    base::Result<nlohmann::json> job_of(const Candidate& candidate, std::size_t index);

  private:
    const model::TreeView& m_tree;
    std::map<std::string, std::string> m_texts;
};

}  // namespace mendel::repair
