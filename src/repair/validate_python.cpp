#include "repair/validate_python.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "repair/python_suite.hpp"
#include "sys/pool.hpp"

namespace mendel::repair {
namespace {

using Milliseconds = std::chrono::milliseconds;
using std::chrono::steady_clock;

constexpr std::size_t k_memory_cap = 512U << 20U;  ///< bytes on top of what the suite has loaded
constexpr int k_start_seconds = 60;
constexpr int k_enough = 20;  ///< plausible candidates of one batch
constexpr Milliseconds k_slack{15'000};

TrialState state_named(const std::string& name) {
    static const std::map<std::string, TrialState> k_states = {
        {"passes", TrialState::passes},
        {"fixes_some", TrialState::fixes_some},
        {"does_not_load", TrialState::does_not_load},
        {"timed_out", TrialState::timed_out}};
    const auto found = k_states.find(name);
    return found == k_states.end() ? TrialState::fails : found->second;
}

/// Moves a position to where no UTF-8 sequence is cut.
std::size_t whole_character(const std::string& text, std::size_t position) {
    while (position > 0 && position < text.size() &&
           (static_cast<unsigned char>(text[position]) & 0xC0U) == 0x80U)
        --position;
    return position;
}

/// What is to be put into the old text to make the new one: [begin, end, text].
nlohmann::json splice_of(const std::string& before, const std::string& after) {
    const auto shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    while (head < shorter && before[head] == after[head])
        ++head;
    head = whole_character(before, head);
    std::size_t tail = 0;
    while (tail < shorter - head &&
           before[before.size() - 1 - tail] == after[after.size() - 1 - tail])
        ++tail;
    while (tail > 0 && (static_cast<unsigned char>(before[before.size() - tail]) & 0xC0U) == 0x80U)
        --tail;
    return {head, before.size() - tail, after.substr(head, after.size() - tail - head)};
}

class PythonValidator : public Validator {
  public:
    PythonValidator(const model::Round& round, PythonSuite suite, nlohmann::json measured)
        : m_round(round), m_suite(std::move(suite)), m_measured(std::move(measured)) {}

    std::string name() const override { return "python fork server (" + m_suite.kind + ")"; }

    base::Result<std::vector<Trial>> run(std::span<const Candidate> batch,
                                         steady_clock::time_point deadline) override {
        const auto left = std::chrono::duration_cast<Milliseconds>(deadline - steady_clock::now());
        if (batch.empty() || left <= Milliseconds(0))
            return std::vector<Trial>{};
        std::vector<nlohmann::json> lines = {order(left)};
        for (std::size_t i = 0; i < batch.size(); ++i) {
            auto job = job_of(batch[i], i);
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
    nlohmann::json order(Milliseconds left) const {
        return {{"mode", "serve"},
                {"root", m_round.tree.root},
                {"tests", m_measured["tests"]},
                {"modules", m_measured["modules"]},
                {"width", sys::processor_count()},
                {"memory", k_memory_cap},
                {"seconds", static_cast<double>(left.count()) / 1000},
                {"start", k_start_seconds},
                {"enough", k_enough}};
    }

    base::Result<nlohmann::json> job_of(const Candidate& candidate, std::size_t index) {
        nlohmann::json files = nlohmann::json::object();
        for (const auto& file : candidate.files) {
            auto known = m_texts.find(file.path);
            if (known == m_texts.end()) {
                auto text = m_round.tree.read(file.path);
                if (!text)
                    return base::fail(text.error());
                known = m_texts.emplace(file.path, std::move(*text)).first;
            }
            files[file.path] = nlohmann::json::array({splice_of(known->second, file.text)});
        }
        return nlohmann::json{{"index", index}, {"files", std::move(files)}};
    }

    static std::vector<Trial> trials_of(const PythonRun& ran, std::size_t count) {
        std::vector<Trial> trials;
        for (const auto& answer : ran.answers) {
            if (!answer.contains("candidate"))
                continue;
            const auto index = static_cast<std::size_t>(base::number_at(answer, "candidate"));
            if (index >= count)
                continue;
            const auto seconds = answer.value("seconds", 0.0);
            trials.push_back({.candidate = index,
                              .state = state_named(base::text_at(answer, "state")),
                              .failing = answer.value("failing", std::vector<std::string>()),
                              .detail = base::text_at(answer, "reason"),
                              .duration = Milliseconds(static_cast<long>(seconds * 1000))});
        }
        std::sort(trials.begin(), trials.end(), [](const auto& left, const auto& right) {
            return left.candidate < right.candidate;
        });
        return trials;
    }

    const model::Round m_round;
    PythonSuite m_suite;
    nlohmann::json m_measured;
    std::map<std::string, std::string> m_texts;
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
