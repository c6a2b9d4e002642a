#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr std::string_view k_stopped = "ninja: build stopped";
constexpr std::string_view k_failed = "FAILED: ";
constexpr std::string_view k_error = "ninja: error: ";

Finding ninja_finding(std::size_t at, std::string_view rule, std::string_view text) {
    auto finding = finding_at(at, Category::build_failure, "ninja", rule);
    finding.failure.message = text;
    return finding;
}

/// "ninja: error: '%s', needed by '%s', missing and no known rule to make it", and the like.
Finding error(std::size_t at, std::string_view text) {
    static const base::Regex k_missing("^ninja: error: '([^']+)', needed by '[^']+', missing");
    const auto groups = k_missing.match(text);
    auto finding = ninja_finding(at, groups ? "no-rule" : "", text.substr(k_error.size()));
    if (groups)
        finding.failure.subject = (*groups)[1];
    return finding;
}

/// What ninja says of a failed edge or of its own end; the edge's own tool says more.
Finding consequence(std::size_t at, std::string_view rule, std::string_view text) {
    auto finding = ninja_finding(at, rule, text);
    finding.weight = Weight::consequence;
    return finding;
}

bool begins(std::string_view text, std::string_view word) {
    return text.substr(0, word.size()) == word;
}

void match_ninja(const Section& section, Sink& sink) {
    bool is_ninja = false;
    for (std::size_t i = 0; i < section.size(); ++i)
        is_ninja = is_ninja || begins(section.text(i), k_stopped);
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (begins(text, k_stopped)) {
            sink.report(consequence(i, "", text));
        } else if (is_ninja && begins(text, k_failed)) {
            auto finding = consequence(i, "FAILED", text);
            finding.failure.subject = base::trim(text.substr(k_failed.size()));
            sink.report(std::move(finding));
        } else if (begins(text, k_error)) {
            sink.report(error(i, text));
        }
    }
}

}  // namespace

const Matcher ninja_matcher = {"ninja", {"ninja: "}, match_ninja};

}  // namespace mendel::diagnose
