#include "run/executor_policy.hpp"

#include <fmt/format.h>

namespace mendel::run {

namespace {
constexpr auto k_brake = std::chrono::seconds(30);
constexpr double k_stretch = 2;
}  // namespace

Policy::Policy(const ExecutorOptions& options)
    : m_options(options), m_deadlines(options.deadlines), m_scaling(options.scaling) {}

std::chrono::milliseconds Policy::deadline_of(const QueuedTask& task) const {
    return task.deadline.count() > 0 ? task.deadline : m_deadlines.of(task.kind);
}

std::size_t Policy::room(const std::string& kind, SteadyTime now, std::size_t running) const {
    const auto breaker = m_breakers.find(kind);
    return breaker == m_breakers.end() ? Breaker(m_options.breaker).room(now, running)
                                       : breaker->second.room(now, running);
}

std::size_t Policy::wanted_workers(std::size_t depth, SteadyTime now) {
    return m_scaling.wanted(depth, now);
}

Ending Policy::ending_of(const Ended& ended, bool is_stopping) const {
    const auto& running = *ended.running;
    if (ended.result)
        return Ending::done;
    if (is_stopping && !running.timed_out && running.stop.stop_requested())
        return Ending::postponed;
    const bool may_pass =
        running.timed_out || ended.result.error().kind == base::ErrorKind::transient;
    const int most = running.lease.task.retries + m_extra_attempts;
    return may_pass && running.lease.attempt <= most ? Ending::retry : Ending::dead;
}

Report Policy::judge(const Ended& ended, bool is_stopping, SteadyTime now) {
    const auto& lease = ended.running->lease;
    Report report{.id = lease.task.id,
                  .token = lease.token,
                  .ending = ending_of(ended, is_stopping),
                  .worker = lease.worker};
    report.text = ended.result ? *ended.result : base::describe(ended.result.error());
    if (!ended.result && ended.running->timed_out)
        report.text = "The deadline passed. " + report.text;
    if (report.ending == Ending::retry)
        report.delay = m_options.backoff.delay(lease.attempt, m_options.random());
    if (report.ending != Ending::postponed)
        learn(ended, now);
    return report;
}

void Policy::learn(const Ended& ended, SteadyTime now) {
    const auto& running = *ended.running;
    const auto& kind = running.lease.task.kind;
    const bool is_success = ended.result.has_value();
    if (ended.from_cache)
        return;
    if (is_success)
        m_deadlines.observe(kind,
                            std::chrono::duration_cast<std::chrono::milliseconds>(ended.duration));
    auto& breaker = m_breakers.try_emplace(kind, m_options.breaker).first->second;
    const auto before = breaker.state(now);
    // A task that is wrong in itself says nothing about the service behind its kind.
    const bool is_service_well =
        is_success ||
        (!running.timed_out && ended.result.error().kind != base::ErrorKind::transient);
    breaker.record(is_service_well, now);
    if (const auto after = breaker.state(now); after != before && after != BreakerState::half_open)
        m_options.say(fmt::format("the breaker of '{}' is {}", kind, name_of(after)));
    m_patterns[kind].observe({.task = running.lease.task.id,
                              .attempt = running.lease.attempt,
                              .is_success = is_success,
                              .is_timeout = running.timed_out});
    const auto pattern = m_patterns[kind].current();
    if (pattern == std::exchange(m_told[kind], pattern) || pattern == FailurePattern::none)
        return;
    if (pattern == FailurePattern::intermittent) {
        m_extra_attempts = 1;
        m_options.say(
            fmt::format("failures of '{}' are intermittent: one more attempt each", kind));
    } else if (pattern == FailurePattern::cascading) {
        m_scaling.brake(now + k_brake);
        m_options.say(fmt::format("failures of '{}' are cascading: half the workers", kind));
    } else {
        m_scaling.brake(now + k_brake);
        m_deadlines.stretch(k_stretch);
        m_options.say(fmt::format(
            "timeouts of '{}' are in a spiral: longer deadlines, half the workers", kind));
    }
}

}  // namespace mendel::run
