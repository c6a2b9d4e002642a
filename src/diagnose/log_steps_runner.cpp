#include "base/regex.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_run = "##[group]Run ";
constexpr std::string_view k_section = "##[section]Starting: ";
constexpr std::string_view k_error = "##[error]";
constexpr std::string_view k_set_up = "Set up job";

bool wrote(const Line& line) {
    return begins(line.text, k_run) || begins(line.text, k_section);
}

/// The number of a step that failed: an action's error names none.
constexpr int k_failed = 1;

/// Cuts GitHub and Azure job logs: a step begins at its group or section line, a job where the
/// first column of `gh run view --log` changes.
class RunnerSteps {
  public:
    explicit RunnerSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.name = std::string(k_set_up), .exit_code = 0});
        for (m_at = 0; m_at < m_lines.size(); ++m_at) {
            read_job(m_lines[m_at].mark);
            read_line(m_lines[m_at].text);
        }
        m_steps.back().end = m_lines.size();
        return std::move(m_steps);
    }

  private:
    void read_job(std::string_view mark) {
        const auto job = mark.substr(0, mark.find('\t'));
        if (!m_job.empty() && !job.empty() && job != m_job) {
            begin_step(k_set_up, false);
            m_steps.back().begin = m_at;
        }
        if (!job.empty())
            m_job = job;
    }

    void read_line(std::string_view text) {
        if (begins(text, k_run))
            begin_step(text.substr(k_run.size()), true);
        else if (begins(text, k_section))
            begin_step(text.substr(k_section.size()), false);
        else if (text == "Post job cleanup." || text == "Cleaning up orphan processes")
            begin_step(text, false);
        else if (begins(text, "========================== Starting Command Output"))
            m_is_script = true;
        else if (begins(text, k_error))
            note_error(text.substr(k_error.size()));
    }

    void begin_step(std::string_view name, bool has_header) {
        m_steps.back().end = m_at;
        m_steps.push_back({.name = std::string(name), .exit_code = 0, .begin = m_at + 1});
        m_is_script = false;
        if (has_header)
            read_header(name);
    }

    /// Lines of the group up to "shell:", "env:" or "with:" are the command's text.
    void read_header(std::string_view name) {
        auto& step = m_steps.back();
        std::string command;
        bool in_command = true;
        auto at = m_at + 1;
        for (; at < m_lines.size() && m_lines[at].text != "##[endgroup]"; ++at) {
            const auto text = m_lines[at].text;
            m_is_script = m_is_script || begins(text, "shell: ");
            in_command =
                in_command && !begins(text, "shell: ") && text != "with:" && text != "env:";
            if (in_command)
                command.append(command.empty() ? "" : "\n").append(text);
        }
        if (at == m_lines.size())
            return;
        if (m_is_script)
            step.command = command.empty() ? std::string(name) : command;
        m_at = at;
        step.begin = at + 1;
    }

    void note_error(std::string_view text) {
        static const base::Regex k_exit(
            "(?:completed with exit code|exited with code|failed with exit code) '?\\d");
        auto& step = m_steps.back();
        step.timed_out = step.timed_out || is_timeout(text);
        if (k_exit.found_in(text.substr(0, 1000)))
            step.exit_code = exit_code_in(text);
        else if (step.exit_code == 0 &&
                 (!m_is_script || step.timed_out || begins(text, "The operation was cancel")))
            step.exit_code = k_failed;
    }

    const Lines& m_lines;
    std::vector<Step> m_steps;
    std::string_view m_job = {};
    std::size_t m_at = 0;
    bool m_is_script = false;
};

std::vector<Step> steps(const Lines& lines) {
    return RunnerSteps(lines).read();
}

}  // namespace

const Service runner_service = {wrote, steps};

}  // namespace mendel::diagnose
