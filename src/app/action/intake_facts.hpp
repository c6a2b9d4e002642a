#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "forge/github_api.hpp"
#include "forge/github_overview.hpp"
#include "forge/github_state.hpp"
#include "intake/facts.hpp"

namespace mendel::app {

/// What an event is about, as far as its payload says.
struct Subject {
    std::string branch = {};        ///< whose head the decision may ask for; may be empty
    std::int64_t pull_request = 0;  ///< 0: none
    bool with_runs = false;         ///< the runs of the pull request's head matter
};

/// Answers what intake asks, one or two calls each. An answer that did not come stays an Error in
/// its fact: silence is never a grant.
class FactGatherer {
  public:
    /// The api must outlive it.
    explicit FactGatherer(forge::GitHubApi& api) : m_api(api) {}

    void answer(const intake::Question& question, intake::Facts& facts);

    /// Configuration, open pull requests, state, the head of a branch and the runs of a pull
    /// request's head in one call. Runs that could not all be seen so are left to be asked for.
    base::Result<config::Config> look(const Subject& subject, intake::Facts& facts);

    /// The state as it was looked at, to be changed by compare and swap.
    const std::optional<forge::StateText>& state() const { return m_state; }

    /// The log that was diagnosed, for the heal job.
    const std::string& log() const { return m_log; }

  private:
    base::Result<intake::Diagnosis> diagnosis(std::int64_t job);
    void add_runs(const std::vector<forge::HeadRun>& runs, const intake::PullRequest& pull,
                  intake::Facts& facts);
    base::Result<std::vector<intake::Job>> jobs(const intake::Question& question) const;

    forge::GitHubApi& m_api;
    std::map<std::int64_t, std::vector<intake::Job>> m_failed_jobs;  ///< by run, those seen so far
    std::optional<forge::StateText> m_state;
    std::string m_log;
};

}  // namespace mendel::app
