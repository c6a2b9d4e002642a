#include "develop/mission/mission.hpp"

#include "develop/mission/conductor.hpp"
#include "develop/mission/whole_check.hpp"

namespace mendel::develop {

void Conductor::say(const std::string& subject, const std::string& text) const {
    m_ports.session->events(
        {.kind = model::EventKind::note, .stage = "develop", .subject = subject, .text = text});
}

/// Takes what workers of other processes have ended; whether there was anything.
base::Result<bool> Conductor::hear_of_others() {
    bool has_heard = false;
    for (const auto state : {run::TaskState::done, run::TaskState::dead}) {
        const auto records = m_ports.queue->records(state);
        if (!records)
            return base::fail(records.error());
        for (const auto& record : *records) {
            const auto prefix = queue_id("");
            if (record.task.id.rfind(prefix, 0) != 0 ||
                m_begun.count(record.task.id.substr(prefix.size())) == 0)
                continue;
            has_heard = true;
            take({.task = record.task,
                  .ending = state == run::TaskState::done ? run::Ending::done : run::Ending::dead,
                  .text = record.text,
                  .attempt = record.attempt});
        }
    }
    return has_heard;
}

base::Status Conductor::conduct() {
    if (auto begun = begin_ready(); !begun)
        return begun;
    run::Executor executor(*m_ports.queue, m_ports.handlers,
                           {.worker = "mission-" + sys::random_name(8),
                            .scaling = {.min = 1, .max = m_options.most_workers},
                            .beat = std::chrono::seconds(1),
                            .clock = m_ports.session->clock,
                            .random = sys::random_fraction,
                            .say = [this](const std::string& text) { say("executor", text); }});
    executor.subscribe([this](const run::Completion& end) { take(end); });
    for (base::Result<bool> has_heard = true; has_heard && *has_heard;) {
        const auto ran = executor.run(m_ports.session->stop);
        if (!ran)
            return base::fail(ran.error());
        if (!m_status)
            return m_status;
        if (ran->stopped)
            return base::fail(base::ErrorKind::refused,
                              "The mission was stopped. Go on with mendel develop --resume RUN.");
        has_heard = hear_of_others();
        if (!has_heard)
            return base::fail(has_heard.error());
    }
    if (m_state.count(Stage::accepted) == m_state.tasks.size())
        if (auto checked = check_whole(m_state, *m_ports.session, m_options); !checked)
            return checked;
    return m_ports.remember(m_state);
}

base::Status run_mission(MissionState& state, const MissionOptions& options,
                         const MissionPorts& ports) {
    const bool is_open =
        state.count(Stage::accepted) + state.count(Stage::failed) < state.tasks.size();
    if (options.instances < 1 || options.most_workers < 1 || (is_open && state.instances.empty()))
        return base::fail(base::ErrorKind::user,
                          "There is no instance to work. Configure an agent, and allow at least "
                          "one instance.");
    return Conductor(state, options, ports).conduct();
}

}  // namespace mendel::develop
