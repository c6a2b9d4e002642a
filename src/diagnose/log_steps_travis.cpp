#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/log_steps.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_statement = "The command \"";
constexpr std::string_view k_done = "Done. Your build exited with ";
constexpr std::string_view k_prompt = "$ ";

/// Folds that the service itself opens before the first command of the user's.
constexpr std::array<std::string_view, 12> k_setup_folds = {
    "worker_info", "system_info",   "git.checkout",   "git.submodule", "services",    "apt",
    "rvm",         "ruby.versions", "before_install", "install",       "nvm.install", "cache.1"};

/// N of 'The command "x" exited with N.', which may end a statement of several lines.
std::optional<int> exit_stated_by(std::string_view text) {
    static const base::Regex k_exit(
        "(?:^The command \"|\" (?:failed and )?)exited with (\\d+)"
        "(?: during .*)?\\.$|"
        "^The command \".*\" (?:failed and )?exited with (\\d+)");
    if (!base::contains(text, "exited with "))
        return std::nullopt;
    const auto groups = k_exit.match(text);
    if (!groups)
        return std::nullopt;
    const auto digits = (*groups)[1].empty() ? (*groups)[2] : (*groups)[1];
    return static_cast<int>(base::to_number(digits.substr(0, 9)));
}

bool wrote(const Line& line) {
    return begins(line.mark, "travis_") || begins(line.text, k_done) ||
           exit_stated_by(line.text).has_value();
}

/// N of "N." at the beginning; nothing where there is none.
std::optional<int> code_in(std::string_view text) {
    const auto digits =
        text.substr(0, std::min<std::size_t>(text.find_first_not_of("0123456789"), 9));
    return digits.empty() ? std::nullopt : std::optional(static_cast<int>(base::to_number(digits)));
}

/// Whether the mark ends one of the service's own folds.
bool ends_setup(std::string_view mark) {
    constexpr std::string_view k_end = "travis_fold:end:";
    const auto at = mark.find(k_end);
    if (at == std::string_view::npos)
        return false;
    const auto fold = mark.substr(at + k_end.size());
    return std::any_of(k_setup_folds.begin(), k_setup_folds.end(), [fold](auto name) {
        const auto next = fold.substr(0, name.size() + 1);
        return next.substr(0, name.size()) == name &&
               (next.size() == name.size() || next.back() == '\r' || next.back() == '.');
    });
}

/// Cuts Travis logs: 'The command "x" exited with 1.' ends a step that "$ x" began.
class TravisSteps {
  public:
    explicit TravisSteps(const Lines& lines) : m_lines(lines) {}

    std::vector<Step> read() {
        for (std::size_t at = 0; at < m_lines.size(); ++at)
            read_line(at);
        read_rest();
        if (m_done == 0)
            for (auto& step : m_steps)
                step.exit_code = 0;
        return std::move(m_steps);
    }

  private:
    void read_line(std::size_t at) {
        const auto text = m_lines[at].text;
        if (ends_setup(m_lines[at].mark))
            m_setup_end = at + 1;
        if (begins(text, k_prompt))
            m_prompts.push_back(at);
        else if (const auto code = exit_stated_by(text))
            end_step(at, *code);
        else if (begins(text, k_done))
            m_done = code_in(text.substr(k_done.size()));
        else if (is_timeout(text))
            add({.name = "script", .exit_code = 1, .timed_out = true, .end = at + 1});
    }

    /// What no statement ended: nothing to look at where the build passed or a step failed before;
    /// else the commands whose end the service does not tell, or did not live to tell.
    void read_rest() {
        if (m_begin >= m_lines.size())
            return;
        const bool any_failed = std::any_of(m_steps.begin(), m_steps.end(),
                                            [](const Step& step) { return step.exit_code != 0; });
        if (any_failed || m_done == 0) {
            add({.name = "after", .exit_code = 0, .end = m_lines.size()});
            return;
        }
        if (m_setup_end > m_begin && m_setup_end < m_lines.size())
            add({.name = "setup", .exit_code = 0, .end = m_setup_end});
        add({.name = "script", .exit_code = m_done, .end = m_lines.size()});
    }

    void end_step(std::size_t at, int code) {
        const auto command = command_at(at);
        const auto first_line = std::string(base::split(command, '\n')[0]);
        auto prompt = m_prompts.rbegin();
        while (prompt != m_prompts.rend() &&
               m_lines[*prompt].text.substr(k_prompt.size()) != first_line)
            ++prompt;
        if (prompt != m_prompts.rend() && *prompt > m_begin)
            add({.name = "setup", .exit_code = 0, .end = *prompt});
        const auto end = code == k_timeout ? at + 1 : statement_of(at);
        add({.name = first_line, .command = command, .exit_code = code, .end = end});
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

    static constexpr int k_timeout = 124;  ///< of timeout(1): the statement is all that is said
    const Lines& m_lines;
    std::vector<Step> m_steps;
    std::vector<std::size_t> m_prompts;
    std::size_t m_begin = 0;
    std::size_t m_setup_end = 0;
    std::optional<int> m_done;
};

std::vector<Step> steps(const Lines& lines) {
    return TravisSteps(lines).read();
}

}  // namespace

const Service travis_service = {wrote, steps};

}  // namespace mendel::diagnose
