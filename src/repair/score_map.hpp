#pragma once

#include <map>
#include <string>
#include <utility>
#include <vector>

#include "repair/localise.hpp"

namespace mendel::repair {

/// Suspicion by file and line; of several scores for a line the highest counts.
class ScoreMap {
  public:
    void add(const std::string& file, int line, double score);

    /// Adds to what a line has, at most to 1; a line that has nothing stays out.
    void raise(const std::string& file, int line, double by);

    /// Most suspicious first, then by file and line.
    std::vector<Suspicion> sorted() const;

    bool empty() const { return m_scores.empty(); }

  private:
    std::map<std::pair<std::string, int>, double> m_scores;
};

}  // namespace mendel::repair
