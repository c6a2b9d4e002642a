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

bool only_consequences(const std::vector<Merged>& merged) {
    return !merged.empty() && std::all_of(merged.begin(), merged.end(), [](const Merged& one) {
        return one.weight == Weight::consequence;
    });
}

bool passed(const Step& step) {
    return step.exit_code == 0 && !step.timed_out;
}

std::vector<Merged> failures_of(Section section, std::size_t step_index) {
    const auto& step = section.step();
    auto merged = section.size() > 0 ? merge(findings_of(section), section, step_index)
                                     : std::vector<Merged>{};
    if (step.timed_out)
        merged.push_back(timeout_of(section, step_index));
    else if (merged.empty() && step.exit_code)
        merged.push_back(unexplained(section, step_index));
    else if (only_consequences(merged))
        if (auto cause = cause_before(section, step_index))
            merged.push_back(std::move(*cause));
    return merged;
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
