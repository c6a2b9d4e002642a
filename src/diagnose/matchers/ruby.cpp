#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"
#include "diagnose/matchers/ruby_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// Bundler's "LoadError: cannot load such file -- x" with the frames indented below.
std::optional<Finding> loaded_at(const Section& section, std::size_t at) {
    static const base::Regex k_error("^((?:\\w+::)*[A-Z]\\w*(?:Error|Exception)): (.*)$");
    static const base::Regex k_frame("^  +\\S+:\\d+:in ");
    const auto groups = k_error.match(section.text(at).substr(0, 2000));
    if (!groups || !k_frame.found_in(section.text(at + 1).substr(0, 2000)))
        return std::nullopt;
    auto finding = finding_at(at, Category::runtime_error, "ruby", "");
    describe(finding.failure, {std::string((*groups)[1]), std::string((*groups)[2])});
    finding.end = at + 1;
    while (finding.end < section.size() &&
           k_frame.found_in(section.text(finding.end).substr(0, 2000)))
        ++finding.end;
    finding.failure.frames = ruby_frames(section, at + 1, finding.end);
    return finding;
}

/// "a.rb:12:in `f': text (NoMethodError)", the interpreter's last words.
std::optional<Finding> uncaught_at(const Section& section, std::size_t at) {
    static const base::Regex k_uncaught(
        "^(?:\\S*ruby\\S*: )?([^\\s:]+|<internal:[^>]+>):(\\d+):in [`'](.*?)': (.*) "
        "\\(((?:\\w+::)*[A-Z]\\w+)\\)$");
    static const base::Regex k_syntax(
        "^(?:\\S*ruby\\S*: "
        ")?([^\\s:]+\\.(?:rb|rake|gemspec|ru)|[^\\s:]*(?:Rakefile|Gemfile)):(\\d+): "
        "(?:warning: )?(syntax errors?(?:,| found).*)$");
    const auto text = section.text(at).substr(0, 4000);
    if (const auto syntax = k_syntax.match(text)) {
        auto finding = finding_at(at, Category::syntax_error, "ruby", "SyntaxError");
        finding.failure.message = (*syntax)[3];
        finding.failure.locations = {{std::string((*syntax)[1]), number_of((*syntax)[2])}};
        return finding;
    }
    const auto groups = k_uncaught.match(text);
    if (!groups)
        return loaded_at(section, at);
    auto finding = finding_at(at, Category::runtime_error, "ruby", "");
    describe(finding.failure, {std::string((*groups)[5]), std::string((*groups)[4])});
    auto end = at + 1;
    while (end < at + 8 && !begins(base::trim(section.text(end)), "from ") &&
           (section.text(end).empty() || section.text(end)[0] == ' '))
        ++end;  // the source line that newer versions quote
    if (!begins(base::trim(section.text(end)), "from "))
        end = at + 1;
    while (end < section.size() && begins(base::trim(section.text(end)), "from "))
        ++end;
    finding.failure.frames = ruby_frames(section, at + 1, end);
    finding.failure.frames.push_back(
        {std::string((*groups)[1]), number_of((*groups)[2]), std::string((*groups)[3])});
    finding.end = end;
    return finding;
}

/// "rake aborted!" or "rails aborted!", the error, its frames.
std::optional<Finding> aborted_at(const Section& section, std::size_t at) {
    static const base::Regex k_task("^Don't know how to build task '([^']+)'");
    static const base::Regex k_command("^Command failed with status \\((\\d*)\\): \\[(.*)\\]?");
    const auto text = section.text(at);
    if (text != "rake aborted!" && text != "rails aborted!")
        return std::nullopt;
    auto finding = finding_at(at + 1, Category::runtime_error, "rake", "aborted");
    finding.begin = at;
    auto& failure = finding.failure;
    auto end = at + 2;
    while (end < section.size() && end < at + 60 && !section.text(end).empty() &&
           !begins(section.text(end), "(See full trace"))
        ++end;
    finding.end = std::min(end, section.size());
    const auto said = section.text(at + 1).substr(0, 2000);
    failure.message = said;
    failure.frames = ruby_frames(section, at + 2, end);
    if (const auto task = k_task.match(said)) {
        failure.category = Category::build_failure;
        failure.rule = "missing-task";
        failure.subject = (*task)[1];
        failure.locations = {{"Rakefile"}};
    } else if (begins(said, "No Rakefile found")) {
        failure.category = Category::build_failure;
        failure.rule = "no-rakefile";
    } else if (k_command.found_in(said)) {
        failure.category = Category::build_failure;
        failure.rule = "command";
        finding.weight = Weight::consequence;
    } else if (const auto error = ruby_error_of(said)) {
        describe(failure, *error);
    } else {
        finding.weight = Weight::consequence;  // words of the Rakefile's own about what went before
    }
    if (said.empty())
        finding.line = at;
    return finding;
}

void match_ruby(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        auto finding = aborted_at(section, i);
        if (!finding &&
            (contains(section.text(i), ":in ") || contains(section.text(i), ": syntax error") ||
             contains(section.text(i), "warning: syntax") || contains(section.text(i + 1), ":in ")))
            finding = uncaught_at(section, i);
        if (finding) {
            i = finding->end - 1;
            if (is_explained && finding->weight == Weight::problem)
                finding->weight = Weight::warning;
            sink.report(std::move(*finding));
        }
    }
}

}  // namespace

const Matcher ruby_matcher = {
    "ruby",
    {"Error: ", "Error)", "Exception)", "Failure)", "Missing)", "NotFound)", "Timeout)", "ENOENT)",
     "ECONNREFUSED)", "rake aborted!", "rails aborted!", ": syntax error"},
    match_ruby};

}  // namespace mendel::diagnose
