#include "app/ladder.hpp"

#include <algorithm>
#include <memory>
#include <span>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "heal/rungs.hpp"
#include "repair/rung.hpp"

namespace mendel::app {

namespace {

using model::EventKind;

/// One climb as it goes: what to try next is decided here, what it is worth by the Judge.
class Climb {
  public:
    Climb(const Ladder& ladder, const RoundSetup& setup, std::vector<model::Attempt>& attempts)
        : m_ladder(ladder), m_setup(setup), m_attempts(attempts) {}

    base::Result<std::optional<model::HealedRound>> run() {
        for (const auto& rung : m_ladder.rungs) {
            const auto& failures = m_setup.round.failures;
            for (std::size_t target = 0; target < failures.size(); ++target) {
                if (out_of_time())
                    return std::nullopt;
                if (!rung.applies(failures[target]))
                    continue;
                auto healed = try_rung(rung, target);
                if (!healed || *healed)
                    return healed;
            }
        }
        return std::nullopt;
    }

  private:
    bool out_of_time() const { return m_ladder.clock.steady() >= m_ladder.deadline; }

    base::Result<std::optional<model::HealedRound>> try_rung(const model::Rung& rung,
                                                             std::size_t target) {
        auto round = m_setup.round;
        round.failure = round.failures[target];
        round.judge = remembering(m_setup.judge_of(target));
        round.deadline = m_ladder.deadline;
        const auto begin = m_ladder.clock.steady();
        auto proposal = rung.propose(round);
        if (!proposal) {
            nothing_proposed(rung, base::describe(proposal.error()), begin);
            return std::nullopt;
        }
        m_cost_usd = proposal->cost_usd;
        m_tries = std::move(proposal->tries);
        if (proposal->patches.empty()) {
            nothing_proposed(rung, reason_of(*proposal), begin);
            return std::nullopt;
        }
        const auto count = std::min<std::size_t>(proposal->patches.size(),
                                                 static_cast<std::size_t>(m_ladder.attempts));
        auto healed = best_of(rung, round, {proposal->patches.data(), count});
        if (healed && *healed)
            (*healed)->notes = proposal->notes;
        return healed;
    }

    /// The first green patch; else, of those that are progress, the one that leaves least.
    base::Result<std::optional<model::HealedRound>> best_of(const model::Rung& rung,
                                                            const model::Round& round,
                                                            std::span<model::Patch> patches) {
        std::optional<model::HealedRound> best;
        for (auto& patch : patches) {
            if (out_of_time())
                break;
            if (const auto kept = m_setup.keep_modes(patch); !kept)
                return base::fail(kept.error());
            auto healed = judge(rung, round, patch);
            if (!healed)
                return healed;
            if (*healed && is_better(**healed, best))
                best = std::move(*healed);
            if (best && best->verdict.state == model::VerdictState::green)
                break;
        }
        if (best)
            tell(EventKind::accepted, rung.name, best->summary);
        return best;
    }

    static bool is_better(const model::HealedRound& healed,
                          const std::optional<model::HealedRound>& than) {
        return !than || healed.verdict.state == model::VerdictState::green ||
               healed.verdict.remaining.size() < than->verdict.remaining.size();
    }

    base::Result<std::optional<model::HealedRound>> judge(const model::Rung& rung,
                                                          const model::Round& round,
                                                          const model::Patch& patch) {
        if (patch.empty() || was_refused(patch))
            return std::nullopt;
        const auto begin = m_ladder.clock.steady();
        tell(EventKind::tried, rung.name, patch.summary);
        auto verdict = round.judge(patch, model::Depth::neighbours);
        if (!verdict)
            return base::fail(verdict.error());
        m_attempts.push_back({.round = m_setup.number,
                              .rung = rung.name,
                              .summary = patch.summary,
                              .state = verdict->state,
                              .proposed = true,
                              .refusals = verdict->refusals,
                              .duration = since(begin),
                              .cost_usd = std::exchange(m_cost_usd, 0),
                              .patch = patch,
                              .tries = std::exchange(m_tries, {})});
        if (verdict->state == model::VerdictState::refused) {
            m_refused.push_back(patch.changes);
            tell(EventKind::refused, rung.name, refusals_of(*verdict));
            return std::nullopt;
        }
        return model::HealedRound{.number = m_setup.number,
                                  .rung = rung.name,
                                  .summary = patch.summary,
                                  .target_fingerprint = round.failure.fingerprint,
                                  .target_message = round.failure.message,
                                  .verdict = std::move(*verdict),
                                  .patch = patch};
    }

    /// A rung that asks the Judge itself (the agent's tries) is not judged again for the same
    /// patch.
    static model::Judge remembering(const model::Judge& judge) {
        struct Judged {
            std::vector<model::FileChange> changes;
            model::Depth depth;
            model::Verdict verdict;
        };
        return [judge, known = std::make_shared<std::vector<Judged>>()](
                   const model::Patch& patch, model::Depth depth) -> base::Result<model::Verdict> {
            for (const auto& each : *known)
                if (each.depth == depth && each.changes == patch.changes)
                    return each.verdict;
            auto verdict = judge(patch, depth);
            if (verdict)
                known->push_back({patch.changes, depth, *verdict});
            return verdict;
        };
    }

    /// The same change for another failure of the same round would be judged the same.
    bool was_refused(const model::Patch& patch) const {
        return std::find(m_refused.begin(), m_refused.end(), patch.changes) != m_refused.end();
    }

    void nothing_proposed(const model::Rung& rung, const std::string& why,
                          std::chrono::steady_clock::time_point begin) {
        const bool is_said =
            std::any_of(m_attempts.begin(), m_attempts.end(), [&](const model::Attempt& attempt) {
                return !attempt.proposed && attempt.round == m_setup.number &&
                       attempt.rung == rung.name && attempt.summary == why;
            });
        if (is_said)
            return;
        m_attempts.push_back({.round = m_setup.number,
                              .rung = rung.name,
                              .summary = why,
                              .duration = since(begin),
                              .cost_usd = std::exchange(m_cost_usd, 0),
                              .tries = std::exchange(m_tries, {})});
        tell(EventKind::skipped, rung.name, why);
    }

    static std::string reason_of(const model::Proposal& proposal) {
        if (!proposal.missing_tool.empty())
            return fmt::format("{} is not installed", proposal.missing_tool);
        return proposal.notes.empty() ? "nothing to change was found"
                                      : base::join(proposal.notes, "; ");
    }

    static std::string refusals_of(const model::Verdict& verdict) {
        std::vector<std::string> reasons;
        for (const auto& refusal : verdict.refusals)
            reasons.push_back(model::to_text(refusal));
        return base::join(reasons, "; ");
    }

    std::chrono::milliseconds since(std::chrono::steady_clock::time_point begin) const {
        return std::chrono::duration_cast<std::chrono::milliseconds>(m_ladder.clock.steady() -
                                                                     begin);
    }

    void tell(EventKind kind, const std::string& rung, const std::string& text) const {
        m_setup.round.events({.kind = kind,
                              .stage = "heal",
                              .subject = rung,
                              .text = text,
                              .round = m_setup.number});
    }

    const Ladder& m_ladder;
    const RoundSetup& m_setup;
    std::vector<model::Attempt>& m_attempts;
    std::vector<std::vector<model::FileChange>> m_refused;
    double m_cost_usd = 0;                 ///< of a proposal, told with its first attempt
    std::vector<model::AgentTry> m_tries;  ///< likewise
};

}  // namespace

std::vector<model::Rung> all_rungs(const config::Config& config, const model::Rung& agent) {
    auto rungs = heal::rungs(config);
    const auto& limits = config.heal.repair;
    rungs.push_back(
        repair::repair_rung({.diagnose = diagnose::diagnose},
                            {.time = std::chrono::seconds(limits.seconds),
                             .candidates = static_cast<std::size_t>(limits.candidates)}));
    rungs.push_back(agent);
    return rungs;
}

base::Result<std::vector<model::Rung>> chosen_rungs(std::vector<model::Rung> known,
                                                    const std::vector<std::string>& names) {
    if (names.empty())
        return known;
    std::vector<std::string> known_names;
    known_names.reserve(known.size());
    for (const auto& rung : known)
        known_names.push_back(rung.name);
    std::vector<model::Rung> chosen;
    for (const auto& name : names) {
        const auto found = std::find(known_names.begin(), known_names.end(), name);
        if (found == known_names.end())
            return base::fail(base::ErrorKind::user,
                              fmt::format("There is no rung '{}'. Choose from {}.", name,
                                          base::join(known_names, ", ")));
        chosen.push_back(known[static_cast<std::size_t>(found - known_names.begin())]);
    }
    return chosen;
}

base::Result<std::optional<model::HealedRound>> climb(const Ladder& ladder, const RoundSetup& setup,
                                                      std::vector<model::Attempt>& attempts) {
    return Climb(ladder, setup, attempts).run();
}

}  // namespace mendel::app
