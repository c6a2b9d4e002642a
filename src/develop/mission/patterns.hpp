#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "model/plan.hpp"

namespace mendel::develop {

/// How instances share the work of a plan.
enum class Pattern {
    competition,  ///< several at the same task; the first that is clearly right ends it
    parallel,     ///< each at another task
    ab,           ///< two at the same task, compared on a measure with a statistical test
    roles,        ///< each task to the specialist whose skills and files it needs
    tree,         ///< several tries; the best are continued, the others given up
};
std::string_view name_of(Pattern pattern);
base::Result<Pattern> pattern_named(std::string_view name);

/// How many attempts a task gets at first.
int first_attempts(Pattern pattern, int instances);

/// A specialist: src/develop/data/roles.yaml.
struct Role {
    std::string name;
    std::vector<std::string> skills;
    std::vector<std::string> owns;  ///< patterns of paths that it may write
    std::string prompt;
};
const std::vector<Role>& roles();

/// The role that shares most skills with the task; the last where none does.
const Role& role_for(const model::PlannedTask& planned);

/// A maker as the mission knows it: what it runs now, how it has done.
struct Instance {
    std::string maker;
    int load = 0;          ///< attempts that run
    int failures = 0;      ///< in a row that ended without a result
    double seconds = 0;    ///< worked so far
    std::size_t done = 0;  ///< attempts that ended
    bool is_healthy() const { return failures < 3; }
};

/// The healthy instance with the least load, then the fewest done, then the first; those in `not`
/// only where no other is left. Nothing where there are no instances.
std::optional<std::size_t> next_instance(const std::vector<Instance>& instances,
                                         const std::vector<std::string>& not_again);

}  // namespace mendel::develop
