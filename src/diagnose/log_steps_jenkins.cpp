#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_pipeline = "[Pipeline] ";
constexpr std::string_view k_finished = "Finished: ";
constexpr std::string_view k_after = "Declarative: Post Actions";

bool wrote(const Line& line) {
    return begins(line.text, k_pipeline) || begins(line.text, k_finished) ||
           base::contains(line.text, "marked build as failure");
}

/// The stage that "[Pipeline] { (Build)" opens; empty where none does.
std::string stage_in(std::string_view text) {
    static const base::Regex k_stage("^\\[Pipeline\\] (?:\\[.*\\] )?\\{ \\((.+)\\)$");
    const auto groups = k_stage.match(text.substr(0, 500));
    return groups ? std::string((*groups)[1]) : std::string{};
}

bool is_command(std::string_view text) {
    static const base::Regex k_command(
        "^\\[Pipeline\\] (?:\\[.*\\] )?(?:sh|bat|powershell|pwsh)(?: \\(hide\\))?$");
    return k_command.found_in(text.substr(0, 500));
}

/// Cuts Jenkins logs: in a pipeline each sh, bat or powershell step, and what "script returned exit
/// code N" says is about the last of them before the post actions; else the whole build.
class JenkinsSteps {
  public:
    explicit JenkinsSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.name = "build"});
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        m_steps.back().end = m_lines.size();
        settle();
        return std::move(m_steps);
    }

  private:
    void read_line(std::size_t at) {
        const auto text = m_lines[at].text;
        if (begins(text, k_pipeline)) {
            read_pipeline(at);
            return;
        }
        if (base::contains(text, "script returned exit code"))
            m_code = exit_code_in(text);
        if (begins(text, k_finished))
            m_result = text.substr(k_finished.size());
    }

    void read_pipeline(std::size_t at) {
        if (const auto stage = stage_in(m_lines[at].text); !stage.empty())
            m_stage = stage;
        if (!is_command(m_lines[at].text))
            return;
        m_steps.back().end = at;
        m_steps.push_back({.name = m_stage, .exit_code = 0, .begin = at + 1});
        // "+ make test" is the shell's trace of the first command.
        if (at + 1 < m_lines.size() && begins(m_lines[at + 1].text, "+ "))
            m_steps.back().command = m_lines[at + 1].text.substr(2);
        if (m_stage != k_after)
            m_last = m_steps.size() - 1;
    }

    void settle() {
        if (m_result == "SUCCESS") {
            m_steps.front().exit_code = 0;
            return;
        }
        const bool is_pipeline = m_steps.size() > 1;
        if (m_result == "UNSTABLE")
            for (auto& step : m_steps)
                step.exit_code = std::nullopt;
        else if (m_code || (!m_result.empty() && !is_pipeline))
            m_steps[m_last].exit_code = m_code.value_or(1);
        if (m_result == "ABORTED")
            m_steps[m_last].exit_code = m_code.value_or(1);
    }

    const Lines& m_lines;
    std::vector<Step> m_steps;
    std::string m_stage;
    std::string_view m_result = {};
    std::optional<int> m_code;
    std::size_t m_last = 0;  ///< the step that a failure of the build is about
};

std::vector<Step> steps(const Lines& lines) {
    return JenkinsSteps(lines).read();
}

}  // namespace

const Service jenkins_service = {wrote, steps};

}  // namespace mendel::diagnose
