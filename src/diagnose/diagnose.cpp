#include "diagnose/diagnose.hpp"

#include <algorithm>

#include "base/secrets.hpp"
#include "diagnose/fallback.hpp"
#include "diagnose/log.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/merge.hpp"
#include "diagnose/prefilter.hpp"

namespace mendel::diagnose {

namespace {

std::vector<Finding> findings_of(const Section& section) {
    const auto views = Prefilter::of_all().views_of(section);
    Sink sink(section);
    for (std::size_t i = 0; i < matchers().size(); ++i)
        if (views[i]) {
            sink.look_through(*views[i]);
            matchers()[i]->match(*views[i], sink);
        }
    return sink.findings();
}

bool only_consequences(const std::vector<Finding>& findings) {
    return std::all_of(findings.begin(), findings.end(),
                       [](const Finding& one) { return one.weight == Weight::consequence; });
}

bool passed(const Step& step) {
    return step.exit_code == 0 && !step.timed_out;
}

/// What the matchers did not find: the deadline that ended the step, what an unknown tool says, or
/// what stands before a wrapper's summary.
std::optional<Finding> added_to(const std::vector<Finding>& findings, const Section& section) {
    const auto& step = section.step();
    if (step.timed_out)
        return timeout_of(section);
    if (findings.empty())
        return unexplained(section);
    return only_consequences(findings) ? cause_before(section) : std::nullopt;
}

std::vector<Merged> failures_of(Section section, std::size_t step_index) {
    auto findings = counted(findings_of(section), section);
    if (auto added = added_to(findings, section))
        findings.push_back(std::move(*added));
    return merge(findings, section, step_index);
}

/// Takes secrets and personal data out of every text that comes from the log.
void redact(model::Failure& failure, base::PersonalData personal) {
    const auto clean = [personal](std::string& text) { text = base::redacted(text, personal); };
    for (auto* text :
         {&failure.subject, &failure.step, &failure.command, &failure.message, &failure.evidence})
        clean(*text);
    for (auto& test : failure.tests)
        for (auto* text : {&test.name, &test.message, &test.expected, &test.actual})
            clean(*text);
    for (auto& suggestion : failure.suggestions)
        clean(suggestion);
}

}  // namespace

Diagnosed diagnose_with_notes(const model::LogSource& source) {
    if (source.exit_code == 0 && !source.timed_out)
        return {};
    const Log log(source);
    std::vector<Merged> all;
    for (std::size_t i = 0; i < log.steps().size(); ++i) {
        if (passed(log.steps()[i]))
            continue;
        auto merged = failures_of(Section(log, log.steps()[i], source.root), i);
        std::move(merged.begin(), merged.end(), std::back_inserter(all));
    }
    const auto personal =
        source.keeps_personal ? base::PersonalData::keep : base::PersonalData::mask;
    for (auto& merged : all) {
        redact(merged.failure, personal);
        merged.least_message = base::redacted(merged.least_message, personal);
    }
    return {ranked(std::move(all)), log.notes()};
}

std::vector<model::Failure> diagnose(const model::LogSource& source) {
    return diagnose_with_notes(source).failures;
}

}  // namespace mendel::diagnose
