#pragma once

#include <functional>
#include <string>

#include "app/action/action_context.hpp"
#include "base/result.hpp"
#include "develop/fan_out.hpp"
#include "model/request.hpp"

namespace mendel::develop {

/// What the jobs of a fan-out hand to each other as artifacts. Foreign code may have run beside
/// whoever wrote them: sizes and schemas are checked, no link is followed.

inline constexpr const char* k_plan_artifact = "mendel-plan";
inline constexpr const char* k_part_artifact = "mendel-part-";  ///< with the entry's id

/// The input request; an error where it asks for something else than a feature, or of another
/// repository.
base::Result<model::Request> develop_request(const app::ActionContext& context);

/// A plan with how it is spread over jobs, which follows from plan and Request alone.
struct HandedPlan {
    model::Plan plan;
    Pattern pattern = Pattern::parallel;
    FanOut fan;
};
base::Result<HandedPlan> handed_plan(const std::string& folder, const model::Request& request);

/// What the entries left below the folder of all artifacts; what cannot be read counts as nothing,
/// and `unread` is told the entry and why.
Returns handed_parts(const std::string& folder, const FanOut& fan,
                     const std::function<void(const std::string&, const base::Error&)>& unread);

/// A mission as it was left, for a report. An error of kind refused says what is wrong with it, of
/// kind user that there is none.
base::Result<MissionState> handed_mission(const std::string& folder);

}  // namespace mendel::develop
