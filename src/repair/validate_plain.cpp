#include "repair/validate_plain.hpp"

#include <algorithm>
#include <set>

#include "repair/deadline.hpp"
#include "repair/sources.hpp"
#include "sys/pool.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int k_times_normal = 5;
constexpr int k_times_little = 2;
constexpr Milliseconds k_start{4000};

class PlainValidator : public Validator {
  public:
    PlainValidator(const model::Round& round, const Ports& ports)
        : m_round(round), m_diagnose(ports.diagnose), m_runs({round.run}) {}

    std::string name() const override { return "plain command"; }
    std::size_t batch_size() const override { return 2 * m_runs.size(); }

    /// Learns how long the check takes and what fails under it without a candidate.
    base::Status begin() {
        if (m_round.failure.category == model::Category::timeout) {
            open_more();
            return {};
        }
        const auto ran = m_round.run({.command = m_round.check, .deadline = longest()});
        if (!ran)
            return base::fail(ran.error());
        if (ran->missing)
            return base::fail(base::ErrorKind::user,
                              "The check's program is not installed. Install it first.",
                              model::to_text(m_round.check));
        m_normal = ran->duration;
        const auto names = failing_tests(*ran);
        m_before.insert(names.begin(), names.end());
        open_more();
        return {};
    }

    base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                         steady_clock::time_point deadline,
                                         Patience patience) override {
        std::vector<Trial> trials;
        const auto limit = patience == Patience::little ? m_normal * k_times_little + k_start / 2
                                                        : m_normal * k_times_normal + k_start;
        const auto width = m_runs.size();
        for (std::size_t begin = 0; begin < batch.size(); begin += width) {
            if (time_until(deadline) <= Milliseconds(0))
                break;
            const auto count = std::min(width, batch.size() - begin);
            std::vector<base::Result<Trial>> part(count, Trial{});
            sys::parallel_for(count, count, [&](std::size_t i) {
                part[i] =
                    try_one(m_runs[i], batch[begin + i], std::min(limit, time_until(deadline)));
            });
            for (std::size_t i = 0; i < count; ++i) {
                if (!part[i])
                    return base::fail(part[i].error());
                part[i]->candidate = begin + i;
                trials.push_back(std::move(*part[i]));
            }
        }
        return trials;
    }

  private:
    void open_more() {
        while (m_round.another_run && m_runs.size() < sys::processor_count()) {
            auto more = m_round.another_run();
            if (!more)
                return;
            m_runs.push_back(std::move(*more));
        }
    }

    Milliseconds longest() const {
        return std::max(Milliseconds(1000),
                        std::min(Milliseconds(600'000), time_until(m_round.deadline)));
    }

    base::Result<Trial> try_one(const model::Run& run, const Candidate& candidate,
                                Milliseconds limit) const {
        const auto patch = patch_of(m_round, candidate);
        if (!patch)
            return base::fail(patch.error());
        const auto ran = run({.command = m_round.check,
                              .deadline = std::max(limit, Milliseconds(1)),
                              .on_top = &*patch});
        if (!ran)
            return base::fail(ran.error());
        Trial trial{.duration = ran->duration};
        if (ran->timed_out) {
            trial.state = TrialState::timed_out;
            trial.detail = "over its deadline";
        } else if (ran->exit_code == 0) {
            trial.state = TrialState::passes;
        } else {
            read_failures(*ran, candidate, trial);
        }
        return trial;
    }

    void read_failures(const model::RunResult& ran, const Candidate& candidate,
                       Trial& trial) const {
        trial.failing = failing_tests(ran);
        for (const auto& failure : failures_of(ran)) {
            if (trial.detail.empty())
                trial.detail = failure.message;
            if (!is_broken_source(failure.category))
                continue;
            for (const auto& location : failure.locations)
                if (relative_path(m_round.tree, location.file) == candidate.file)
                    trial.state = TrialState::does_not_load;
        }
        const bool is_known =
            std::all_of(trial.failing.begin(), trial.failing.end(),
                        [&](const std::string& name) { return m_before.count(name) != 0; });
        if (trial.state == TrialState::fails && !trial.failing.empty() && is_known &&
            trial.failing.size() < m_before.size())
            trial.state = TrialState::fixes_some;
    }

    static bool is_broken_source(model::Category category) {
        return category == model::Category::syntax_error ||
               category == model::Category::build_failure ||
               category == model::Category::type_error;
    }

    std::vector<model::Failure> failures_of(const model::RunResult& ran) const {
        if (!m_diagnose)
            return {};
        return m_diagnose({.text = ran.output,
                           .command = model::to_text(m_round.check),
                           .exit_code = ran.exit_code,
                           .root = m_round.tree.root,
                           .timed_out = ran.timed_out});
    }

    std::vector<std::string> failing_tests(const model::RunResult& ran) const {
        std::set<std::string> names;
        for (const auto& failure : failures_of(ran))
            for (const auto& test : failure.tests)
                names.insert(test.name);
        return {names.begin(), names.end()};
    }

    const model::Round m_round;
    model::Diagnose m_diagnose;
    std::vector<model::Run> m_runs;
    std::set<std::string> m_before;
    Milliseconds m_normal{0};
};

}  // namespace

base::Result<model::Patch> patch_of(const model::Round& round, const Candidate& candidate) {
    model::Patch patch{.base = round.tree.base, .rung = "repair", .summary = candidate.summary};
    for (const auto& file : candidate.files) {
        auto before = round.tree.read(file.path);
        if (!before)
            return base::fail(before.error());
        patch.changes.push_back(
            {.path = file.path, .before = std::move(*before), .after = file.text});
    }
    std::sort(patch.changes.begin(), patch.changes.end(),
              [](const auto& left, const auto& right) { return left.path < right.path; });
    return patch;
}

base::Result<std::unique_ptr<Validator>> make_plain_validator(const model::Round& round,
                                                              const Ports& ports) {
    auto validator = std::make_unique<PlainValidator>(round, ports);
    if (const auto begun = validator->begin(); !begun)
        return base::fail(begun.error());
    return validator;
}

}  // namespace mendel::repair
