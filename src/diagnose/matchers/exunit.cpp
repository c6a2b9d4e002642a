#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// The applications that come with Elixir and Erlang.
bool is_runtime(std::string_view application) {
    for (const std::string_view known : {"elixir", "ex_unit", "stdlib", "kernel", "mix", "eex",
                                         "iex", "logger", "erts", "compiler", "crypto", "ssl"})
        if (application == known)
            return true;
    return false;
}

/// "  1) test name (Module)", "     test/a_test.exs:6", the words, "     left:  1", "     right:
/// 2".
void report(const Section& section, std::size_t at, std::string_view name, std::string_view module,
            Sink& sink) {
    static const base::Regex k_place("^     (\\S+\\.exs?):(\\d+)$");
    static const base::Regex k_error("^\\*\\* \\(([\\w.]+)\\) (.*)$");
    static const base::Regex k_side("^(left|right): +(.*)$");
    static const base::Regex k_frame(
        "^(?:\\(([\\w-]+)(?: [\\w.-]+)?\\) )?(\\S+\\.(?:exs?|erl)):(\\d+): (.*)$");
    auto finding = finding_at(at, Category::test_failure, "exunit", "AssertionError");
    auto& failure = finding.failure;
    model::FailedTest test{std::string(module) + "." + std::string(name)};
    auto end = at + 1;
    for (; end < section.size() && end < at + 200; ++end) {
        const auto text = section.text(end).substr(0, 2000);
        if (text.empty() ? !begins(section.text(end + 1), "     ") : !begins(text, "     "))
            break;
        const auto words = base::trim(text);
        const auto place = test.file.empty() ? k_place.match(text) : std::nullopt;
        if (place) {
            test.file = (*place)[1];
            test.line = number_of((*place)[2]);
        } else if (const auto side = k_side.match(words)) {
            ((*side)[1] == "left" ? test.actual : test.expected) = (*side)[2];
        } else if (const auto frame = k_frame.match(words)) {
            auto file = std::string((*frame)[2]);
            if (is_runtime((*frame)[1]))
                file = "<" + std::string((*frame)[1]) + ">/" + file;
            failure.frames.insert(failure.frames.begin(), {std::move(file), number_of((*frame)[3]),
                                                           std::string((*frame)[4])});
        } else if (failure.message.empty() && !words.empty()) {
            const auto error = k_error.match(words);
            failure.message = words;
            if (error)
                failure.rule = (*error)[1];
        }
    }
    finding.end = end;
    test.message = failure.message.empty() ? std::string(name) + " failed" : failure.message;
    failure.message = test.message;
    for (const auto& frame : failure.frames)
        if (!contains(frame.file, "deps/") && frame.file[0] != '<')
            failure.locations = {{frame.file, frame.line}};
    if (failure.locations.empty() && !test.file.empty())
        failure.locations = {{test.file, test.line}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

void match_tests(const Section& section, Sink& sink) {
    static const base::Regex k_head(
        "^ +\\d+\\) ((?:test|doctest|property|feature) .+) \\(([\\w.]+)\\)$");
    for (std::size_t i = 0; i < section.size(); ++i)
        if (const auto groups = k_head.match(section.text(i).substr(0, 2000)))
            report(section, i, (*groups)[1], (*groups)[2], sink);
}

/// "** (CompileError) lib/a.ex:3: text" and newer "error: text" over "└─ lib/a.ex:3:5: Module".
void match_errors(const Section& section, Sink& sink) {
    static const base::Regex k_placed(
        "^\\*\\* \\(((?:\\w+\\.)*(?:\\w*Error|CompileError|SyntaxError|TokenMissingError))\\) "
        "(?:(?:deps/\\S+|(\\S+\\.exs?)):(\\d+)(?::(\\d+))?: )?(.*)$");
    static const base::Regex k_other("^\\*\\* \\((Mix|exit|throw|EXIT[^)]*|stop)\\) (.*)$");
    static const base::Regex k_frame("^ +(?:\\([\\w.-]+(?: [\\w.-]+)?\\) )?(\\S+\\.exs?):(\\d+): ");
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (!begins(text, "** (") || section.claimed(i))
            continue;
        auto finding = finding_at(i, Category::runtime_error, "elixir", "");
        auto& failure = finding.failure;
        if (const auto placed = k_placed.match(text)) {
            failure.rule = (*placed)[1];
            failure.message = (*placed)[5];
            if (!(*placed)[2].empty())
                failure.locations = {
                    {std::string((*placed)[2]), number_of((*placed)[3]), number_of((*placed)[4])}};
            if (failure.rule == "SyntaxError" || failure.rule == "TokenMissingError")
                failure.category = Category::syntax_error;
            else if (failure.rule == "CompileError")
                failure.category = Category::build_failure;
        } else if (const auto other = k_other.match(text)) {
            failure.rule = (*other)[1];
            failure.message = (*other)[2];
            failure.tool = failure.rule == "Mix" ? "mix" : "elixir";
            failure.category =
                failure.rule == "Mix" ? Category::build_failure : Category::runtime_error;
            if (contains(failure.message, "--check-formatted")) {
                failure.category = Category::lint_error;
                failure.rule = "format";
                failure.severity = model::Severity::low;
            }
        } else {
            continue;
        }
        for (auto at = i + 1; at < section.size() && at < i + 20; ++at) {
            const auto frame = k_frame.match(section.text(at).substr(0, 1000));
            if (frame && failure.locations.empty())
                failure.locations = {{std::string((*frame)[1]), number_of((*frame)[2])}};
            if (!frame && failure.rule == "format" && begins(section.text(at), "  * "))
                failure.locations.push_back({std::string(base::trim(section.text(at).substr(4)))});
            if (frame)
                finding.end = at + 1;
        }
        if (is_explained)
            finding.weight = Weight::warning;
        sink.report(std::move(finding));
    }
}

void match_exunit(const Section& section, Sink& sink) {
    match_tests(section, sink);
    match_errors(section, sink);
}

}  // namespace

const Matcher exunit_matcher = {
    "exunit", {") test ", ") doctest ", ") property ", "** ("}, match_exunit};

}  // namespace mendel::diagnose
