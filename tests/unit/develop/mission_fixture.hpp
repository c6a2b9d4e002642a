#pragma once

#include <atomic>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "develop/mission/mission.hpp"
#include "git/checkout.hpp"
#include "run/queue.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

namespace mendel::test {

using Files = std::map<std::string, std::string>;

/// A repository with one commit, a plan, and makers that are functions on a folder; attempts are
/// handled by the real work_on.
class MissionBench {
  public:
    using Act = std::function<base::Result<develop::Made>(const develop::MakeJob&)>;

    explicit MissionBench(const Files& files) {
        const auto seed = git::Repository::initialise(m_folder.path() + "/seed").value();
        model::Patch patch;
        for (const auto& [name, text] : files)
            patch.changes.push_back({.path = name, .after = text});
        const auto commit = seed.commit(patch, "", "Begin\n", {.seconds = 1'700'000'000});
        root = m_folder.path() + "/tree";
        REQUIRE(git::checkout_clone(seed, *commit, root).has_value());
        m_session.emplace(app::open_session({.folder = root}).value());
        state.base = *commit;
        state.goal = "Build it";
        state.strategy = "feature-first";
    }

    void add_maker(const std::string& name, Act act) {
        m_makers.push_back({.name = name, .make = std::move(act)});
        state.instances.push_back({.maker = name});
    }

    model::PlannedTask& add_task(const std::string& id,
                                 const std::vector<std::string>& needs = {}) {
        model::PlannedTask planned{.low_minutes = 1, .high_minutes = 60};
        planned.task.id = id;
        planned.task.title = "Do " + id;
        planned.task.plan = {.depends_on = needs, .estimate_minutes = 30};
        state.tasks.push_back({.planned = planned});
        return state.tasks.back().planned;
    }

    base::Status run(develop::MissionOptions options) {
        const develop::Workshop workshop{
            .root = root, .makers = m_makers, .runs = m_folder.path() + "/runs"};
        const auto queue = std::move(run::open_memory_queue({}).value());
        develop::MissionPorts ports{.session = &*m_session, .queue = queue.get()};
        ports.handlers["attempt"] = [workshop](
                                        const run::Lease& lease,
                                        const std::stop_token& stop) -> base::Result<std::string> {
            const auto result = develop::work_on(
                workshop, develop::parse_attempt(lease.task.payload).value(), stop);
            return result ? base::Result<std::string>(base::to_line(to_json(*result)))
                          : base::fail(result.error());
        };
        ports.remember = [this](const develop::MissionState& now) {
            remembered = base::to_pretty_text(to_json(now));
            return base::Status();
        };
        ports.keep = [this](const std::string& name, const std::string& text) {
            kept[name] = text;
            return base::Status();
        };
        return develop::run_mission(state, options, ports);
    }

    /// What became of every attempt, for a check that fails.
    std::string told() const {
        std::string text;
        for (const auto& task : state.tasks) {
            text += task.planned.task.id + ": " + task.note + "\n";
            for (const auto& tried : task.tried)
                text += "  " + tried.result.id + ": " + tried.placing.reason + " / " +
                        tried.result.detail + "\n";
        }
        return text;
    }

    /// The text of a file in the accepted whole; "" where it is not changed.
    std::string built(const std::string& path) const {
        for (const auto& change : state.so_far.changes)
            if (change.path == path)
                return change.after.value_or("");
        return {};
    }

    std::string root;
    develop::MissionState state = {};
    std::string remembered = {};
    std::map<std::string, std::string> kept = {};

  private:
    sys::TemporaryFolder m_folder = sys::TemporaryFolder::make("mendel-develop").value();
    std::optional<app::Session> m_session = {};
    std::vector<develop::Maker> m_makers = {};
};

/// A maker that writes one file.
inline MissionBench::Act writes(const std::string& path, const std::string& text) {
    return [path, text](const develop::MakeJob& job) -> base::Result<develop::Made> {
        if (const auto done = sys::write_file(job.worktree + "/" + path, text); !done)
            return base::fail(done.error());
        return develop::Made{.is_finished = true, .words = "wrote " + path};
    };
}

}  // namespace mendel::test
