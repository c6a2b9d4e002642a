#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

void report(std::size_t at, std::string_view rule, std::string_view subject, std::string_view text,
            Weight weight, Sink& sink) {
    auto finding = finding_at(at, Category::build_failure, "ninja", rule);
    finding.failure.subject = subject;
    finding.failure.message = text;
    finding.weight = weight;
    sink.report(std::move(finding));
}

void match_ninja(const Section& section, Sink& sink) {
    static const base::Regex k_missing("^ninja: error: '([^']+)', needed by '[^']+', missing");
    constexpr std::string_view k_failed = "FAILED: ";
    bool is_ninja = false;
    for (std::size_t i = 0; i < section.size(); ++i)
        is_ninja = is_ninja || section.text(i).substr(0, 20) == "ninja: build stopped";
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (text.substr(0, 20) == "ninja: build stopped") {
            report(i, "", "", text, Weight::consequence, sink);
        } else if (is_ninja && text.substr(0, k_failed.size()) == k_failed) {
            report(i, "FAILED", base::trim(text.substr(k_failed.size())), text, Weight::consequence,
                   sink);
        } else if (text.substr(0, 14) == "ninja: error: ") {
            const auto groups = k_missing.match(text);
            report(i, groups ? "no-rule" : "", groups ? (*groups)[1] : std::string_view{},
                   text.substr(14), Weight::problem, sink);
        }
    }
}

}  // namespace

const Matcher ninja_matcher = {"ninja", {"ninja: "}, match_ninja};

}  // namespace mendel::diagnose
