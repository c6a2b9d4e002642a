#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_prompt = "$ ";

bool is_agent_header(std::string_view text) {
    return begins(text, "~~~ ") && (base::contains(text, "Preparing working directory") ||
                                    base::contains(text, "Running agent environment hook") ||
                                    base::contains(text, "Running commands"));
}

bool wrote(const Line& line) {
    return is_agent_header(line.text) ||
           base::contains(line.text, "Error: The command exited with status ");
}

/// Cuts Buildkite job logs: "~~~ ", "--- " and "+++ " begin a group (a diff's lines come in pairs,
/// and `go test` writes "--- FAIL: "),
/// "Error: The command exited with status N" is the failure of the group that it stands in.
class BuildkiteSteps {
  public:
    explicit BuildkiteSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.name = "prepare", .exit_code = 0});
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        m_steps.back().end = m_lines.size();
        return std::move(m_steps);
    }

  private:
    bool is_header(std::size_t at) const {
        static const base::Regex k_go_test("^--- (?:FAIL|PASS|SKIP|BENCH)\\b");
        const auto text = m_lines[at].text;
        if (k_go_test.found_in(text))
            return false;
        const auto next = at + 1 < m_lines.size() ? m_lines[at + 1].text : std::string_view{};
        const auto before = at > 0 ? m_lines[at - 1].text : std::string_view{};
        return begins(text, "~~~ ") || (begins(text, "--- ") && !begins(next, "+++ ")) ||
               (begins(text, "+++ ") && !begins(before, "--- "));
    }

    void read_line(std::size_t at) {
        const auto text = m_lines[at].text;
        auto& step = m_steps.back();
        if (is_header(at)) {
            step.end = at;
            m_steps.push_back(
                {.name = std::string(text.substr(4)), .exit_code = 0, .begin = at + 1});
        } else if (begins(text, k_prompt) && step.command.empty() && at == step.begin) {
            step.command = text.substr(k_prompt.size());
        } else if (base::contains(text, "Error: The command exited with status ")) {
            step.exit_code = exit_code_in(text).value_or(1);
        }
    }

    const Lines& m_lines;
    std::vector<Step> m_steps;
};

std::vector<Step> steps(const Lines& lines) {
    return BuildkiteSteps(lines).read();
}

}  // namespace

const Service buildkite_service = {wrote, steps};

}  // namespace mendel::diagnose
