#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// What ends a JVM program: 'Exception in thread "main" x.Y: text', "Error: Could not find or load
/// main class x.Y", a fatal error of the virtual machine.
std::optional<Finding> finding_at_line(const Section& section, std::size_t at) {
    static const base::Regex k_class(
        "^Error: (?:Could not find or load main class (\\S+)|Unable to access jarfile (\\S+)|"
        "A JNI error has occurred|LinkageError occurred while loading main class (\\S+).*)");
    const auto text = section.text(at).substr(0, 4000);
    if (text.substr(0, 21) == "Exception in thread \"") {
        const auto error = read_jvm_error(section, at, "");
        if (error.message == base::trim(text))
            return std::nullopt;
        auto finding = finding_at(at, Category::runtime_error, "java", error.type);
        describe(finding.failure, error, section);
        finding.end = error.end;
        finding.failure.confidence = 0.7;
        finding.weight = contains(text, "\"main\"") ? Weight::problem : Weight::warning;
        return finding;
    }
    if (const auto groups = k_class.match(text)) {
        auto finding = finding_at(at, Category::import_error, "java", "missing-class");
        for (std::size_t i = 1; i < groups->size(); ++i)
            if (!(*groups)[i].empty())
                finding.failure.subject = (*groups)[i];
        finding.failure.message = text;
        return finding;
    }
    if (contains(text, "A fatal error has been detected by the Java Runtime Environment")) {
        auto finding = finding_at(at, Category::runtime_error, "java", "crash");
        finding.failure.message =
            base::trim(section.text(at + 2).empty() ? text : section.text(at + 2));
        finding.failure.severity = model::Severity::critical;
        return finding;
    }
    return std::nullopt;
}

void match_java(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size() && !is_explained; ++i) {
        if (section.claimed(i))
            continue;
        if (auto finding = finding_at_line(section, i)) {
            i = std::max(i, finding->end - 1);
            sink.report(std::move(*finding));
        }
    }
}

}  // namespace

const Matcher java_matcher = {"java",
                              {"Exception in thread \"", "Error: Could not find or load main class",
                               "Error: Unable to access jarfile", "A JNI error",
                               "Error: LinkageError", "detected by the Java Runtime"},
                              match_java};

}  // namespace mendel::diagnose
