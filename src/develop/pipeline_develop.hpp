#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "develop/makers.hpp"
#include "develop/mission/mission.hpp"
#include "develop/planning.hpp"

namespace mendel::develop {

/// What was asked of `mendel develop`.
struct DevelopRequest {
    PlanSource source = {};
    MissionOptions mission = {};
    std::optional<model::Plan> plan = {};  ///< instead of the source
    MakerChoice makers = {};
    std::string queue = "memory:";  ///< where attempts wait (docs/worker.md)
    std::string resume = {};        ///< id of an interrupted run
    std::string branch = {};        ///< commit the whole to this new branch
    bool pull_request = false;      ///< open one on the local forge
    std::function<void(const MissionState&)> show = [](const auto&) {};
};

struct Developed {
    std::string run;            ///< id, for --resume
    std::string run_directory;  ///< mission.json, report.md, patch.diff, attempts
    MissionState state = {};
    bool is_done = false;  ///< every task accepted and the merged whole green
    std::string branch = {};
    int pull_request = 0;
};

/// Plan, attempts, referee, merge, check, deliver: the whole road of `mendel develop`. The user's
/// files are not changed.
base::Result<Developed> develop(const app::Session& session, const DevelopRequest& request);

/// The same from a state that was put together elsewhere: what is pending is done, the whole is
/// checked and delivered. Without anything pending no maker is needed.
base::Result<Developed> go_on(const app::Session& session, const DevelopRequest& request,
                              MissionState state);

/// Handles what `develop --queue` put into a queue, until the session's stop token asks.
base::Status serve_queue(const app::Session& session, const DevelopRequest& request);

/// The public shape, "mendel.develop/1" (schemas/develop.schema.json).
base::Json to_json(const Developed& developed);

}  // namespace mendel::develop
