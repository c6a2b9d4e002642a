#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/ruby_error.hpp"

namespace mendel::diagnose {

namespace {

/// The first error that stands in parentheses below a step of the scenario's file.
struct Told {
    std::string message;
    std::size_t line = 0;
};

/// The words of an error whose type stands alone in parentheses below them.
std::string words_above(const Section& section, std::size_t at, std::string_view last) {
    if (last.substr(0, 1) != "(")
        return std::string(last);
    std::string words;
    for (auto i = at; i-- > 0 && at - i < 8;) {
        const auto text = base::trim(section.text(i));
        static const base::Regex k_step("^(?:Given|When|Then|And|But|\\*) ");
        if (k_step.found_in(text))
            break;
        if (!text.empty() && text[0] != '(')
            words = std::string(text) + (words.empty() ? "" : "; ") + words;
    }
    return words.empty() ? std::string(last) : words;
}

Told told_of(const Section& section, std::string_view file) {
    static const base::Regex k_error("^\\s+((?:.+ )?\\(((?:\\w+::)*[A-Z]\\w+)\\))$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_error.match(section.text(i).substr(0, 2000));
        if (!groups)
            continue;
        for (auto at = i + 1; at < section.size() && at < i + 40; ++at)
            if (base::contains(section.text(at), file))
                return {words_above(section, i, base::trim((*groups)[1])), i};
    }
    return {};
}

/// "cucumber features/a.feature:6 # Scenario: name" below "Failing Scenarios:".
void match_cucumber(const Section& section, Sink& sink) {
    static const base::Regex k_failing(
        "^(?:rerun -> )?cucumber (?:-p \\w+ )*(\\S+\\.feature):(\\d+) # (?:Scenario(?: "
        "Outline)?|Example)s?: "
        "?(.*)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_failing.match(section.text(i).substr(0, 2000));
        if (!groups)
            continue;
        auto finding = finding_at(i, model::Category::test_failure, "cucumber", "step");
        auto& failure = finding.failure;
        const std::string file((*groups)[1]);
        const auto told = told_of(section, file + ":");
        failure.message = told.message.empty() ? "Scenario " + std::string((*groups)[3]) + " failed"
                                               : told.message;
        if (!told.message.empty()) {
            finding.line = told.line;
            finding.begin = told.line;
            finding.end = told.line + 1;
        }
        failure.locations = {{file, number_of((*groups)[2])}};
        failure.tests = {{.name = std::string((*groups)[3]),
                          .file = file,
                          .line = number_of((*groups)[2]),
                          .message = failure.message}};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher cucumber_matcher = {"cucumber", {".feature:"}, match_cucumber};

}  // namespace mendel::diagnose
