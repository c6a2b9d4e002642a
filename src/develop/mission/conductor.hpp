#pragma once

#include <map>
#include <string>
#include <vector>

#include "develop/mission/mission.hpp"
#include "run/executor.hpp"
#include "sys/clock.hpp"

namespace mendel::develop {

/// An attempt that is under way, with what it began at.
struct Begun {
    std::size_t task;
    model::Patch began_at;     ///< accepted when it began
    model::Patch branch = {};  ///< of a tree: what it continues, on top of that
    std::size_t instance = 0;
};

/// Leads one mission: begins attempts at tasks that are ready, takes what comes back, and settles
/// each task. One object per run; not shared between threads.
class Conductor {
  public:
    Conductor(MissionState& state, const MissionOptions& options, const MissionPorts& ports)
        : m_state(state), m_options(options), m_ports(ports) {}

    base::Status conduct();

  private:
    base::Status begin_ready();
    base::Status begin_round(std::size_t index);
    base::Status begin_attempt(std::size_t index, const model::Patch& branch,
                               std::vector<std::string>& used);
    std::vector<model::Evidence> evidence_for(const TaskState& task) const;
    void take(const run::Completion& end);
    void take_result(std::size_t index, const Begun& begun, AttemptResult result);
    evaluate::RefereeFacts facts_of(const TaskState& task) const;
    void rank(TaskState& task) const;
    bool ends_early(const TaskState& task) const;
    base::Status settle(std::size_t index);
    base::Status settle_ab(TaskState& task);
    base::Status accept(std::size_t index, const std::string& winner);
    base::Status try_again(std::size_t index, const std::string& why);
    void keep_losers(const TaskState& task);
    base::Result<bool> hear_of_others();
    /// Unique in a queue that missions share, also with an earlier life of this one.
    std::string queue_id(const std::string& attempt) const { return m_life + "/" + attempt; }
    void say(const std::string& subject, const std::string& text) const;
    base::Status note(base::Status status) {
        if (!status && m_status)
            m_status = status;
        return status;
    }

    MissionState& m_state;
    const MissionOptions& m_options;
    const MissionPorts& m_ports;
    std::map<std::string, Begun> m_begun = {};                    ///< under way, by attempt
    std::map<std::string, Begun> m_ended = {};                    ///< that were taken, by attempt
    std::map<std::string, std::vector<std::string>> m_used = {};  ///< makers by task
    int m_count = 0;
    std::string m_life = sys::random_name(10);
    base::Status m_status = {};
};

/// The middle of values that are not empty.
double median(std::vector<double> values);

}  // namespace mendel::develop
