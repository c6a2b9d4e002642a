#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

/// "WARNING: DATA RACE" and the accesses below it, "  f()" over "      /x/a.go:12 +0x1d".
void match_go_race(const Section& section, Sink& sink) {
    static const base::Regex k_place("^\\s+(\\S+\\.go):(\\d+)(?: \\+0x[0-9a-f]+)?$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.text(i) != "WARNING: DATA RACE")
            continue;
        auto finding =
            finding_at(i, model::Category::runtime_error, "go race detector", "data-race");
        auto& failure = finding.failure;
        failure.severity = model::Severity::high;
        auto end = i + 1;
        std::size_t blanks = 0;
        for (;
             end < section.size() && end < i + 200 && section.text(end).substr(0, 8) != "========";
             ++end) {
            const auto text = section.text(end);
            blanks += text.empty() ? 1 : 0;
            const auto place = blanks == 0 ? k_place.match(text.substr(0, 2000)) : std::nullopt;
            if (!place)
                continue;
            failure.frames.insert(failure.frames.begin(),
                                  {std::string((*place)[1]), number_of((*place)[2]),
                                   std::string(base::trim(section.text(end - 1)))});
        }
        finding.end = end;
        failure.message = "data race";
        if (!failure.frames.empty()) {
            failure.subject = failure.frames.back().function;
            failure.message += " in " + failure.subject;
        }
        sink.report(std::move(finding));
        i = end - 1;
    }
}

}  // namespace

const Matcher go_race_matcher = {"go race detector", {"WARNING: DATA RACE"}, match_go_race};

}  // namespace mendel::diagnose
