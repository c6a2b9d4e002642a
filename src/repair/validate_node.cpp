#include "repair/validate_node.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "repair/deadline.hpp"
#include "repair/helper_run.hpp"
#include "repair/node_suite.hpp"
#include "repair/trials.hpp"
#include "sys/pool.hpp"

namespace mendel::repair {
namespace {

using Json = nlohmann::json;
using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr int k_memory_megabytes = 256;
constexpr int k_enough = 20;  ///< plausible candidates of one batch
constexpr std::size_t k_batch = 64;
constexpr Milliseconds k_slack{20'000};

class NodeValidator : public Validator {
  public:
    NodeValidator(const model::Round& round, model::Command command, Json units)
        : m_round(round), m_command(std::move(command)), m_units(std::move(units)) {}

    std::string name() const override { return "node workers"; }
    std::size_t batch_size() const override { return k_batch; }

    /// Whether the scripts end in workers as they do by themselves.
    base::Status begin() {
        const auto ran = serve({}, std::chrono::seconds(30), Patience::usual);
        return ran ? base::Status() : base::fail(ran.error());
    }

    base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                         steady_clock::time_point deadline,
                                         Patience patience) override {
        std::vector<Json> jobs;
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto job = m_jobs.job_of(batch[i], i);
            if (!job)
                return base::fail(job.error());
            jobs.push_back(std::move(*job));
        }
        std::vector<Trial> trials;
        while (!jobs.empty()) {
            const auto left = time_until(deadline);
            if (left <= Milliseconds(0))
                break;
            const auto ran = serve(jobs, left, patience);
            if (!ran)
                return base::fail(ran.error());
            auto some = trials_of(*ran, batch.size());
            trials.insert(trials.end(), some.begin(), some.end());
            if (ran->finished || !drop_done(*ran, jobs, trials))
                break;
        }
        std::sort(trials.begin(), trials.end(), [](const auto& left, const auto& right) {
            return left.candidate < right.candidate;
        });
        return trials;
    }

  private:
    base::Result<HelperRun> serve(const std::vector<Json>& jobs, Milliseconds left,
                                  Patience patience) {
        std::vector<Json> lines = {{{"root", m_round.tree.root},
                                    {"directory", m_units[0]["directory"]},
                                    {"units", m_units},
                                    {"width", sys::processor_count()},
                                    {"memory", k_memory_megabytes},
                                    {"seconds", static_cast<double>(left.count()) / 1000},
                                    {"patient", patience == Patience::usual},
                                    {"enough", k_enough}}};
        lines.insert(lines.end(), jobs.begin(), jobs.end());
        auto ran = run_helper(m_round, {.command = node_helper(m_round, m_command, "serve"),
                                        .on_top = helper_files(m_round, {"mendel_repair_node.cjs"}),
                                        .lines = std::move(lines),
                                        .deadline = left + k_slack});
        if (!ran)
            return ran;
        for (const auto& answer : ran->answers)
            if (answer.contains("unsuited"))
                return base::fail(base::ErrorKind::user, base::text_at(answer, "unsuited"));
        if (ran->answers.empty())
            return base::fail(base::ErrorKind::transient,
                              "The scripts could not be taken over: " + ran->trouble + ".");
        return ran;
    }

    /// After a candidate ended the whole server: those begun and not done count as failed.
    /// @return whether any progress was made
    static bool drop_done(const HelperRun& ran, std::vector<Json>& jobs,
                          std::vector<Trial>& trials) {
        std::set<long> done;
        for (const auto& answer : ran.answers)
            if (answer.contains("candidate"))
                done.insert(base::number_at(answer, "candidate"));
        for (const auto& answer : ran.answers) {
            if (!answer.contains("begun") || done.count(base::number_at(answer, "begun")) != 0)
                continue;
            done.insert(base::number_at(answer, "begun"));
            trials.push_back(
                {.candidate = static_cast<std::size_t>(base::number_at(answer, "begun")),
                 .state = TrialState::fails,
                 .detail = "it ended the process of the tests"});
        }
        const auto before = jobs.size();
        jobs.erase(std::remove_if(jobs.begin(), jobs.end(),
                                  [&](const Json& job) {
                                      return done.count(base::number_at(job, "index")) != 0;
                                  }),
                   jobs.end());
        return jobs.size() < before;
    }

    const model::Round m_round;
    model::Command m_command;
    Json m_units;
    JobWriter m_jobs{m_round.tree};
};

bool is_suited(const Json& units) {
    return !units.empty() && std::all_of(units.begin(), units.end(), [&](const Json& unit) {
        return !base::flag_at(unit, "forked") && !base::text_at(unit, "main").empty() &&
               unit["directory"] == units[0]["directory"];
    });
}

}  // namespace

base::Result<std::unique_ptr<Validator>> make_node_validator(const model::Round& round,
                                                             const Localisation& where) {
    auto measured = base::parse_json(where.state, "the measured run");
    if (!measured || !measured->contains("units") || !is_suited((*measured)["units"]))
        return base::fail(base::ErrorKind::user, "No script was measured that a worker can run.");
    const auto commands = node_commands(round);
    const auto index = static_cast<std::size_t>(base::number_at(*measured, "node"));
    if (index >= commands.size())
        return base::fail(base::ErrorKind::user, "The measured check is not there any more.");
    auto validator =
        std::make_unique<NodeValidator>(round, commands[index], std::move((*measured)["units"]));
    if (const auto begun = validator->begin(); !begun)
        return base::fail(begun.error());
    return validator;
}

}  // namespace mendel::repair
