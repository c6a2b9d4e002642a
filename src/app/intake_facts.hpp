#pragma once

#include <string>

#include "forge/github_api.hpp"
#include "intake/facts.hpp"

namespace mendel::app {

/// Answers what intake asks, one or two calls each. An answer that did not come stays an Error in
/// its fact: silence is never a grant.
class FactGatherer {
  public:
    /// The api must outlive it.
    explicit FactGatherer(forge::GitHubApi& api) : m_api(api) {}

    void answer(const intake::Question& question, intake::Facts& facts);

    /// The log that was diagnosed, for the heal job.
    const std::string& log() const { return m_log; }

  private:
    base::Result<intake::Diagnosis> diagnosis(std::int64_t job);

    forge::GitHubApi& m_api;
    std::string m_log;
};

}  // namespace mendel::app
