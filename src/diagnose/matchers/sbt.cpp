#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

std::string_view said(const Section& section, std::size_t at) {
    return without_mark(section.text(at)).substr(0, 4000);
}

bool is_error(std::string_view text) {
    return text.substr(0, 7) == "[error]";
}

/// "[error] /x/A.scala:12:5: text", scalac's "A.scala:12: error: text".
std::optional<Finding> diagnostic_at(const Section& section, std::size_t at) {
    static const base::Regex k_sbt(
        "^(/?[^\\s:]+\\.(?:scala|java|sbt|sc|html|txt|routes|conf|xml)):(\\d+)(?::(\\d+))?: (.+)$");
    static const base::Regex k_scala3(
        "^-- (?:\\[(E\\d+)\\] )?(.*?)Error: (\\S+\\.scala):(\\d+):(\\d+)");
    static const base::Regex k_scalac("^([^\\s:]+\\.scala):(\\d+): error: (.+)$");
    const auto text = base::trim(said(section, at));
    auto finding = finding_at(at, Category::type_error, "scalac", "");
    auto& failure = finding.failure;
    if (const auto groups = is_error(section.text(at)) ? k_sbt.match(text) : std::nullopt) {
        failure.locations = {
            {std::string((*groups)[1]), number_of((*groups)[2]), number_of((*groups)[3])}};
        failure.message = (*groups)[4];
    } else if (const auto scala3 = k_scala3.match(text)) {
        failure.locations = {
            {std::string((*scala3)[3]), number_of((*scala3)[4]), number_of((*scala3)[5])}};
        failure.rule = (*scala3)[1];
        failure.message = std::string((*scala3)[2]) + "Error";
        static const base::Regex k_bar("^ *\\| +([^\\s^|-].*)$");
        for (auto i = at + 1; i < at + 8; ++i)
            if (const auto words = k_bar.match(said(section, i))) {
                failure.message = (*words)[1];
                break;
            }
    } else if (const auto scalac = k_scalac.match(text)) {
        failure.locations = {{std::string((*scalac)[1]), number_of((*scalac)[2])}};
        failure.message = (*scalac)[3];
    } else {
        return std::nullopt;
    }
    return finding;
}

void refine(model::Failure& failure) {
    static const base::Regex k_object("^object (\\S+) is not a member of package (\\S+)");
    static const base::Regex k_found(
        "^not found: (?:value|type|object) (\\S+)|^value (\\S+) is not a member of");
    static const base::Regex k_syntax(
        "^(?:'.*' expected|illegal start|expected |unclosed |.* expected but .* found)");
    if (const auto groups = k_object.match(failure.message)) {
        failure.category = Category::import_error;
        failure.rule = "missing-package";
        failure.subject = std::string((*groups)[2]) + "." + std::string((*groups)[1]);
    } else if (const auto found = k_found.match(failure.message)) {
        failure.category = Category::build_failure;
        failure.rule = "undeclared";
        failure.subject = (*found)[1].empty() ? (*found)[2] : (*found)[1];
    } else if (k_syntax.found_in(failure.message)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    }
}

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    return at == std::string_view::npos ? text.size() : at;
}

/// "- should do x *** FAILED ***" of ScalaTest and "==> X pkg.Suite.name" of MUnit, text below.
struct Runner {
    const Section& section;
    Sink& sink;
    std::string suite = {};
    std::string scope = {};  ///< "A queue": ScalaTest's heading above the case

    void read(std::size_t at);
    void report(std::size_t at, std::string_view name, std::string_view tool) const;
};

void Runner::report(std::size_t at, std::string_view name, std::string_view tool) const {
    static const base::Regex k_place("\\(([\\w.-]+\\.scala):(\\d+)\\)");
    auto finding = finding_at(at, Category::test_failure, tool, "TestFailedException");
    auto& failure = finding.failure;
    auto end = at + 1;
    const auto indent = indent_of(said(section, at));
    while (end < section.size() && end < at + 60 && !said(section, end).empty() &&
           indent_of(said(section, end)) > indent)
        ++end;
    finding.end = end;
    for (auto i = at + 1; i < end && failure.message.empty(); ++i)
        failure.message = base::trim(said(section, i));
    if (failure.message.empty())
        failure.message = std::string(name) + " failed";
    model::FailedTest test{std::string(name)};
    test.message = failure.message;
    static const base::Regex k_values(
        "^(.{1,200}?) (?:did not equal|was not equal to) (.{1,200}?)(?: \\(.*\\))?$");
    if (const auto values = k_values.match(failure.message)) {
        test.actual = (*values)[1];
        test.expected = (*values)[2];
    }
    for (auto i = at; i < end; ++i)
        if (const auto place = k_place.match(said(section, i))) {
            const auto dot = suite.rfind('.');
            const auto folder = dot == std::string::npos
                                    ? std::string{}
                                    : base::replace_all(suite.substr(0, dot), ".", "/") + "/";
            test.file = jvm_source(section, folder + std::string((*place)[1]));
            test.line = number_of((*place)[2]);
            failure.locations = {{test.file, test.line}};
            break;
        }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

void Runner::read(std::size_t at) {
    static const base::Regex k_failed("^\\s*- (.+?) \\*\\*\\* FAILED \\*\\*\\*");
    static const base::Regex k_suite("^([\\w.]*[A-Z]\\w*):$");
    static const base::Regex k_munit("^==> X ([\\w.]+\\.[^ ].*?)(?:  ?[\\d.]+m?s.*)?$");
    static const base::Regex k_junit("^Test ([\\w.$]+) failed: (.*?)(?:, took [\\d.]+ s(?:ec)?)?$");
    const auto text = said(section, at);
    if (const auto groups = k_suite.match(text)) {
        suite = (*groups)[1];
        scope.clear();
    } else if (contains(text, "*** FAILED ***")) {
        if (const auto failed = k_failed.match(text)) {
            auto name = suite;
            for (const auto& part : {scope, std::string((*failed)[1])})
                if (!part.empty())
                    name += (name.empty() ? "" : " ") + part;
            report(at, name, "scalatest");
        }
    } else if (const auto munit = k_munit.match(text)) {
        report(at, (*munit)[1], "munit");
    } else if (const auto junit = is_error(section.text(at)) ? k_junit.match(text) : std::nullopt) {
        report(at, (*junit)[1], "junit");
    } else if (!text.empty() && indent_of(text) == 0 && text.substr(0, 2) != "- " &&
               text.size() < 200) {
        scope = text;
    }
}

struct Sentence {
    std::string_view sign;
    std::string_view rule;
    Category category;
    Weight weight;
};

/// What sbt says of a task at its end, or of dependencies.
void match_sentence(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_task("^\\(([\\w./ -]+)\\) (.+)$");
    static const base::Regex k_missing(
        "^(?:\\([^)]*\\) sbt\\.\\S*ResolveException: Error downloading |unresolved dependency: "
        "|Error downloading |not found: https?://|  ?Not found: "
        ")(\\S+)");
    static const base::Regex k_problem(
        "^ *\\* (.*does not have a correspondent in .* version.*|.* in .* version .* is "
        "inaccessible.*)$");
    const auto text = said(section, at);
    const auto trimmed = base::trim(text);
    if (const auto missing = k_missing.match(trimmed)) {
        auto finding = finding_at(at, Category::dependency_error, "sbt", "missing-artifact");
        finding.failure.subject = (*missing)[1];
        finding.failure.message = trimmed;
        finding.failure.locations = {{"build.sbt"}};
        sink.report(std::move(finding));
    } else if (const auto problem = k_problem.match(text)) {
        auto finding = finding_at(at, Category::build_failure, "mima", "incompatible");
        finding.failure.message = (*problem)[1];
        sink.report(std::move(finding));
    } else if (const auto task = k_task.match(trimmed)) {
        auto finding = finding_at(at, Category::build_failure, "sbt", "task");
        finding.failure.subject = (*task)[1];
        finding.failure.message = (*task)[2];
        finding.weight = Weight::consequence;
        sink.report(std::move(finding));
    }
}

void match_sbt(const Section& section, Sink& sink) {
    Runner runner{section, sink};
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        const auto text = section.text(i);
        auto finding =
            is_error(text) || contains(text, ".scala:") ? diagnostic_at(section, i) : std::nullopt;
        if (finding) {
            refine(finding->failure);
            if (finding->failure.message == "type mismatch;")
                for (auto next = i + 1; next < i + 3; ++next)
                    finding->failure.message += " " + std::string(base::trim(said(section, next)));
            if (const auto next = base::trim(said(section, i + 2)); next == "^")
                finding->end = i + 3;
            sink.report(std::move(*finding));
        } else {
            runner.read(i);
            if (is_error(text) && !section.claimed(i))
                match_sentence(section, i, sink);
        }
    }
}

}  // namespace

const Matcher sbt_matcher = {"sbt", {"[error]", ".scala:", "*** FAILED ***", "==> X "}, match_sbt};

}  // namespace mendel::diagnose
