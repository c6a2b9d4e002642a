#include "repair/validate_python.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "repair/deadline.hpp"
#include "repair/python_suite.hpp"
#include "repair/trials.hpp"
#include "sys/pool.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t k_memory_cap = 512U << 20U;  ///< bytes on top of what the suite has loaded
constexpr int k_start_seconds = 60;
constexpr int k_enough = 20;       ///< plausible candidates of one batch
constexpr int k_more_seconds = 4;  ///< that a batch goes on after the first one
constexpr std::size_t k_batch = 512;
constexpr Milliseconds k_slack{15'000};

/// Seconds of a processor: of a test on top of `times` what it took as it was, and of one whose
/// time is not known since it did not end.
struct Allowed {
    double known, times, unknown;
};
constexpr Allowed k_little{0.05, 3, 0.05};
constexpr Allowed k_usual{0.4, 10, 2};

class PythonValidator : public Validator {
  public:
    PythonValidator(const model::Round& round, PythonSuite suite, nlohmann::json measured)
        : m_round(round), m_suite(std::move(suite)), m_measured(std::move(measured)) {}

    std::string name() const override { return "python fork server (" + m_suite.kind + ")"; }
    std::size_t batch_size() const override { return k_batch; }

    base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                         steady_clock::time_point deadline,
                                         Patience patience) override {
        const auto left = time_until(deadline);
        if (batch.empty() || left <= Milliseconds(0))
            return std::vector<Trial>{};
        std::vector<nlohmann::json> lines = {order(left, patience)};
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto job = m_jobs.job_of(batch[i], i);
            if (!job)
                return base::fail(job.error());
            lines.push_back(std::move(*job));
        }
        const auto ran = run_python(m_round, m_suite, lines, left + k_slack);
        if (!ran)
            return base::fail(ran.error());
        if (!ran->finished && ran->answers.empty())
            return base::fail(base::ErrorKind::transient,
                              "The suite could not be taken over: " + ran->trouble + ".");
        return trials_of(*ran, batch.size());
    }

  private:
    nlohmann::json order(Milliseconds left, Patience patience) const {
        const auto& allowed = patience == Patience::little ? k_little : k_usual;
        return {{"mode", "serve"},
                {"root", m_round.tree.root},
                {"tests", m_measured["tests"]},
                {"modules", m_measured["modules"]},
                {"cover", m_measured["cover"]},
                {"partial", m_measured["partial"]},
                {"width", sys::processor_count()},
                {"memory", k_memory_cap},
                {"seconds", static_cast<double>(left.count()) / 1000},
                {"start", k_start_seconds},
                {"all", patience == Patience::usual},
                {"allowed", {allowed.known, allowed.times, allowed.unknown}},
                {"enough", k_enough},
                {"more", k_more_seconds}};
    }

    const model::Round m_round;
    PythonSuite m_suite;
    nlohmann::json m_measured;
    JobWriter m_jobs{m_round.tree};
};

}  // namespace

base::Result<std::unique_ptr<Validator>> make_python_validator(const model::Round& round,
                                                               const Localisation& where) {
    auto measured = base::parse_json(where.state, "the measured run");
    if (!measured || !measured->contains("suite"))
        return base::fail(base::ErrorKind::user, "No Python suite was measured.");
    if (base::flag_at(*measured, "children"))
        return base::fail(base::ErrorKind::user, "A failing test starts programs of its own.");
    auto suites = python_suites(round);
    const auto index = static_cast<std::size_t>(base::number_at(*measured, "suite"));
    if (index >= suites.size())
        return base::fail(base::ErrorKind::user, "The measured suite is not there any more.");
    return std::make_unique<PythonValidator>(round, std::move(suites[index]), std::move(*measured));
}

}  // namespace mendel::repair
