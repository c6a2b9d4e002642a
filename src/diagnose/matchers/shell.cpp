#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// A complaint of a shell, env, xargs, timeout or sudo. Groups: 1 speaker, 2 line, 3 subject.
struct Row {
    std::string_view rule;
    Category category;
    base::Regex pattern;
};

constexpr std::string_view k_speaker = "^((?:[\\w./~+-]+: )?(?:[\\w./~+-]+)): (?:line )?(\\d+): ";

const std::vector<Row>& rows() {
    static const auto k_all = [] {
        std::vector<Row> all;
        const std::string at(k_speaker);
        const auto add = [&all](std::string_view rule, Category category,
                                std::string_view pattern) {
            all.push_back({rule, category, base::Regex(pattern)});
        };
        const auto missing = Category::dependency_error;
        add("command-not-found", missing, at + "([^:\\s]+): (?:command )?not found$");
        add("command-not-found", missing, at + "exec: ([^:\\s]+): not found$");
        add("no-such-file", Category::runtime_error,
            "^((?:ba|z|da|k)?sh)(): (\\S*[./]\\S*): No such file or directory$");
        add("command-not-found", missing,
            "^(-?(?:ba|z|da|k)?sh|sudo|sh|fish|make|doas)(): ([^:\\s]+): (?:command "
            "not found|No such file or directory)$");
        add("command-not-found", missing, "^(zsh|-zsh)(?::(\\d+))?: command not found: (\\S+)$");
        add("command-not-found", missing,
            "^((?:/usr/bin/)?env)(): (?:‘|'|\")?([\\w./+-]+)(?:’|'|\")?: No such file "
            "or directory$");
        add("command-not-found", missing,
            "^(timeout|nohup|nice|xargs|exec|time|setsid)(): (?:failed to run "
            "command |cannot run )?(?:‘|'|\")?([\\w./+-]+)(?:’|'|\")?: No such file "
            "or directory$");
        add("command-not-found", missing, "(exec)(): \"([^\"]+)\": executable file not found in");
        add("no-such-file", Category::runtime_error, at + "([^:]+): No such file or directory$");
        add("permission-denied", Category::runtime_error, at + "([^:]+): Permission denied$");
        add("permission-denied", Category::runtime_error,
            "^((?:ba|da|z)?sh)(): ([^:]+): Permission denied$");
        add("unbound-variable", Category::runtime_error,
            at + "([^:]+): (?:unbound variable|parameter not "
                 "set)$");
        add("syntax", Category::syntax_error,
            at + "(?:syntax error|Syntax error|unexpected EOF)()");
        return all;
    }();
    return k_all;
}

std::string_view last_part(std::string_view path) {
    path = path.substr(path.rfind(' ') + 1);
    return path.substr(path.rfind('/') + 1);
}

/// The shell's name; a script speaks under its own.
std::string tool_of(std::string_view speaker) {
    const auto name = last_part(speaker);
    for (const std::string_view known :
         {"sh", "dash", "zsh", "env", "make", "timeout", "xargs", "sudo"})
        if (name == known)
            return std::string(known);
    return "bash";
}

bool is_script(std::string_view speaker) {
    const auto name = last_part(speaker);
    return base::contains(name, ".") ||
           (base::contains(speaker, "/") && tool_of(speaker) == "bash" && name != "bash");
}

Finding finding_of(std::size_t i, const Row& row, const std::vector<std::string_view>& groups,
                   std::string_view text) {
    auto finding = finding_at(i, row.category, tool_of(groups[1]), row.rule);
    auto& failure = finding.failure;
    failure.subject = groups[3];
    failure.message = text;
    failure.severity = model::Severity::high;
    if (is_script(groups[1]) && !groups[2].empty())
        failure.locations = {
            {std::string(groups[1].substr(groups[1].rfind(' ') + 1)), number_of(groups[2]), 0}};
    if (row.rule == "command-not-found") {
        failure.suggestions = {"Install " + failure.subject +
                               ", or add it to the setup of the check."};
        if (!base::contains(failure.subject, "/"))
            failure.fixable_by = {"dependencies"};
    }
    if (row.category == Category::syntax_error)
        failure.fixable_by = {"syntax"};
    return finding;
}

/// Scripts survive many complaints: where another tool states a problem, only exit code 127 makes
/// a missing program the cause.
void match_shell(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem() && section.step().exit_code != 127;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (section.claimed(i) || text.size() > 2000)
            continue;
        for (const auto& row : rows()) {
            const auto groups = row.pattern.match(text);
            if (!groups)
                continue;
            auto finding = finding_of(i, row, *groups, text);
            const bool is_minor = row.rule == "no-such-file" || row.rule == "permission-denied";
            if (is_explained || (is_minor && !section.step().exit_code))
                finding.weight = Weight::warning;
            sink.report(std::move(finding));
            break;
        }
    }
}

}  // namespace

const Matcher shell_matcher = {
    "bash",
    {"not found", "No such file or directory", "Permission denied", "unbound variable",
     "parameter not set", "yntax error", "unexpected EOF"},
    match_shell};

}  // namespace mendel::diagnose
