#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "app/session.hpp"
#include "base/result.hpp"
#include "develop/attempt.hpp"
#include "develop/mission/patterns.hpp"
#include "evaluate/referee.hpp"
#include "model/plan.hpp"
#include "run/queue.hpp"

namespace mendel::develop {

enum class Stage { pending, running, accepted, failed };
std::string_view name_of(Stage stage);

/// One attempt with what the referee said of it.
struct Tried {
    AttemptResult result;
    evaluate::Placing placing = {};
    std::string conflict = {};  ///< why it cannot be merged any more, however it is placed
};

/// One task of the plan in the course of the mission.
struct TaskState {
    model::PlannedTask planned;
    Stage stage = Stage::pending;
    std::vector<Tried> tried = {};
    std::string winner = {};  ///< id of the attempt
    std::string note = {};    ///< why it failed, or how the winner was chosen
    int open = 0;             ///< attempts that have not ended
    int rounds = 0;           ///< of attempts: the first, then those with lessons
};

struct MissionOptions {
    Pattern pattern = Pattern::parallel;
    int instances = 3;
    std::vector<std::string> checks = {};  ///< shell lines; empty: the repository's own
    std::string measure = {};
    int minutes = 60;  ///< of one attempt
    std::size_t most_workers = 10;
    int rounds = 2;  ///< of attempts at a task that failed, or of a tree's depth
    evaluate::Weights weights = {};
};

/// What one job of a fan-out came to (develop/fan_out.hpp).
struct PartState {
    std::string id;     ///< "p1.2"
    std::string maker;  ///< "a+b"
    double total = 0;
    bool has_won = false;
    std::string text = {};  ///< why not, or what the total was read from
};

/// Everything that is remembered of a mission: runs/<id>/mission.json, "mendel.mission/1".
struct MissionState {
    std::string goal;
    std::string strategy;
    std::string complexity;
    std::string base;          ///< commit
    model::Patch so_far = {};  ///< accepted and merged, against base
    std::vector<TaskState> tasks = {};
    std::vector<Instance> instances = {};
    bool is_integrated = false;                ///< the merged whole passed the checks
    std::vector<model::CheckRun> checks = {};  ///< of the merged whole
    double cost_usd = 0;
    std::vector<PartState> parts = {};  ///< of a fan-out

    model::Plan plan() const;
    std::size_t count(Stage stage) const;
    /// The task of this id; nullptr where there is none.
    const TaskState* find(const std::string& id) const;
};

/// A mission at its beginning: every task of the plan pending on this commit.
MissionState mission_of(const model::Plan& plan, std::string base);

base::Json to_json(const MissionState& state);

/// What a mission is read for: to go on with it, where what had not been accepted begins again; or
/// to tell of it as it was.
enum class Onward { resume, report };
base::Result<MissionState> parse_mission(std::string_view text, std::string_view where,
                                         Onward onward = Onward::resume);

/// The ports of one mission.
struct MissionPorts {
    const app::Session* session = nullptr;
    run::Queue* queue = nullptr;
    std::map<std::string,
             std::function<base::Result<std::string>(const run::Lease&, const std::stop_token&)>>
        handlers = {};
    std::function<base::Status(const MissionState&)> remember;  ///< after every change
    std::function<void(const MissionState&)> show = [](const auto&) {};
    std::function<base::Status(const std::string& name, const std::string& text)> keep;  ///< a file
};

/// Runs every task of the state that is not accepted yet: attempts through the executor, referee as
/// soon as they end, winners merged in order, then the merged whole checked. The state says what
/// came of it; an Error only where the machine cannot go on.
base::Status run_mission(MissionState& state, const MissionOptions& options,
                         const MissionPorts& ports);

}  // namespace mendel::develop
