#include "diagnose/diagnose.hpp"

#include <algorithm>

#include "diagnose/fallback.hpp"
#include "diagnose/log.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/merge.hpp"
#include "diagnose/prefilter.hpp"

namespace mendel::diagnose {

namespace {

std::vector<Finding> findings_of(Section& section) {
    static const Prefilter k_prefilter(matchers());
    const auto candidates = k_prefilter.candidates(section);
    Sink sink(section);
    for (std::size_t i = 0; i < matchers().size(); ++i)
        if (candidates[i])
            matchers()[i]->match(section, sink);
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

}  // namespace

std::vector<model::Failure> diagnose(const model::LogSource& source) {
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
    return ranked(std::move(all));
}

}  // namespace mendel::diagnose
