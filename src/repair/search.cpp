#include "repair/search.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/deadline.hpp"
#include "repair/operators/space.hpp"
#include "repair/ranking.hpp"

namespace mendel::repair {

namespace {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t k_first_batch = 4;
constexpr std::size_t k_first_part = 4;  ///< of the largest batch
constexpr std::size_t k_enough_plausible = 40;
constexpr std::size_t k_most_partial = 24;
constexpr std::size_t k_most_late = 2000;
constexpr double k_share_before_progress = 0.5;
constexpr Milliseconds k_batch_aim{12'000};
constexpr Milliseconds k_progress_every{3000};
/// After the first plausible one the search goes on a while, for one that ranks better.
constexpr Milliseconds k_least_more{4000};
constexpr double k_share_more = 0.5;
constexpr int k_judge_part = 6;
constexpr Milliseconds k_least_for_judge{2000};
constexpr Milliseconds k_most_for_judge{60'000};

class Search {
  public:
    Search(const model::Round& round, const Ports& ports, const SearchLimits& limits)
        : m_round(round), m_ports(ports), m_limits(limits), m_begin(steady_now()) {
        m_deadline = m_begin + limits.time;
        if (round.deadline != steady_clock::time_point{})
            m_deadline = std::min(m_deadline, round.deadline - time_for_judge(round.deadline));
        m_round.deadline = m_deadline;
    }

    base::Result<SearchReport> run() {
        auto where = localise(m_round);
        if (!where)
            return base::fail(where.error());
        m_report.where = std::move(*where);
        for (const auto& note : m_report.where.notes)
            tell(note);
        if (!prepare())
            return finished();
        auto validator = make_validator(m_round, m_report.where, m_ports);
        if (!validator)
            return base::fail(validator.error());
        m_validator = std::move(*validator);
        m_report.validator = m_validator->name();
        tell(fmt::format("edits of {} lines to try with the {}", m_report.where.lines.size(),
                         m_report.validator));
        try_singles();
        return finished();
    }

  private:
    bool prepare() {
        m_space.emplace(m_round.tree, m_report.where);
        if (m_space->files() == 0)
            m_report.notes.emplace_back("no line to search could be told from the failure");
        return m_space->files() != 0;
    }

    void try_singles() {
        const auto largest = m_validator->batch_size();
        const auto smallest = std::max(k_first_batch, largest / k_first_part);
        auto size = smallest;
        while (!is_over()) {
            const auto batch = m_space->next(std::min(size, m_limits.candidates - m_report.tried));
            if (batch.empty()) {
                m_report.notes.emplace_back("every edit was tried");
                break;
            }
            const auto begin = steady_now();
            if (!try_batch(batch, Patience::little) || !try_pairs())
                return;
            const auto took = since(begin);
            if (took < k_batch_aim)
                size = std::min(size * 2, std::max(smallest, largest));
            else if (took > k_batch_aim * 2)
                size = std::max(smallest, size / 2);
            if (is_time_for_progress())
                return;
        }
        try_late();
    }

    /// What mends some of the tests, and not by doing less, leaves time for another search that
    /// mends the others.
    bool is_time_for_progress() {
        const bool is_progress =
            std::any_of(m_partial.begin(), m_partial.end(),
                        [](const auto& partial) { return !removes_code(partial.candidate); });
        if (!m_report.plausible.empty() || !is_progress ||
            share_of_time() < k_share_before_progress)
            return false;
        m_report.notes.emplace_back("what mends a part of the failing tests is proposed");
        return true;
    }

    /// Those that took long, once more and with the usual patience, where nothing passes so far.
    bool try_late() {
        const auto late = std::exchange(m_late, {});
        const auto most = m_validator->batch_size();
        for (std::size_t at = 0; at < late.size() && m_report.plausible.empty() && !is_over();
             at += most)
            if (!try_batch({late.data() + at, std::min(most, late.size() - at)}, Patience::usual))
                return false;
        return true;
    }

    /// Two edits, each of which mends other failing tests: those with one that is new.
    bool try_pairs() {
        std::vector<Candidate> pairs;
        for (std::size_t j = m_paired; j < m_partial.size(); ++j)
            for (std::size_t i = 0; i < j; ++i)
                if (are_complementary(m_partial[i].failing, m_partial[j].failing))
                    if (auto both = m_space->paired(m_partial[i].candidate, m_partial[j].candidate))
                        pairs.push_back(std::move(*both));
        m_paired = m_partial.size();
        std::stable_sort(pairs.begin(), pairs.end(), [](const auto& left, const auto& right) {
            return left.score > right.score;
        });
        for (std::size_t at = 0; at < pairs.size() && !is_over(); at += m_validator->batch_size()) {
            const auto count = std::min(m_validator->batch_size(), pairs.size() - at);
            if (!try_batch({pairs.data() + at, count}, Patience::usual))
                return false;
        }
        return true;
    }

    static bool are_complementary(const std::vector<std::string>& left,
                                  const std::vector<std::string>& right) {
        const std::set<std::string> still(left.begin(), left.end());
        return std::none_of(right.begin(), right.end(),
                            [&](const auto& name) { return still.count(name) != 0; });
    }

    bool try_batch(std::span<const Candidate> batch, Patience patience) {
        auto trials = m_validator->run(batch, m_until ? std::min(*m_until, m_deadline) : m_deadline,
                                       patience);
        if (!trials) {
            m_report.notes.push_back(base::describe(trials.error()));
            return false;
        }
        for (auto& trial : *trials)
            take(batch[trial.candidate], trial, patience);
        if (since(m_told) >= k_progress_every)
            tell_progress();
        return true;
    }

    void take(const Candidate& candidate, Trial& trial, Patience patience) {
        if (trial.state != TrialState::put_off)
            ++m_report.tried;
        ++m_report.states[trial.state];
        const bool is_late =
            trial.state == TrialState::timed_out || trial.state == TrialState::put_off;
        if (is_late && patience == Patience::little && m_late.size() < k_most_late)
            m_late.push_back(candidate);
        if (trial.state == TrialState::passes && !trial.doubt.empty()) {
            m_doubtful.push_back(candidate);
            m_doubtful.back().marks.push_back(trial.doubt);
        } else if (trial.state == TrialState::passes) {
            m_report.plausible.push_back(candidate);
            if (!m_until) {
                const auto spent = since(m_begin);
                const auto more =
                    std::max(k_least_more, Milliseconds(static_cast<long>(
                                               k_share_more * static_cast<double>(spent.count()))));
                m_until = steady_now() + more;
            }
        } else if (trial.state == TrialState::fixes_some && m_partial.size() < k_most_partial) {
            m_partial.push_back({candidate, std::move(trial.failing)});
        }
    }

    bool is_over() {
        const auto now = steady_now();
        if (m_report.plausible.size() >= k_enough_plausible || (m_until && now >= *m_until))
            return true;
        if (m_report.tried >= m_limits.candidates) {
            m_report.notes.push_back(
                fmt::format("{} candidates, the limit, were tried", m_report.tried));
            return true;
        }
        if (now < m_deadline)
            return false;
        m_report.notes.emplace_back("its time is over");
        return true;
    }

    /// What is found must still be judged within the time of the run.
    Milliseconds time_for_judge(steady_clock::time_point end) const {
        const auto left = std::chrono::duration_cast<Milliseconds>(end - m_begin);
        return std::clamp(left / k_judge_part, k_least_for_judge, k_most_for_judge);
    }

    double share_of_time() const {
        const auto all = std::chrono::duration_cast<Milliseconds>(m_deadline - m_begin);
        return static_cast<double>(since(m_begin).count()) /
               static_cast<double>(std::max<long>(1, all.count()));
    }

    static Milliseconds since(steady_clock::time_point begin) {
        return std::chrono::duration_cast<Milliseconds>(steady_now() - begin);
    }

    void tell_progress() {
        m_told = steady_now();
        const auto seconds = std::max(0.001, static_cast<double>(since(m_begin).count()) / 1000);
        const auto best =
            m_report.plausible.empty()
                ? std::string("none passes yet")
                : fmt::format("{} pass, best place {}:{}", m_report.plausible.size(),
                              m_report.plausible.front().file, m_report.plausible.front().line);
        tell(fmt::format("{} candidates tried, {:.0f} per second, {}", m_report.tried,
                         static_cast<double>(m_report.tried) / seconds, best));
    }

    void tell(const std::string& text) const {
        if (m_round.events)
            m_round.events({.kind = model::EventKind::note,
                            .stage = "heal",
                            .subject = "repair",
                            .text = text});
    }

    SearchReport finished() {
        m_report.duration = since(m_begin);
        m_report.space = m_space ? m_space->listed() : 0;
        for (auto& candidate : m_doubtful)
            m_report.plausible.push_back(std::move(candidate));
        rank(m_round, m_report.plausible);
        if (m_report.plausible.empty())
            take_progress();
        return std::move(m_report);
    }

    /// The partial ones, those first that leave least.
    void take_progress() {
        std::stable_sort(
            m_partial.begin(), m_partial.end(), [](const auto& left, const auto& right) {
                return std::make_pair(removes_code(left.candidate), left.failing.size()) <
                       std::make_pair(removes_code(right.candidate), right.failing.size());
            });
        for (auto& partial : m_partial)
            m_report.progress.push_back(std::move(partial.candidate));
    }

    struct Partial {
        Candidate candidate;
        std::vector<std::string> failing;
    };

    model::Round m_round;
    const Ports& m_ports;
    SearchLimits m_limits;
    steady_clock::time_point m_begin;
    steady_clock::time_point m_told = m_begin;
    steady_clock::time_point m_deadline;
    std::optional<steady_clock::time_point> m_until;
    std::optional<Space> m_space;
    std::unique_ptr<Validator> m_validator;
    std::vector<Partial> m_partial;
    std::size_t m_paired = 0;       ///< of the partial ones, those that were paired with each other
    std::vector<Candidate> m_late;  ///< to be tried once more
    std::vector<Candidate> m_doubtful;  ///< pass, but for a test that was not measured
    SearchReport m_report;
};

}  // namespace

base::Result<SearchReport> search(const model::Round& round, const Ports& ports,
                                  const SearchLimits& limits) {
    return Search(round, ports, limits).run();
}

}  // namespace mendel::repair
