#include "diagnose/fallback.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/log_steps.hpp"
#include "diagnose/matchers/generic.hpp"
#include "diagnose/statement.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr double k_stated = 0.5;  // from this confidence on a line states a failure by itself
constexpr int k_timed_out = 124;  // of timeout(1)
constexpr double k_unsure = 0.6;  // share of the confidence where no exit code is known

/// 137 is SIGKILL, which on a CI machine is mostly the memory limit; 143 is SIGTERM.
std::optional<Category> category_of(int exit_code) {
    if (exit_code == 137 || exit_code == 143)
        return Category::infrastructure;
    if (exit_code > 128 && exit_code < 160)
        return Category::runtime_error;
    return std::nullopt;
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

/// The index of the last line that the command wrote; 0 where there is none.
std::size_t last_line(const Section& section) {
    auto last = section.size();
    while (last > 0 && (section.text(last - 1).empty() || is_epilogue(section.text(last - 1))))
        --last;
    return last == 0 ? 0 : last - 1;
}

bool is_silent(const Section& section) {
    const auto text = section.text(last_line(section));
    return text.empty() || is_epilogue(text);
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

/// Whether output of a command whose exit code is not known ends as one that failed does: in a
/// summary of failures, or with the statement's block and no word of success behind it.
bool ends_badly(const Section& section, const Finding& finding) {
    constexpr std::size_t k_tail = 15;  // lines in which a summary counts
    static const base::Regex k_success(
        "(?i)\\b(?:pass(?:ed|es)?|ok|success(?:ful(?:ly)?)?|succeeded|done|completed?)\\b");
    constexpr std::size_t k_rest = 2;  // lines of its own that a last word may have behind it
    const auto last = last_line(section);
    bool is_summed_up = stated_in(section.text(last)).statement == Statement::summary;
    std::size_t other = 0;
    for (auto i = finding.line + 1; i <= last && !is_summed_up; ++i) {
        const auto text = section.text(i);
        is_summed_up = last - i < k_tail && stated_in(text).statement == Statement::summary;
        if (!is_summed_up && k_success.found_in(text.substr(0, 1000)))
            return false;
        other += !text.empty() && text[0] != ' ' && text[0] != '\t' ? 1 : 0;
    }
    return is_summed_up || other <= k_rest;
}

/// The Finding of a red step none of whose lines states anything.
Finding wordless(const Section& section) {
    const auto last = last_line(section);
    auto finding = finding_at(last, Category::build_failure, "", "");
    auto& failure = finding.failure;
    const auto code = section.step().exit_code.value_or(1);
    failure.message = base::ellipsize(base::trim(section.text(last)), 500);
    if (failure.message.empty())
        failure.message =
            "the command ended with exit code " + std::to_string(code) + " and said nothing";
    failure.confidence = 0.3;
    return finding;
}

}  // namespace

std::optional<Finding> unexplained(const Section& section) {
    const auto code = section.step().exit_code;
    if (code == k_timed_out)
        return timeout_of(section);
    auto finding = most_telling(section, section.size());
    if (!code) {
        if (!finding || finding->failure.confidence < k_stated || !ends_badly(section, *finding))
            return std::nullopt;
        finding->failure.confidence *= k_unsure;
        return finding;
    }
    if (!finding)
        finding = wordless(section);
    auto& failure = finding->failure;
    if (const auto category = category_of(*code))
        failure.category = *category;
    else if (section.step().command.empty() && !section.step().name.empty() &&
             failure.confidence < k_stated)
        failure.category = Category::infrastructure;  // an action of the workflow, no command
    read_command(failure, section);
    return finding;
}

std::optional<Finding> cause_before(const Section& section) {
    std::size_t end = 0;
    while (end < section.size() && !section.claimed(end))
        ++end;
    constexpr double k_least = 0.42;  // summaries and hints from afar tell less than the wrapper
    auto cause = most_telling(section, end);
    return cause && cause->failure.confidence < k_least ? std::nullopt : cause;
}

Finding timeout_of(const Section& section) {
    auto stated = section.size();
    while (stated > 0 && !is_timeout(section.text(stated - 1)))
        --stated;
    auto finding =
        finding_at(stated > 0 ? stated - 1 : last_line(section), Category::timeout, "", "timeout");
    auto& failure = finding.failure;
    failure.severity = model::Severity::high;
    failure.message = "the command was stopped because it took too long";
    failure.suggestions = {"Look at what ran last in the log: it may wait for something or loop."};
    return finding;
}

}  // namespace mendel::diagnose
