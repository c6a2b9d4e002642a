#include "repair/rung.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/validate_plain.hpp"

namespace mendel::repair {

namespace {

constexpr std::size_t k_most_patches = 3;
constexpr std::size_t k_most_runners_up = 5;

/// A program may raise errors of syntax and of imports itself: where they fail a test that has a
/// name, rather than a file of tests, the suite did start.
bool fails_test(const model::Failure& failure) {
    return std::any_of(failure.tests.begin(), failure.tests.end(), [](const auto& test) {
        return !test.name.empty() && test.name != test.file;
    });
}

bool applies(const model::Failure& failure) {
    switch (failure.category) {
        case model::Category::syntax_error:
        case model::Category::import_error:
            return fails_test(failure);
        case model::Category::test_failure:
        case model::Category::runtime_error:
        case model::Category::timeout:
            return true;
        default:
            return false;
    }
}

std::string told(const Candidate& candidate) {
    auto text = fmt::format("{}:{}: {}", candidate.file, candidate.line, candidate.summary);
    if (!candidate.marks.empty())
        text += fmt::format(" ({})", base::join(candidate.marks, ", "));
    return text;
}

std::vector<std::string> notes_of(const SearchReport& report) {
    const auto seconds = static_cast<double>(report.duration.count()) / 1000;
    std::vector<std::string> notes = {fmt::format(
        "searched by {}: {} of {} listed edits tried in {:.1f} s with the {}, {} pass",
        report.where.method, report.tried, report.space, seconds,
        report.validator.empty() ? "check" : report.validator, report.plausible.size())};
    notes.insert(notes.end(), report.where.notes.begin(), report.where.notes.end());
    notes.insert(notes.end(), report.notes.begin(), report.notes.end());
    for (std::size_t i = 1; i < std::min(report.plausible.size(), k_most_runners_up + 1); ++i)
        notes.push_back(fmt::format("also passes: {}", told(report.plausible[i])));
    return notes;
}

base::Result<model::Proposal> propose(const model::Round& round, const Ports& ports,
                                      const SearchLimits& limits) {
    if (limits.time <= std::chrono::milliseconds(0) || limits.candidates == 0)
        return model::Proposal{.notes = {"the search has no budget (heal.repair)"}};
    auto report = search(round, ports, limits);
    if (!report)
        return base::fail(report.error());
    model::Proposal proposal{.notes = notes_of(*report)};
    for (const auto& candidate : report->plausible.empty() ? report->progress : report->plausible) {
        if (proposal.patches.size() == k_most_patches)
            break;
        auto patch = patch_of(round, candidate);
        if (!patch)
            return base::fail(patch.error());
        patch->summary =
            fmt::format("{} in {}:{}", candidate.summary, candidate.file, candidate.line);
        proposal.patches.push_back(std::move(*patch));
    }
    return proposal;
}

/// What was proposed for the failures of a round: one search mends all of them or none.
struct Memory {
    std::string key;
    base::Result<model::Proposal> proposal = model::Proposal{};
};

std::string key_of(const model::Round& round) {
    std::string key = round.tree.base + model::to_text(round.check);
    for (const auto& failure : round.failures)
        key += " " + failure.fingerprint;
    return key;
}

}  // namespace

model::Rung repair_rung(const Ports& ports, const SearchLimits& limits) {
    return {
        .name = "repair",
        .purpose = "searches for a small edit with which every test passes",
        .applies = applies,
        .propose = [ports, limits, memory = std::make_shared<Memory>()](const model::Round& round) {
            if (const auto key = key_of(round); memory->key != key)
                *memory = {key, propose(round, ports, limits)};
            return memory->proposal;
        }};
}

}  // namespace mendel::repair
