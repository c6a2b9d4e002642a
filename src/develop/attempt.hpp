#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "app/session.hpp"
#include "base/json.hpp"
#include "base/result.hpp"
#include "develop/maker.hpp"
#include "model/command.hpp"
#include "model/plan.hpp"
#include "model/verdict.hpp"

namespace mendel::develop {

/// One attempt at one task: what a worker needs to know, on this machine or another. It travels as
/// JSON, "mendel.attempt/1", so that a clone with the base commit is enough.
struct Attempt {
    std::string id;  ///< "f1-build.2"
    model::Task task;
    std::string maker;                     ///< name of the agent
    std::string base;                      ///< commit from which the mission began
    model::Patch so_far = {};              ///< what was accepted since, against `base`
    int number = 1;                        ///< 1-based, of the attempts at the task
    std::vector<std::string> checks = {};  ///< shell lines; empty: the repository's own
    std::string measure = {};              ///< a shell line to be timed; may be empty
    int measurements = 1;                  ///< how often it is timed
    int minutes = 60;
    std::vector<model::Evidence> evidence = {};  ///< hand-overs and lessons
};

/// What came of it, "mendel.attempt_result/1".
struct AttemptResult {
    std::string id;
    std::string maker = {};
    model::Patch patch = {};  ///< against base with so_far
    std::vector<model::CheckRun> checks = {};
    bool is_finished = false;
    std::vector<double> measured = {};  ///< seconds, one for each measurement
    double cost_usd = 0;
    double seconds = 0;
    std::string words = {};
    std::string detail = {};
};

base::Json to_json(const Attempt& attempt);
base::Result<Attempt> parse_attempt(std::string_view text);
base::Json to_json(const AttemptResult& result);
/// Checks as attempts and missions keep them; what is no list of checks reads as none.
base::Json checks_json(const std::vector<model::CheckRun>& runs);
std::vector<model::CheckRun> read_checks(const base::Json& checks);
base::Result<AttemptResult> parse_attempt_result(std::string_view text);

/// Where attempts are made: which repository, which makers.
struct Workshop {
    std::string root;  ///< a work tree of the repository
    config::Config config = {};
    std::vector<Maker> makers = {};
    std::string runs;  ///< folder for what the checks record
};

/// Makes a worktree at base with so_far, lets the maker work, runs the checks under its change in a
/// Place, removes the worktree. Errors: transient where trying again may help, user for a maker or
/// a base that is not there.
base::Result<AttemptResult> work_on(const Workshop& workshop, const Attempt& attempt,
                                    const std::stop_token& stop);

}  // namespace mendel::develop
