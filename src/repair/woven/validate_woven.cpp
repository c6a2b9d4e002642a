#include "repair/woven/validate_woven.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/text.hpp"
#include "repair/deadline.hpp"
#include "repair/helper_run.hpp"
#include "repair/woven/runtime.hpp"
#include "repair/woven/weave.hpp"
#include "sys/pool.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t k_batch = 256;
constexpr int k_most_builds = 10;         ///< of one part: each leaves out what did not compile
constexpr int k_most_narrowed = 24;       ///< builds of one search that tell nothing
constexpr std::size_t k_most_proofs = 8;  ///< of one part, that end otherwise

/// What a variant may take.
struct Limits {
    Milliseconds original;  ///< the program as it is
    Milliseconds loop;      ///< the same, where it is known not to end
    int times_original;     ///< another variant: so often what the program as it is took ...
    Milliseconds slack;     ///< ... and so much more
};
constexpr Limits k_little = {Milliseconds(4000), Milliseconds(1000), 3, Milliseconds(100)};
constexpr Limits k_usual = {Milliseconds(16'000), Milliseconds(4000), 5, Milliseconds(1000)};
constexpr Milliseconds k_most_for_variants{20'000};
constexpr Milliseconds k_most_for_build{180'000};
constexpr std::string_view k_row = "mendel-variants:";
/// Runs the check, then shows what the woven programs wrote.
constexpr const char* k_shell = "rm -f \"$0\"; \"$@\"; code=$?; cat \"$0\" 2>/dev/null; exit $code";

/// One woven program as it ran: a letter for each variant, the first for the program as it is.
/// 'p' passed, 'f' failed, 't' was over its time, '-' was not run.
struct Row {
    std::string verdicts;
    std::string program;
};

std::vector<Row> rows_of(const std::string& output, std::size_t variants) {
    std::vector<Row> rows;
    for (const auto line : base::split_lines(output)) {
        if (line.substr(0, k_row.size()) != k_row)
            continue;
        const auto rest = line.substr(k_row.size());
        const auto blank = rest.find(' ');
        if (rest.substr(0, blank).size() != variants + 1)
            continue;
        rows.push_back(
            {std::string(rest.substr(0, blank)),
             blank == std::string_view::npos ? "" : std::string(rest.substr(blank + 1))});
    }
    return rows;
}

/// What the rows say of a variant; nothing where one of the programs did not run it.
std::optional<Trial> trial_of(const std::vector<Row>& rows, std::size_t variant) {
    Trial trial{.state = TrialState::passes};
    bool is_late = false;
    bool is_worse = false;
    std::size_t before = 0;
    for (const auto& row : rows) {
        const char verdict = row.verdicts[variant];
        if (verdict == '-')
            return {};
        before += row.verdicts[0] != 'p' ? 1 : 0;
        is_late = is_late || verdict == 't';
        is_worse = is_worse || (verdict != 'p' && row.verdicts[0] == 'p');
        if (verdict != 'p')
            trial.failing.push_back(row.program);
    }
    if (trial.failing.empty())
        return trial;
    trial.state = is_late                                      ? TrialState::timed_out
                  : !is_worse && trial.failing.size() < before ? TrialState::fixes_some
                                                               : TrialState::fails;
    trial.detail = is_late ? "over its deadline" : trial.failing.front() + " fails";
    return trial;
}

class WovenValidator : public Validator {
  public:
    WovenValidator(const model::Round& round, std::unique_ptr<Validator> plain)
        : m_round(round), m_plain(std::move(plain)), m_weaver(m_round.tree) {}

    std::string name() const override { return m_works ? "woven variants" : m_plain->name(); }
    std::size_t batch_size() const override { return m_works ? k_batch : m_plain->batch_size(); }

    base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                         steady_clock::time_point deadline,
                                         Patience patience) override {
        m_waiting.clear();
        m_open.clear();
        for (std::size_t index = 0; index < batch.size(); ++index)
            if (auto version = m_works ? m_weaver.version_of(batch[index]) : std::nullopt)
                m_waiting.emplace(index, std::move(*version));
            else
                m_open.push_back(index);
        std::vector<Trial> trials;
        while (!m_waiting.empty() && time_until(deadline) > Milliseconds(0))
            if (const auto ran = run_part(batch, deadline, patience, trials); !ran)
                return base::fail(ran.error());
        if (const auto ran = run_open(batch, deadline, patience, trials); !ran)
            return base::fail(ran.error());
        std::sort(trials.begin(), trials.end(), [](const auto& left, const auto& right) {
            return left.candidate < right.candidate;
        });
        return trials;
    }

  private:
    /// As many of those that wait as one program takes; each call decides some of them.
    base::Status run_part(std::span<const Candidate> batch, steady_clock::time_point deadline,
                          Patience patience, std::vector<Trial>& trials) {
        for (int build = 0; build < k_most_builds && !m_waiting.empty(); ++build) {
            const auto woven = m_weaver.weave(m_waiting, m_at_once);
            const auto ran = run_woven(woven, deadline, patience);
            if (!ran)
                return base::fail(ran.error());
            const auto rows = rows_of(ran->output, woven.candidates.size());
            if (!rows.empty())
                return take(batch, woven, rows, deadline, trials);
            m_is_cut = m_is_cut || base::contains(ran->output, "too many errors");
            auto broken = m_weaver.broken(woven, m_waiting, ran->output);
            if (ran->timed_out || (broken.empty() && !narrow(woven, broken))) {
                give_up();
                return {};
            }
            for (const auto index : broken) {
                trials.push_back({.candidate = index,
                                  .state = TrialState::does_not_load,
                                  .detail = "does not compile"});
                m_waiting.erase(index);
            }
        }
        if (!m_waiting.empty() && !m_has_rows)
            give_up();
        return {};
    }

    /// Where what is wrong with a program is told of none of its versions: one alone, then halves,
    /// until the one that is wrong is alone.
    /// @returns false where it is not worth more time
    bool narrow(const Woven& woven, std::set<std::size_t>& broken) {
        const auto count = woven.candidates.size();
        if (m_narrowed++ == k_most_narrowed || (count == 1 && !m_has_rows))
            return false;
        if (count == 1)
            broken.insert(woven.candidates.front());
        m_at_once = m_has_rows ? std::max<std::size_t>(1, count / 2) : 1;
        return true;
    }

    base::Result<model::RunResult> run_woven(const Woven& woven, steady_clock::time_point deadline,
                                             Patience patience) const {
        const bool is_loop = m_round.failure.category == model::Category::timeout;
        const auto& limits = patience == Patience::usual ? k_usual : k_little;
        const auto left = std::max(Milliseconds(1000), time_until(deadline));
        const auto rows = fmt::format("{}/{}/variants", m_round.tree.root, k_helper_folder);
        auto command = within_script(
            m_round.check, woven.prepare + (m_is_cut ? woven.compile : "") + k_shell, {rows});
        command.environment["MENDEL_VARIANTS"] = fmt::format(
            "{} {} {} {} {} {} {}", woven.candidates.size(),
            (is_loop ? limits.loop : limits.original).count(), limits.times_original,
            limits.slack.count(),
            std::chrono::ceil<std::chrono::seconds>(std::min(left, k_most_for_variants)).count(),
            sys::processor_count(), rows);
        if (m_is_apart)
            command.environment["MENDEL_VARIANTS_APART"] = std::string("1");
        return m_round.run({.command = std::move(command),
                            .deadline = std::min(left + k_most_for_variants, k_most_for_build),
                            .on_top = &woven.patch});
    }

    /// What the rows decide; what passes is proven by the plain command.
    base::Status take(std::span<const Candidate> batch, const Woven& woven,
                      const std::vector<Row>& rows, steady_clock::time_point deadline,
                      std::vector<Trial>& trials) {
        if (std::all_of(rows.begin(), rows.end(),
                        [](const Row& row) { return row.verdicts[0] == 'p'; })) {
            give_up();
            return {};
        }
        m_has_rows = true;
        m_at_once = k_batch;
        std::vector<std::size_t> passing;
        bool is_decided = false;
        bool is_any_open = false;
        for (std::size_t at = 0; at < woven.candidates.size(); ++at) {
            auto trial = trial_of(rows, at + 1);
            is_any_open = is_any_open || !trial;
            if (!trial)
                continue;
            is_decided = true;
            trial->candidate = woven.candidates[at];
            m_waiting.erase(trial->candidate);
            if (trial->state == TrialState::passes)
                passing.push_back(trial->candidate);
            else
                trials.push_back(std::move(*trial));
        }
        if (!is_decided && m_is_apart)
            give_up();
        m_is_apart = m_is_apart || is_any_open;
        return prove(batch, passing, deadline, trials);
    }

    /// By the plain command, until it confirms one: from then on the woven programs are believed,
    /// as the judge runs the check itself of what is proposed.
    base::Status prove(std::span<const Candidate> batch, const std::vector<std::size_t>& passing,
                       steady_clock::time_point deadline, std::vector<Trial>& trials) {
        std::size_t proofs = 0;
        for (const auto index : passing) {
            if (m_is_believed)
                trials.push_back({.candidate = index, .state = TrialState::passes});
            else if (++proofs > k_most_proofs)
                trials.push_back({.candidate = index, .state = TrialState::put_off});
            else if (auto ran = run_plain(batch, {index}, deadline, Patience::usual, trials); !ran)
                return ran;
            m_is_believed =
                m_is_believed || (!trials.empty() && trials.back().state == TrialState::passes);
        }
        return {};
    }

    /// What could not be woven: at once where nothing else is left, else at the end of the search.
    base::Status run_open(std::span<const Candidate> batch, steady_clock::time_point deadline,
                          Patience patience, std::vector<Trial>& trials) {
        if (!m_works || patience == Patience::usual)
            return run_plain(batch, m_open, deadline, patience, trials);
        for (const auto index : m_open)
            trials.push_back({.candidate = index, .state = TrialState::put_off});
        return {};
    }

    base::Status run_plain(std::span<const Candidate> batch, const std::vector<std::size_t>& which,
                           steady_clock::time_point deadline, Patience patience,
                           std::vector<Trial>& trials) {
        std::vector<Candidate> chosen;
        chosen.reserve(which.size());
        for (const auto index : which)
            chosen.push_back(batch[index]);
        auto ran = m_plain->run(chosen, deadline, patience);
        if (!ran)
            return base::fail(ran.error());
        for (auto& trial : *ran) {
            trial.candidate = which[trial.candidate];
            trials.push_back(std::move(trial));
        }
        return {};
    }

    /// From now on the plain command tries what is left.
    void give_up() {
        m_works = false;
        for (const auto& [index, version] : m_waiting)
            m_open.push_back(index);
        m_waiting.clear();
    }

    const model::Round m_round;
    std::unique_ptr<Validator> m_plain;
    Weaver m_weaver;
    bool m_works = true;
    bool m_has_rows = false;          ///< some woven program told what became of its variants
    std::size_t m_at_once = k_batch;  ///< candidates in one program
    int m_narrowed = 0;               ///< programs of which nothing was told
    bool m_is_believed = false;       ///< what passes woven passes by the plain command
    bool m_is_apart = false;  ///< each variant gets a process, as some ended the one they shared
    bool m_is_cut = false;    ///< the check tells only some of a compiler's errors
    std::map<std::size_t, Version> m_waiting;  ///< of the batch: to be woven, by index
    std::vector<std::size_t> m_open;           ///< of the batch: not woven
};

}  // namespace

bool may_be_woven(const Localisation& where) {
    return !where.lines.empty() && Weaver::knows(where.lines.front().file);
}

std::unique_ptr<Validator> make_woven_validator(const model::Round& round,
                                                std::unique_ptr<Validator> plain) {
    return std::make_unique<WovenValidator>(round, std::move(plain));
}

}  // namespace mendel::repair
