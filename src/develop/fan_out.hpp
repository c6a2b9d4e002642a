#pragma once

#include <map>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "develop/mission/mission.hpp"

namespace mendel::develop {

/// A piece of a plan that needs nothing of the others, so that a job of its own can build it.
struct Part {
    std::string id;                       ///< "p1"
    std::vector<std::string> tasks = {};  ///< ids, in the order of the plan
};

/// One job: one try at one part.
struct Entry {
    std::string id;  ///< "p1.2": part and number
    std::string part;
    int number = 1;  ///< 1-based, of the tries at the part
};

/// A plan over several jobs. What belongs to no part (it joins several) is left to the integration.
struct FanOut {
    std::vector<Part> parts = {};
    std::vector<Entry> entries = {};  ///< at most 256, GitHub's limit of a matrix
};

/// One part for each feature whose tasks need no other feature's; one part for the whole where
/// features are interwoven. competition has `instances` tries at each part, ab two, others one.
FanOut fan_out(const model::Plan& plan, Pattern pattern, int instances);

/// The tasks of a part as a plan of its own.
model::Plan plan_of(const model::Plan& plan, const Part& part);

/// {"include": [{"id", "part", "title"}]}: the `matrix` of a job
/// (https://docs.github.com/actions/reference/workflow-syntax-for-github-actions, strategy).
base::Json matrix_of(const model::Plan& plan, const FanOut& fan);

/// What the entries left, by their ids; those that left nothing are not there.
using Returns = std::map<std::string, MissionState>;

/// The whole as it stands before anything is merged, to be told of: of each part the tasks of the
/// return that got furthest; a part that nobody brought has failed. Each return is one of `parts`.
MissionState brought(const model::Plan& plan, const FanOut& fan, const Returns& returns,
                     const std::string& base);

/// The whole so far: of each part the best try (the referee's word), merged in order. Tasks of a
/// part that does not fit what was merged before begin again on it; a part without a try that may
/// win keeps its failure. Nothing that a return says is trusted but as an attempt.
/// @param base commit from which all began
base::Result<MissionState> gathered(const app::Session& session, const model::Plan& plan,
                                    const FanOut& fan, const Returns& returns,
                                    const std::string& base);

}  // namespace mendel::develop
