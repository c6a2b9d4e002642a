#include "evaluate/judge.hpp"

#include <fmt/format.h>

#include "evaluate/gates.hpp"
#include "evaluate/progress.hpp"
#include "evaluate/reading.hpp"

namespace mendel::evaluate {

namespace {

using model::Patch;
using model::Refusal;
using model::Verdict;
using model::VerdictState;

Verdict refused(Verdict verdict, std::vector<Refusal> refusals) {
    verdict.state = VerdictState::refused;
    verdict.refusals = std::move(refusals);
    return verdict;
}

/// Every patched file broken on purpose: what no language and no data format accepts.
Patch broken(const Patch& patch) {
    Patch wrecked = patch;
    for (auto& change : wrecked.changes)
        if (change.after)
            change.after = "\x01 <<<<<<< broken on purpose >>>>>>> ([{'\"`\n" + *change.after;
    return wrecked;
}

/// In a copy even a green check may have run code that was installed from elsewhere.
base::Result<bool> may_claim(const JudgeSetup& setup, const Patch& whole, const Reading& reading) {
    if (setup.place->kind() != PlaceKind::copy)
        return true;
    auto reached = reaches(setup, whole, reading.evidence);
    if (const auto back = setup.place->set(whole); !back)
        return base::fail(back.error());
    return reached;
}

base::Result<Verdict> with_neighbours(const JudgeSetup& setup, Neighbours& neighbours,
                                      const Patch& whole, Verdict verdict) {
    if (const auto read = read_neighbours(setup, neighbours); !read)
        return base::fail(read.error());
    if (const auto back = setup.place->set(whole); !back)
        return base::fail(back.error());
    for (const auto& neighbour : neighbours.green) {
        auto reading = read_command(setup, neighbour);
        if (!reading && reading.error().kind != base::ErrorKind::refused)
            return refused(std::move(verdict),
                           {{"neighbour", fmt::format("this check cannot be started any more: {}",
                                                      model::to_text(neighbour))}});
        if (!reading)
            return base::fail(reading.error());
        verdict.checks.push_back(reading->evidence);
        if (reading->state != CheckState::green)
            return refused(std::move(verdict),
                           {{"neighbour", fmt::format("this check was green before: {}",
                                                      reading->evidence.command)}});
    }
    return verdict;
}

/// Why the patch is none of the base at all.
base::Result<std::vector<Refusal>> misfits(const JudgeSetup& setup, const Patch& whole) {
    std::vector<Refusal> refusals;
    if (whole.empty())
        refusals.push_back({"empty", "the patch changes nothing"});
    for (const auto& change : whole.changes) {
        const auto there = setup.repository->read(setup.base, change.path);
        if (!there)
            return base::fail(there.error());
        if (*there != change.before)
            refusals.push_back({"stale", "the patch was made of another text", change.path});
    }
    return refusals;
}

/// What needs no run: does it fit, and do the gates let it pass.
base::Result<std::vector<Refusal>> at_the_gates(const JudgeSetup& setup, const Patch& whole) {
    auto refusals = misfits(setup, whole);
    if (!refusals || !refusals->empty())
        return refusals;
    return run_gates({.patch = whole, .config = *setup.config});
}

base::Result<Verdict> judge(const JudgeSetup& setup, const RoundBase& round, const Patch& patch,
                            model::Depth depth) {
    const auto whole = model::combined(round.so_far, patch);
    Verdict verdict;
    auto refusals_before = at_the_gates(setup, whole);
    if (!refusals_before)
        return base::fail(refusals_before.error());
    if (!refusals_before->empty())
        return refused(std::move(verdict), std::move(*refusals_before));
    auto reading = read_check(setup, whole);
    if (!reading)
        return base::fail(reading.error());
    verdict.checks.push_back(reading->evidence);
    verdict.remaining = reading->failures;
    const auto reached = may_claim(setup, whole, *reading);
    if (!reached)
        return base::fail(reached.error());
    if (!*reached)
        return refused(std::move(verdict),
                       {{"not-isolated", "the check does not read the patched files here"}});
    if (reading->state == CheckState::green) {
        verdict.state = VerdictState::green;
        if (depth == model::Depth::target || round.neighbours == nullptr)
            return verdict;
        return with_neighbours(setup, *round.neighbours, whole, std::move(verdict));
    }
    if (reading->state == CheckState::unsteady)
        return refused(std::move(verdict), {{"unsteady", "the check ends differently each time"}});
    if (round.target >= round.red.failures.size() || reading->failures.empty())
        return refused(std::move(verdict), {{"red", "the check is still red"}});
    auto refusals =
        setbacks(round.red.failures, round.red.failures[round.target], reading->failures);
    if (!refusals.empty())
        return refused(std::move(verdict), std::move(refusals));
    verdict.state = VerdictState::progress;
    return verdict;
}

}  // namespace

base::Result<bool> reaches(const JudgeSetup& setup, const Patch& patch,
                           const model::CheckRun& before) {
    const auto probe = read_check(setup, broken(patch));
    if (!probe)
        return base::fail(probe.error());
    return probe->evidence.exit_code != before.exit_code ||
           probe->evidence.fingerprints != before.fingerprints;
}

model::Judge make_judge(const JudgeSetup& setup, const RoundBase& round) {
    return [&setup, &round](const Patch& patch, model::Depth depth) {
        return judge(setup, round, patch, depth);
    };
}

base::Status run_setup(const JudgeSetup& setup) {
    for (const auto& line : setup.config->heal.setup) {
        const auto ran = setup.place->run({.command = {.body = model::Script{"bash", line}},
                                           .deadline = setup.check_deadline,
                                           .effects = model::Effects::keep});
        if (!ran)
            return base::fail(ran.error());
        if (ran->exit_code != 0)
            return base::fail(base::ErrorKind::user,
                              fmt::format("This line of heal.setup ended with exit code {}: {}. "
                                          "Correct it in the configuration.",
                                          ran->exit_code, line));
    }
    return {};
}

base::Result<Verdict> confirm(const JudgeSetup& setup, const Patch& whole,
                              const PlaceOptions& fresh) {
    auto refusals = at_the_gates(setup, whole);
    if (!refusals)
        return base::fail(refusals.error());
    if (!refusals->empty())
        return refused({}, std::move(*refusals));
    // A checkout has one tree for both Places, which the fresh one must find as it was.
    if (const auto back = setup.place->set({}); !back)
        return base::fail(back.error());
    auto place = open_place(fresh, setup.place->kind());
    if (!place)
        return base::fail(place.error());
    auto again = setup;
    again.place = place->get();
    if (const auto prepared = run_setup(again); !prepared)
        return base::fail(prepared.error());
    auto reading = read_check(again, whole);
    if (!reading)
        return base::fail(reading.error());
    Verdict verdict{.state = VerdictState::green, .checks = {reading->evidence}};
    verdict.remaining = reading->failures;
    if (reading->state != CheckState::green)
        return refused(std::move(verdict), {{"red", "the check is red in a fresh place"}});
    const auto reached = may_claim(again, whole, *reading);
    if (!reached)
        return base::fail(reached.error());
    if (!*reached)
        return refused(std::move(verdict),
                       {{"not-isolated", "the check does not read the patched files here"}});
    return verdict;
}

}  // namespace mendel::evaluate
