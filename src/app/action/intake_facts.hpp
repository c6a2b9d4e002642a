#pragma once

#include <optional>
#include <string>

#include "config/config.hpp"
#include "forge/github_api.hpp"
#include "forge/github_state.hpp"
#include "intake/facts.hpp"

namespace mendel::app {

/// Answers what intake asks, one or two calls each. An answer that did not come stays an Error in
/// its fact: silence is never a grant.
class FactGatherer {
  public:
    /// The api must outlive it.
    explicit FactGatherer(forge::GitHubApi& api) : m_api(api) {}

    void answer(const intake::Question& question, intake::Facts& facts);

    /// Configuration, open pull requests, state and the head of a branch in one call; two where the
    /// pull request `number` is not among the newest. An empty branch and 0 stand for none.
    base::Result<config::Config> look(const std::string& branch, std::int64_t number,
                                      intake::Facts& facts);

    /// The state as it was looked at, to be changed by compare and swap.
    const std::optional<forge::StateText>& state() const { return m_state; }

    /// The log that was diagnosed, for the heal job.
    const std::string& log() const { return m_log; }

  private:
    base::Result<intake::Diagnosis> diagnosis(std::int64_t job);
    void add_pull_request(std::int64_t number, intake::Facts& facts);

    forge::GitHubApi& m_api;
    std::optional<forge::StateText> m_state;
    std::string m_log;
};

}  // namespace mendel::app
