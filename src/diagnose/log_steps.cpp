#include "diagnose/log_steps.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

constexpr std::string_view k_run = "##[group]Run ";
constexpr std::string_view k_section = "##[section]Starting: ";
constexpr std::string_view k_error = "##[error]";

bool is_timeout(std::string_view text) {
    static const base::Regex k_pattern(
        "has timed out after \\d|exceeded the maximum execution time|"
        "[Nn]o output has been received in the last|exceeded the maximum time limit for jobs|"
        "[Ee]xecution took longer than \\d");
    return text.size() < 1000 && k_pattern.found_in(text);
}

/// Cuts GitHub and Azure job logs: a step begins at its group or section line.
class RunnerSteps {
  public:
    explicit RunnerSteps(const std::vector<Line>& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        m_steps.push_back({.name = "Set up job", .exit_code = 0});
        for (m_at = 0; m_at < m_lines.size(); ++m_at)
            read_line(m_lines[m_at].text);
        m_steps.back().end = m_lines.size();
        return std::move(m_steps);
    }

  private:
    void read_line(std::string_view text) {
        if (begins(text, k_run))
            begin_step(text.substr(k_run.size()), true);
        else if (begins(text, k_section))
            begin_step(text.substr(k_section.size()), false);
        else if (text == "Post job cleanup." || text == "Cleaning up orphan processes")
            begin_step(text, false);
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
            "(?:completed with exit code|exited with code|"
            "failed with exit code) '?(\\d+)'?");
        auto& step = m_steps.back();
        step.timed_out = step.timed_out || is_timeout(text);
        if (const auto groups = k_exit.match(text.substr(0, 1000)))
            step.exit_code = static_cast<int>(base::to_number((*groups)[1].substr(0, 9)));
        else if (step.exit_code == 0 &&
                 (!m_is_script || step.timed_out || begins(text, "The operation was cancel")))
            step.exit_code = 1;
    }

    const std::vector<Line>& m_lines;
    std::vector<Step> m_steps;
    std::size_t m_at = 0;
    bool m_is_script = false;
};

/// Cuts Travis logs: 'The command "x" exited with 1.' ends a step that "$ x" began.
class TravisSteps {
  public:
    explicit TravisSteps(const std::vector<Line>& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        if (m_begin < m_lines.size())
            add({.name = "after", .exit_code = 0, .end = m_lines.size()});
        return std::move(m_steps);
    }

    static std::optional<int> exit_stated_by(std::string_view text) {
        static const base::Regex k_exit(
            "(?:^The command \"|\" (?:failed and )?)exited with (\\d+)"
            "(?: during .*)?\\.$|"
            "^The command \".*\" (?:failed and )?exited with (\\d+)");
        if (!contains(text, "exited with "))
            return std::nullopt;
        const auto groups = k_exit.match(text);
        if (!groups)
            return std::nullopt;
        const auto digits = (*groups)[1].empty() ? (*groups)[2] : (*groups)[1];
        return static_cast<int>(base::to_number(digits.substr(0, 9)));
    }

  private:
    void read_line(std::size_t at) {
        const auto text = m_lines[at].text;
        if (begins(text, "$ "))
            m_prompts.push_back(at);
        else if (const auto code = exit_stated_by(text))
            end_step(at, *code);
        else if (is_timeout(text))
            add({.name = "script", .exit_code = 1, .timed_out = true, .end = at + 1});
    }

    void end_step(std::size_t at, int code) {
        const auto command = command_at(at);
        const auto first_line = std::string(base::split(command, '\n')[0]);
        auto prompt = m_prompts.rbegin();
        while (prompt != m_prompts.rend() && m_lines[*prompt].text.substr(2) != first_line)
            ++prompt;
        if (prompt != m_prompts.rend() && *prompt > m_begin)
            add({.name = "setup", .exit_code = 0, .end = *prompt});
        add({.name = first_line, .command = command, .exit_code = code, .end = statement_of(at)});
        m_begin = at + 1;
    }

    /// Where 'The command "...' begins that ends in line `at`; `at` itself where it is not seen.
    std::size_t statement_of(std::size_t at) const {
        auto from = at;
        while (from > m_begin && at - from < 200 && !begins(m_lines[from].text, k_statement))
            --from;
        return begins(m_lines[from].text, k_statement) ? from : at;
    }

    /// The quoted command of 'The command "..." exited with 1.', which may span lines.
    std::string command_at(std::size_t at) const {
        const auto from = statement_of(at);
        if (!begins(m_lines[from].text, k_statement))
            return {};
        std::string command;
        for (auto i = from; i <= at; ++i)
            command.append(i == from ? "" : "\n").append(m_lines[i].text);
        command = command.substr(k_statement.size());
        return command.substr(0, command.rfind('"'));
    }

    void add(Step step) {
        step.begin = m_begin;
        m_begin = step.end;
        m_prompts.clear();
        m_steps.push_back(std::move(step));
    }

    static constexpr std::string_view k_statement = "The command \"";
    const std::vector<Line>& m_lines;
    std::vector<Step> m_steps;
    std::vector<std::size_t> m_prompts;
    std::size_t m_begin = 0;
};

enum class Origin { plain, runner, travis };

Origin origin_of(const std::vector<Line>& lines) {
    Origin origin = Origin::plain;
    for (const auto& line : lines) {
        if (begins(line.text, k_run) || begins(line.text, k_section))
            return Origin::runner;
        if (TravisSteps::exit_stated_by(line.text))
            origin = Origin::travis;
    }
    return origin;
}

bool any_failed(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(),
                       [](const Step& step) { return step.exit_code != 0; });
}

}  // namespace

std::vector<Step> steps_of(const std::vector<Line>& lines, const model::LogSource& source) {
    std::vector<Step> steps;
    const auto origin = origin_of(lines);
    if (origin == Origin::runner)
        steps = RunnerSteps(lines).read();
    else if (origin == Origin::travis)
        steps = TravisSteps(lines).read();
    const bool known_red = source.exit_code.value_or(0) != 0 || source.timed_out;
    if (!steps.empty() && (any_failed(steps) || !known_red))
        return steps;
    return {{.command = source.command,
             .exit_code = source.exit_code,
             .timed_out = source.timed_out,
             .begin = 0,
             .end = lines.size()}};
}

}  // namespace mendel::diagnose
