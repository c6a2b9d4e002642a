#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_exited = "Exited with code ";

/// The line of a shell with its options, which the service shows above each command.
bool is_shell(std::string_view text) {
    return begins(text, "#!/bin/") && base::contains(text, " -eo pipefail");
}

bool wrote(const Line& line) {
    return is_shell(line.text) || begins(line.text, k_exited) ||
           begins(line.text, "CircleCI received exit code");
}

/// Cuts CircleCI output: a shell's line and the command below it begin a step, "Exited with code"
/// ends it.
class CircleciSteps {
  public:
    explicit CircleciSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.exit_code = is_shown_alone() ? std::nullopt : std::optional<int>(0)});
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        m_steps.back().end = m_lines.size();
        return std::move(m_steps);
    }

  private:
    /// Output of one step as the service stores it has no line of a shell.
    bool is_shown_alone() const {
        for (const auto& line : m_lines)
            if (is_shell(line.text))
                return false;
        return true;
    }

    void read_line(std::size_t at) {
        const auto text = m_lines[at].text;
        if (is_shell(text)) {
            m_steps.back().end = at;
            Step step = {.exit_code = 0, .begin = at + 1};
            if (at + 1 < m_lines.size())
                step.name = step.command = m_lines[at + 1].text;
            m_steps.push_back(std::move(step));
        } else if (begins(text, k_exited)) {
            m_steps.back().exit_code = exit_code_in(text).value_or(1);
        } else if (is_timeout(text)) {
            m_steps.back().timed_out = true;
        }
    }

    const Lines& m_lines;
    std::vector<Step> m_steps;
};

std::vector<Step> steps(const Lines& lines) {
    return CircleciSteps(lines).read();
}

}  // namespace

const Service circleci_service = {wrote, steps};

}  // namespace mendel::diagnose
