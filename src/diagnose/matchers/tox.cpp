#include "base/regex.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

/// tox and nox only say which of their environments failed.
void match_tox(const Section& section, Sink& sink) {
    static const base::Regex k_tox(
        "^\\s*(\\S+): FAIL (?:code \\d+|\\(|✖)|^ERROR:\\s+(\\S+): (?:commands "
        "failed|InvocationError|"
        "could not install deps|parallel child exit code)|^ERROR: InvocationError for command ()|"
        "^(\\S+): exit \\d+ \\([\\d.]+ seconds\\)");
    static const base::Regex k_nox(
        "^nox > (?:Session (\\S+) failed|Command .+ failed with exit code \\d+)");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 4000);
        const auto tox = section.claimed(i) ? std::nullopt : k_tox.match(text);
        const auto nox = tox || section.claimed(i) ? std::nullopt : k_nox.match(text);
        if (!tox && !nox)
            continue;
        auto finding =
            finding_at(i, model::Category::build_failure, tox ? "tox" : "nox", "environment");
        finding.weight = Weight::consequence;
        finding.failure.message = text;
        finding.failure.confidence = 0.5;
        const auto& groups = tox ? *tox : *nox;
        for (std::size_t group = 1; group < groups.size(); ++group)
            if (finding.failure.subject.empty())
                finding.failure.subject = groups[group];
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher tox_matcher = {"tox", {": FAIL ", "ERROR: ", ": exit ", "nox > "}, match_tox};

}  // namespace mendel::diagnose
