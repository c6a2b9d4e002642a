#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "intake/runs.hpp"
#include "intake/steps.hpp"

namespace mendel::intake {

namespace {

constexpr std::string_view k_stop_label = "mendel:stop";
constexpr std::chrono::hours k_hour(1);
constexpr std::chrono::hours k_week(24 * 7);
constexpr std::size_t k_fingerprint_digits = 64;
constexpr std::size_t k_branch_digits = 12;

bool has_stop_label(const std::vector<std::string>& labels) {
    return std::find(labels.begin(), labels.end(), k_stop_label) != labels.end();
}

Ruling refuse_label(const Case& one) {
    return refuse(one, "stop_label", "The label mendel:stop is set here. Take it off to go on.");
}

/// A time that cannot be read counts as recent, so that a damaged record never widens a limit.
bool is_within(const Case& one, const RecordedRun& run, std::chrono::hours span) {
    const auto time = parse_time(run.time);
    return !time || *time > one.situation.now - span;
}

bool ends_in(std::string_view text, std::string_view ending) {
    return text.size() >= ending.size() && text.substr(text.size() - ending.size()) == ending;
}

/// On mendel's own branch everything that was tried for it counts: the runs for the failure in the
/// branch's name, and those on the branch itself.
bool counts_for(const Case& one, const RecordedRun& run) {
    const auto& branch = one.request.head_branch;
    const auto short_name = run.fingerprint.substr(0, k_branch_digits);
    return run.fingerprint == one.request.fingerprint ||
           (one.own_branch && (run.head_branch == branch ||
                               (!short_name.empty() && ends_in(branch, "-" + short_name))));
}

bool has_failed(const Job& job) {
    return job.conclusion == "failure" || job.conclusion == "timed_out";
}

bool is_own(const Case& one, const PullRequest& pull) {
    return !is_elsewhere(one, pull.head_repository) &&
           is_own_branch(one.config, one.situation, pull.head_branch, pull.author);
}

/// Whether this failure has its pull request already, which is then updated.
bool is_update(const Case& one, const PullRequest& pull) {
    const auto short_name = one.request.fingerprint.substr(0, k_branch_digits);
    return is_own(one, pull) && pull.base_branch == one.request.head_branch &&
           ends_in(pull.head_branch, "-" + short_name);
}

}  // namespace

Ruling ignore_disabled(Case& one) {
    if (!one.config.enabled)
        return ignore("disabled", "The configuration says enabled: false.");
    return std::nullopt;
}

Ruling refuse_stop_label(Case& one) {
    return has_stop_label(one.event.labels) ? refuse_label(one) : std::nullopt;
}

Ruling refuse_stopped(Case& one) {
    if (one.pull != nullptr && has_stop_label(one.pull->labels))
        return refuse_label(one);
    const auto& state = *one.facts.state;
    if (!state)
        return pass_on(state);
    if (state->stopped)
        return refuse(one, "stopped",
                      fmt::format("{} stopped mendel here. Say /mendel resume to go on.",
                                  state->stopped_by.empty() ? "Somebody" : state->stopped_by));
    return std::nullopt;
}

Ruling refuse_busy_hour(Case& one) {
    if (one.situation.reports_only)
        return std::nullopt;
    const auto& runs = (*one.facts.state)->runs;
    const auto recent = std::count_if(runs.begin(), runs.end(), [&](const RecordedRun& run) {
        return is_within(one, run, k_hour);
    });
    if (recent >= one.config.budget.runs_per_hour)
        return refuse(one, "runs_per_hour",
                      fmt::format("{} were begun within the hour, and budget.runs_per_hour is {}. "
                                  "Try again later.",
                                  base::counted(static_cast<std::size_t>(recent), "run"),
                                  one.config.budget.runs_per_hour));
    return std::nullopt;
}

Ruling find_failed_job(Case& one) {
    const auto& request = one.request;
    if (auto need =
            ask(one,
                {{.topic = Topic::jobs, .run_id = request.run_id, .attempt = request.run_attempt}}))
        return need;
    const auto& jobs = *one.facts.jobs;
    if (!jobs && jobs.error().kind != base::ErrorKind::permanent)
        return pass_on(jobs);
    const auto failed = jobs ? std::find_if(jobs->begin(), jobs->end(),
                                            [](const Job& job) { return has_failed(job); })
                             : std::vector<Job>::const_iterator();
    if (!jobs || failed == jobs->end())
        return decline(one, "no_failed_job",
                       "No job of this run has failed, so there is no log to read. Run it again.");
    one.job_id = failed->id;
    return std::nullopt;
}

Ruling find_fingerprint(Case& one) {
    if (auto need = ask(one, {{.topic = Topic::diagnosis, .job_id = one.job_id}}))
        return need;
    const auto& diagnosis = *one.facts.diagnosis;
    if (!diagnosis && diagnosis.error().kind != base::ErrorKind::permanent)
        return pass_on(diagnosis);
    if (!diagnosis)
        return decline(one, "log_gone",
                       "The log of the failed job cannot be had any more. Run the job again.");
    const auto& fingerprint = diagnosis->fingerprint;
    if (fingerprint.size() != k_fingerprint_digits || !model::is_commit_id(fingerprint))
        return decline(one, "not_recognised",
                       "Nothing in the log of the failed job was recognised as a failure. Mend it "
                       "by hand.");
    one.request.fingerprint = fingerprint;
    one.request.category = diagnosis->category;
    return std::nullopt;
}

Ruling refuse_spent_attempts(Case& one) {
    if (one.situation.reports_only)
        return std::nullopt;
    const auto& runs = (*one.facts.state)->runs;
    const auto spent = std::count_if(runs.begin(), runs.end(), [&](const RecordedRun& run) {
        return counts_for(one, run) && is_within(one, run, k_week);
    });
    if (spent >= one.config.heal.attempts)
        return refuse(
            one, "attempts",
            fmt::format("{} were spent on this failure within a week, and heal.attempts is "
                        "{}. Mend it by hand.",
                        base::counted(static_cast<std::size_t>(spent), "run"),
                        one.config.heal.attempts));
    one.request.attempt = static_cast<int>(spent) + 1;
    return std::nullopt;
}

Ruling refuse_open_pull_requests(Case& one) {
    const auto mission = one.request.mission;
    if ((mission != model::Mission::heal && mission != model::Mission::develop) || one.own_branch)
        return std::nullopt;
    const auto& pulls = **one.facts.pull_requests;
    const auto open = std::count_if(pulls.begin(), pulls.end(),
                                    [&](const PullRequest& pull) { return is_own(one, pull); });
    const bool updates = std::any_of(pulls.begin(), pulls.end(),
                                     [&](const PullRequest& pull) { return is_update(one, pull); });
    if (!updates && open >= one.config.budget.open_pull_requests)
        return refuse(
            one, "open_pull_requests",
            fmt::format("{} of mendel's own are open, and budget.open_pull_requests is {}. "
                        "Merge or close some.",
                        base::counted(static_cast<std::size_t>(open), "pull request"),
                        one.config.budget.open_pull_requests));
    return std::nullopt;
}

Ruling accept(Case& one) {
    const auto rungs = value_of(one, "rungs");
    for (const auto part : base::split(rungs, ','))
        if (!part.empty())
            one.request.options.rungs.emplace_back(part);
    return base::Result<Decision>(Accept{.request = one.request, .job_id = one.job_id});
}

}  // namespace mendel::intake
