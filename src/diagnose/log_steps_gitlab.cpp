#include <algorithm>

#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_start = "section_start:";
constexpr std::string_view k_prompt = "$ ";
constexpr std::string_view k_failed = "ERROR: Job failed";

bool wrote(const Line& line) {
    return begins(line.mark, "section_") || begins(line.text, k_failed);
}

/// The name in "section_start:1560896352:step_script[collapsed=true]"; empty where none starts.
std::string section_in(std::string_view mark) {
    const auto at = mark.rfind(k_start);
    if (at == std::string_view::npos)
        return {};
    auto name = mark.substr(at + k_start.size());
    name = name.substr(std::min(name.find(':'), name.size() - 1) + 1);
    return std::string(name.substr(0, name.find_first_of("[\r")));
}

bool is_clean_up(std::string_view section) {
    return section == "after_script" || begins(section, "cleanup") ||
           begins(section, "upload_artifacts") || section == "archive_cache" ||
           section == "archive_cache_on_failure";
}

/// Cuts GitLab job logs: sections, and within the script's section each command that the shell
/// shows ("$ make"). "ERROR: Job failed: exit code 1" is the failure of what ran last before the
/// clean-up.
class GitlabSteps {
  public:
    explicit GitlabSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.name = "prepare", .exit_code = 0});
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        m_steps.back().end = m_lines.size();
        return std::move(m_steps);
    }

  private:
    void read_line(std::size_t at) {
        const auto& line = m_lines[at];
        if (const auto section = section_in(line.mark); !section.empty()) {
            m_section = section;
            begin_step(at, {.name = section, .exit_code = 0});
        }
        if (begins(line.text, k_prompt) && m_section.find("script") != std::string::npos) {
            const auto command = std::string(line.text.substr(k_prompt.size()));
            begin_step(at + 1, {.name = command, .command = command, .exit_code = 0});
        }
        if (begins(line.text, k_failed))
            fail(at);
    }

    void begin_step(std::size_t at, Step step) {
        m_steps.back().end = at;
        step.begin = at;
        m_steps.push_back(std::move(step));
        if (!is_clean_up(m_section))
            m_last = m_steps.size() - 1;
    }

    void fail(std::size_t at) {
        const auto text = m_lines[at].text;
        if (base::contains(text, "(system failure)") || base::contains(text, ": aborted")) {
            begin_step(at, {.name = "runner", .exit_code = 1});
            return;
        }
        m_steps[m_last].exit_code = exit_code_in(text).value_or(1);
        m_steps[m_last].timed_out = is_timeout(text);
    }

    const Lines& m_lines;
    std::vector<Step> m_steps;
    std::string m_section;
    std::size_t m_last = 0;  ///< the step that a failure of the job is about
};

std::vector<Step> steps(const Lines& lines) {
    return GitlabSteps(lines).read();
}

}  // namespace

const Service gitlab_service = {wrote, steps};

}  // namespace mendel::diagnose
