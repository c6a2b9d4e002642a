#include "app/pipeline_analyze.hpp"

#include <map>

#include "app/log_inputs.hpp"
#include "app/run_logs.hpp"
#include "config/config.hpp"
#include "diagnose/diagnose.hpp"
#include "diagnose/flaky.hpp"
#include "sys/files.hpp"
#include "sys/pool.hpp"

namespace mendel::app {

namespace {

using base::Result;

/// What one log gave.
struct Part {
    diagnose::Diagnosed diagnosed = {};
    std::optional<base::Error> error = {};
};

Part read_one(const LogInput& input, const model::LogSource& pattern) {
    Part part;
    const auto note = input.open([&](const model::ReadBytes& read) {
        auto source = pattern;
        source.read = read;
        part.diagnosed = diagnose::diagnose_with_notes(source);
    });
    if (!note)
        part.error = note.error();
    else if (!note->empty())
        part.diagnosed.notes.push_back(*note);
    return part;
}

/// Failures of many logs as one list, in which a problem stands once.
class Collected {
  public:
    void add(Part part, const std::string& log, bool is_only) {
        std::vector<std::size_t> places;
        for (auto& failure : part.diagnosed.failures) {
            if (failure.caused_by)
                failure.caused_by = places[*failure.caused_by];
            if (!is_only)
                failure.log = log;
            const auto [known, is_new] =
                m_known.try_emplace(failure.fingerprint, m_result.failures.size());
            places.push_back(known->second);
            if (is_new)
                m_result.failures.push_back(std::move(failure));
            else
                m_result.failures[known->second].occurrences += failure.occurrences;
        }
        for (auto& note : part.diagnosed.notes)
            m_result.notes.push_back(is_only ? note : log + ": " + note);
    }

    AnalyzeResult take() { return std::move(m_result); }

  private:
    AnalyzeResult m_result;
    std::map<std::string, std::size_t> m_known;  ///< places by fingerprint
};

Result<std::vector<LogInput>> inputs_of(const AnalyzeRequest& request) {
    auto inputs = log_inputs(request.logs);
    if (!inputs || !request.run)
        return inputs;
    auto jobs = run_logs(*request.run, request.root, request.stop);
    if (!jobs)
        return base::fail(jobs.error());
    std::move(jobs->begin(), jobs->end(), std::back_inserter(*inputs));
    return inputs;
}

/// What all of the logs give.
Result<AnalyzeResult> read_all(const std::vector<LogInput>& inputs,
                               const model::LogSource& pattern) {
    std::vector<Part> parts(inputs.size());
    sys::parallel_for(parts.size(), sys::processor_count(),
                      [&](std::size_t i) { parts[i] = read_one(inputs[i], pattern); });
    Collected collected;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].error)
            return base::fail(*parts[i].error);
        collected.add(std::move(parts[i]), inputs[i].name, parts.size() == 1);
    }
    return collected.take();
}

/// The failures of each earlier run in the folder.
Result<std::vector<std::vector<model::Failure>>> read_history(const std::string& folder,
                                                              const model::LogSource& pattern) {
    const auto entries = sys::list_folder(folder);
    if (!entries)
        return base::fail(entries.error());
    std::vector<std::vector<model::Failure>> runs;
    for (const auto& entry : *entries) {
        const auto inputs = log_inputs({sys::join_path(folder, entry)});
        if (!inputs)
            return base::fail(inputs.error());
        auto run = read_all(*inputs, pattern);
        if (!run)
            return base::fail(run.error());
        runs.push_back(std::move(run->failures));
    }
    return runs;
}

}  // namespace

Result<AnalyzeResult> analyze(const AnalyzeRequest& request) {
    const auto config = config::load_config(request.root, request.config_file);
    if (!config)
        return base::fail(config.error());
    const auto inputs = inputs_of(request);
    if (!inputs)
        return base::fail(inputs.error());
    const model::LogSource pattern{.root = request.root,
                                   .whole = request.whole,
                                   .keeps_personal = config->privacy.personal_data == "keep"};
    auto result = read_all(*inputs, pattern);
    if (!result || !request.history)
        return result;
    const auto earlier = read_history(*request.history, pattern);
    if (!earlier)
        return base::fail(earlier.error());
    diagnose::weigh_history(result->failures, *earlier);
    return result;
}

}  // namespace mendel::app
