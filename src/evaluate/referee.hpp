#pragma once

#include <optional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "model/patch.hpp"
#include "model/verdict.hpp"

namespace mendel::evaluate {

/// One try at a task, as the referee sees it.
struct Entry {
    std::string id;
    model::Patch patch;
    std::vector<model::CheckRun> checks = {};  ///< the repository's own, under the patch
    bool is_finished = true;                   ///< its maker came to an end
    std::optional<double> measure = {};        ///< of the named command, seconds; lower is better
    double cost_usd = 0;
};

/// What counts how much among entries that may win at all.
struct Weights {
    double performance = 0.2;
    double quality = 0.3;
    double security = 0.2;
    double value = 0.3;
};

/// One dimension of one entry, 0 to 1, with what it was read from.
struct Score {
    std::string dimension;
    double points = 0;
    std::string evidence;
};

/// Where an entry came.
struct Placing {
    std::string id;
    bool may_win = false;
    std::string reason = {};  ///< why it may not
    std::vector<model::Refusal> refusals = {};
    std::vector<Score> scores = {};
    double total = 0;  ///< weighted, 0 to 1
};

struct RefereeFacts {
    std::vector<std::string> criteria = {};  ///< what must hold, one sentence each
    bool may_be_empty = false;               ///< the task is one of thinking, not of changing
    bool may_be_red = false;                 ///< it is a test that comes before its implementation
    Weights weights = {};
    const config::Config* config = nullptr;
};

/// Ranks the tries at one task, best first. What breaks a gate (scope, secrets, weakening), leaves
/// a check red, changes nothing or did not end may not win, whatever its scores. Equal totals are
/// decided by the smaller change, then the lower cost, then the id.
std::vector<Placing> referee(const std::vector<Entry>& entries, const RefereeFacts& facts);

/// The first placing that may win; nothing where all failed.
std::optional<std::string> winner_of(const std::vector<Placing>& placings);

/// The two-sided probability that two samples come from the same distribution (H. Mann,
/// D. Whitney, 1947; normal approximation with continuity correction); 1 for fewer than three each.
double mann_whitney(const std::vector<double>& left, const std::vector<double>& right);

}  // namespace mendel::evaluate
