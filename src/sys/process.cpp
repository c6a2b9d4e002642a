#include "sys/process.hpp"

#include <array>
#include <cerrno>

#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/eventfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sys/launch/channel.hpp"
#include "sys/launch/doors.hpp"
#include "sys/launch/plan.hpp"
#include "sys/launch/process_tree.hpp"
#include "sys/launch/relay.hpp"
#include "sys/launch/report.hpp"
#include "sys/launch/spawn.hpp"
#include "sys/output_buffer.hpp"

namespace mendel::sys {
namespace {

using std::chrono::steady_clock;
using Milliseconds = std::chrono::milliseconds;

/// From the polite signal to the kill; two of them and the kill of a trampoline that does not
/// answer stay below the 7 s in which mendel ends.
constexpr Milliseconds k_grace{2000};
constexpr Milliseconds k_memory_step{100};
/// Of a processor, which others may want as well; what only waits needs far less.
constexpr int k_busy_percent = 15;
constexpr int k_silence_steps = 5;
/// Longer deadlines would overflow the clock.
constexpr Milliseconds k_longest = std::chrono::hours(24 * 365);

enum class Phase { running, asked, killed, abandoned };

/// One run from start to end, on the calling thread.
class Run {
  public:
    Run(const ProcessSpec& spec, Trampoline trampoline)
        : m_spec(spec),
          m_trampoline(std::move(trampoline)),
          m_output(spec.output_cap),
          m_error_output(spec.output_cap) {}

    base::Result<ProcessResult> finish(const std::stop_token& stop) {
        m_stop_event = Descriptor(::eventfd(0, EFD_CLOEXEC));
        const std::stop_callback wake(stop, [event = m_stop_event.get()] {
            const std::uint64_t one = 1;
            [[maybe_unused]] const ssize_t count = ::write(event, &one, sizeof one);
        });
        while (!step()) {
        }
        drain();
        const auto end = finish_trampoline(m_trampoline.process);
        m_result.peak_memory = end.peak_memory;
        return result_of(end.status);
    }

  private:
    /// @return whether the trampoline has ended
    bool step() {
        // Once asked, the event stays readable: it has done its work.
        const int event = m_phase == Phase::running ? m_stop_event.get() : -1;
        std::array<pollfd, 6> events = {pollfd{m_trampoline.ended.get(), POLLIN, 0},
                                        pollfd{m_trampoline.output.get(), POLLIN, 0},
                                        pollfd{m_trampoline.error_output.get(), POLLIN, 0},
                                        pollfd{m_trampoline.reports.get(), POLLIN, 0},
                                        pollfd{event, POLLIN, 0},
                                        pollfd{m_trampoline.doors.get(), POLLIN, 0}};
        ::poll(events.data(), events.size(), patience());
        drain();
        if (events[5].revents != 0)
            open_doors();
        if (events[4].revents != 0 && m_phase == Phase::running) {
            m_result.stopped = true;
            ask_to_end();
        }
        watch_silence();
        watch_time();
        watch_memory();
        return events[0].revents != 0;
    }

    /// They come once, in one message; then the channel has done its work.
    void open_doors() {
        auto doors = receive_doors(m_trampoline.doors.get());
        m_trampoline.doors.reset();
        if (!doors.empty() && m_spec.sandbox && doors.size() == m_spec.sandbox->doors.size())
            m_relay.emplace(std::move(doors), m_spec.sandbox->doors);
    }

    int patience() const {
        auto until = m_phase == Phase::running ? m_deadline : m_next;
        if (m_spec.memory_cap != 0)
            until = std::min(until, m_memory_next);
        if (m_spec.silence != Milliseconds(0) && m_phase == Phase::running)
            until = std::min(until, m_quiet_next);
        const auto left = std::chrono::ceil<Milliseconds>(until - steady_clock::now()).count();
        return static_cast<int>(std::clamp<long>(left, 0, 60'000));
    }

    void ask_to_end() {
        enter(Phase::asked);
        ::kill(m_trampoline.process, terminate_signal());
    }

    void enter(Phase phase) {
        m_phase = phase;
        m_next = steady_clock::now() + k_grace;
    }

    void watch_time() {
        const auto now = steady_clock::now();
        if (m_phase == Phase::running && now >= m_deadline) {
            m_result.timed_out = true;
            ask_to_end();
        } else if (m_phase == Phase::asked && now >= m_next) {
            enter(Phase::killed);
            ::kill(m_trampoline.process, kill_signal());
        } else if (m_phase == Phase::killed && now >= m_next) {
            enter(Phase::abandoned);
            ::kill(m_trampoline.process, SIGKILL);
        }
    }

    void watch_silence() {
        const auto now = steady_clock::now();
        if (m_spec.silence == Milliseconds(0) || m_phase != Phase::running || now < m_quiet_next)
            return;
        m_quiet_next = now + m_spec.silence / k_silence_steps;
        const auto busy = busy_time(m_trampoline.process);
        if (!m_is_quiet) {
            m_is_quiet = true;
            m_quiet_since = now;
            m_busy = busy;
            return;
        }
        const auto quiet = std::chrono::duration_cast<Milliseconds>(now - m_quiet_since);
        if (quiet < m_spec.silence || busy - m_busy < quiet * k_busy_percent / 100)
            return;
        m_result.timed_out = true;
        ask_to_end();
    }

    void watch_memory() {
        if (m_spec.memory_cap == 0 || steady_clock::now() < m_memory_next)
            return;
        m_memory_next = steady_clock::now() + k_memory_step;
        if (m_phase == Phase::killed || m_phase == Phase::abandoned ||
            resident_bytes(m_trampoline.process, m_spec.memory_cap) <= m_spec.memory_cap)
            return;
        m_result.out_of_memory = true;
        enter(Phase::killed);
        ::kill(m_trampoline.process, kill_signal());
    }

    void drain() {
        drain_into(m_trampoline.output, [&](std::string_view part) { take_output(part); });
        drain_into(m_trampoline.error_output, [&](std::string_view part) {
            m_is_quiet = false;
            m_error_output.append(part);
        });
        drain_into(m_trampoline.reports, [&](std::string_view part) { m_reports += part; });
    }

    void take_output(std::string_view part) {
        m_is_quiet = false;
        m_output.append(part);
        if (!m_spec.on_output || m_spec.on_output(part) || m_phase != Phase::running)
            return;
        m_result.stopped = true;
        ask_to_end();
    }

    /// At most 16 pieces a time, so that an endless writer does not keep us from the clock.
    template <class Take>
    void drain_into(Descriptor& source, Take take) {
        std::array<char, 65536> buffer;
        for (int pieces = 0; source && pieces < 16; ++pieces) {
            const ssize_t count = ::read(source.get(), buffer.data(), buffer.size());
            if (count == 0)
                source.reset();
            if (count <= 0)
                return;
            take(std::string_view(buffer.data(), static_cast<std::size_t>(count)));
        }
    }

    base::Result<ProcessResult> result_of(int trampoline_status) {
        m_result.duration =
            std::chrono::duration_cast<Milliseconds>(steady_clock::now() - m_started);
        m_result.output = m_output.take();
        m_result.error_output = m_error_output.take();
        m_result.truncated = m_output.truncated() || m_error_output.truncated();
        std::optional<int> status;
        for (const Report& report : read_reports(m_reports)) {
            if (report.kind == ReportKind::failed)
                return base::fail(static_cast<base::ErrorKind>(report.number), report.text);
            m_result.missing = m_result.missing || report.kind == ReportKind::missing;
            if (report.kind == ReportKind::exited)
                status = report.number;
        }
        if (!status && m_phase == Phase::running)
            return base::fail(
                base::ErrorKind::transient,
                fmt::format("The start of a process ended early (status {}).", trampoline_status));
        take_status(status.value_or(SIGKILL));
        return std::move(m_result);
    }

    void take_status(int status) {
        m_result.signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
        m_result.exit_code = m_result.signal != 0 ? 128 + m_result.signal : WEXITSTATUS(status);
        if (m_result.missing)
            m_result.exit_code = 127;
    }

    const ProcessSpec& m_spec;
    Trampoline m_trampoline;
    OutputBuffer m_output;
    OutputBuffer m_error_output;
    Descriptor m_stop_event;
    std::optional<Relay> m_relay;
    std::string m_reports;
    ProcessResult m_result;
    Phase m_phase = Phase::running;
    steady_clock::time_point m_started = steady_clock::now();
    steady_clock::time_point m_deadline = m_started + std::min(m_spec.deadline, k_longest);
    steady_clock::time_point m_next = m_started;
    steady_clock::time_point m_memory_next = m_started;
    steady_clock::time_point m_quiet_since = m_started;  ///< about when it printed last
    steady_clock::time_point m_quiet_next = m_started;   ///< when to look again
    Milliseconds m_busy{0};                              ///< of the group, at m_quiet_since
    bool m_is_quiet = true;                              ///< nothing was printed since
};

base::Result<LaunchPlan> plan_of(const ProcessSpec& spec) {
    if (spec.argv.empty() || spec.argv.front().empty())
        return base::fail(base::ErrorKind::user, "There is no program to run. Name one.");
    LaunchPlan plan;
    plan.folder = spec.directory;
    plan.argv = spec.argv;
    for (const auto& [name, value] : spec.environment)
        plan.environment.push_back(fmt::format("{}={}", name, value));
    plan.parent = ::getpid();
    plan.sandbox = spec.sandbox;
    if (spec.sandbox) {
        plan.host = sandbox_host();
        if (auto offered = check_offered(*spec.sandbox, plan.host); !offered)
            return base::fail(offered.error());
    }
    return plan;
}

ProcessResult never_started() {
    ProcessResult result;
    result.stopped = true;
    result.signal = SIGTERM;
    result.exit_code = 128 + SIGTERM;
    return result;
}

}  // namespace

base::Result<ProcessResult> run_process(const ProcessSpec& spec, const std::stop_token& stop) {
    if (stop.stop_requested())
        return never_started();
    const auto plan = plan_of(spec);
    if (!plan)
        return base::fail(plan.error());
    auto bytes = encode(*plan);
    if (!bytes)
        return base::fail(bytes.error());
    auto trampoline =
        start_trampoline({std::move(*bytes), spec.standard_input, spec.merge_streams});
    if (!trampoline)
        return base::fail(trampoline.error());
    return Run(spec, std::move(*trampoline)).finish(stop);
}

}  // namespace mendel::sys
