#include "diagnose/fallback.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/fingerprint.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::size_t k_context = 5;

/// How much a line looks like the statement of an error: 0 not at all, 3 most.
int score_of(const Line& line) {
    static const base::Regex k_strong(
        "(?i)^\\s*(?:[\\w./:\\\\-]+:\\s*)?(?:fatal|error|panic|uncaught "
        "exception|exception)\\b[^=]*[:!]|"
        "^[\\w.]+(?:Error|Exception): |^E: ");
    static const base::Regex k_weak(
        "(?i)(?:^|[^\\w./-])(?:errors?|fail(?:ed|ure|s)?|fatal|cannot|could not|unable to|denied|"
        "not found|no such file|undefined|unexpected|refused|abort(?:ed|ing)?|killed|crash(?:ed)?)"
        "(?:[^\\w./-]|[.:]?$)");
    static const base::Regex k_closing(
        "^(?:The command \".*\" (?:failed and )?exited with \\d+|Done\\. Your build exited with)|"
        "ompleted with exit code|^error Command failed with exit code|"
        "^(?:npm ERR!|yarn run|info Visit) ");
    static const base::Regex k_benign(
        "(?i)\\b(?:0|no|zero) (?:errors?|failures?|failed)\\b|(?:errors?|fail(?:ed|ures?)):? "
        "?0\\b");
    const auto text = line.text.substr(0, 2000);
    if (text.empty() || k_benign.found_in(text) || k_closing.found_in(text))
        return 0;
    if (k_strong.found_in(text))
        return 3;
    if (line.error)
        return 2;
    return k_weak.found_in(text) ? 1 : 0;
}

/// The last line of the highest score before `end`; the last line with text where none looks like
/// an error. Lines that a matcher explained do not count.
std::size_t telling_line(const Section& section, std::size_t end, int& score) {
    std::size_t best = end;
    std::size_t last = 0;
    score = 0;
    for (std::size_t i = end; i-- > 0;) {
        if (section.claimed(i))
            continue;
        const auto own = score_of(section.line(i));
        if (last == 0 && !section.text(i).empty())
            last = i;
        if (own > score) {
            best = i;
            score = own;
        }
    }
    return score > 0 ? best : last;
}

Merged merged_at(const Section& section, std::size_t index, std::size_t step_index) {
    Merged merged;
    merged.step = step_index;
    auto& failure = merged.failure;
    const auto& step = section.step();
    failure.step = step.name;
    failure.command = step.command;
    failure.exit_code = step.exit_code;
    failure.log_line = 1;
    if (index < section.size()) {
        failure.log_line = section.line(index).number;
        failure.log_offset = section.line(index).offset;
    }
    const auto begin = index < k_context ? 0 : index - k_context;
    for (auto i = begin; i < std::min(index + k_context + 1, section.size()); ++i)
        failure.evidence.append(section.text(i).substr(0, 500)).append("\n");
    return merged;
}

/// 137 is SIGKILL, which on a CI machine is mostly the memory limit; 143 is SIGTERM.
Category category_of(int exit_code) {
    if (exit_code == 124)
        return Category::timeout;  // timeout(1)
    if (exit_code == 137 || exit_code == 143)
        return Category::infrastructure;
    return exit_code > 128 ? Category::runtime_error : Category::build_failure;
}

/// Checks that say nothing when they fail, as in `test -z "$(gofmt -l .)"` and `black -q --check
/// .`.
struct SilentCheck {
    std::string_view program;
    std::string_view rule;
};
constexpr SilentCheck k_silent_checks[] = {
    {"black", "format"},     {"gofmt", "format"},    {"goimports", "format"},
    {"shfmt", "format"},     {"ruff", "format"},     {"clang-format", "format"},
    {"rustfmt", "format"},   {"prettier", "format"}, {"isort", "imports-order"},
    {"autopep8", "format"},  {"yapf", "format"},     {"gofumpt", "format"},
    {"autoflake", "unused"},
};

bool is_silent(const Section& section) {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (!section.text(i).empty())
            return false;
    return true;
}

/// What a step without a word can still say by its command: a formatter's silent check, or (exit
/// code 127) a program that is missing.
void read_command(model::Failure& failure, const Section& section) {
    for (const auto& check : k_silent_checks)
        if (section.runs(check.program) && is_silent(section)) {
            failure.category = Category::lint_error;
            failure.severity = model::Severity::low;
            failure.tool = check.program;
            failure.rule = check.rule;
            failure.message = std::string(check.program) + " would change files";
            failure.confidence = 0.6;
            failure.fixable_by = {check.rule == "unused" ? "lint" : "format"};
            return;
        }
    if (section.step().exit_code != 127)
        return;
    failure.category = Category::dependency_error;
    failure.rule = "command-not-found";
    failure.confidence = 0.5;
    const auto words = base::split_words(std::string_view(section.step().command).substr(0, 1000));
    if (words.size() == 1)
        failure.subject = words[0];
}

std::string message_of(const Section& section, std::size_t index) {
    auto message = base::trim(section.text(index));
    const auto code = section.step().exit_code.value_or(1);
    if (message.empty())
        return "the command ended with exit code " + std::to_string(code) + " and said nothing";
    return base::ellipsize(message, 500);
}

}  // namespace

Merged unexplained(const Section& section, std::size_t step_index) {
    int score = 0;
    const auto index = telling_line(section, section.size(), score);
    auto merged = merged_at(section, index, step_index);
    auto& failure = merged.failure;
    failure.category = category_of(section.step().exit_code.value_or(1));
    failure.message = message_of(section, index);
    failure.confidence = (1 + score) / 10.0;
    failure.severity = model::Severity::medium;
    failure.suggestions = {
        "Run the command on your machine and read its output from the first error on."};
    if (section.step().command.empty() && !section.step().name.empty())
        failure.category = Category::infrastructure;  // an action of the workflow, no command
    read_command(failure, section);
    merged.least_message = normalised(failure.message);
    return merged;
}

std::optional<Merged> cause_before(const Section& section, std::size_t step_index) {
    std::size_t end = 0;
    while (end < section.size() && !section.claimed(end))
        ++end;
    int score = 0;
    const auto index = telling_line(section, end, score);
    if (score == 0)
        return std::nullopt;
    auto merged = merged_at(section, index, step_index);
    auto& failure = merged.failure;
    failure.category = Category::build_failure;
    failure.message = message_of(section, index);
    failure.confidence = (1 + score) / 10.0;
    merged.least_message = normalised(failure.message);
    return merged;
}

Merged timeout_of(const Section& section, std::size_t step_index) {
    std::size_t last = section.size();
    while (last > 0 && section.text(last - 1).empty())
        --last;
    auto merged = merged_at(section, last == 0 ? 0 : last - 1, step_index);
    auto& failure = merged.failure;
    failure.category = Category::timeout;
    failure.severity = model::Severity::high;
    failure.rule = "timeout";
    failure.message = "the command was stopped because it took too long";
    failure.confidence = 0.9;
    failure.suggestions = {"Look at what ran last in the log: it may wait for something or loop."};
    merged.least_message = failure.message;
    return merged;
}

}  // namespace mendel::diagnose
