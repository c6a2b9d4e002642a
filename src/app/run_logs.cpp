#include "app/run_logs.hpp"

#include <algorithm>
#include <memory>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/github_access.hpp"
#include "app/doctor.hpp"
#include "base/json.hpp"
#include "forge/github_api.hpp"
#include "git/repository.hpp"
#include "sys/environment.hpp"

namespace mendel::app {

namespace {

using base::Result;

std::string variable(const char* name) {
    return sys::environment_value(name).value_or("");
}

std::string repository_at(const std::string& root) {
    if (auto name = variable("GITHUB_REPOSITORY"); !name.empty())
        return name;
    const auto repository = git::Repository::open(root);
    return repository ? repository_of_remote(repository->remote_url("origin")) : std::string();
}

/// The job's log is downloaded when it is its turn and held no longer than it is read.
LogInput job_input(const ActionContext& context, const std::stop_token& stop,
                   const base::Json& job) {
    const auto id = base::number_at(job, "id");
    return {fmt::format("job {}", base::text_at(job, "name")),
            [context, stop, id](const UseLog& use) -> Result<std::string> {
                auto own = context;
                auto access = github_access(own, stop);
                if (!access)
                    return base::fail(access.error());
                forge::GitHubApi api(std::move(*access));
                const auto log = api.download(fmt::format("/repos/{{}}/actions/jobs/{}/logs", id));
                if (!log)
                    return base::fail(log.error());
                std::string_view rest = *log;
                use([&rest](char* to, std::size_t room) {
                    const auto part = rest.substr(0, room);
                    std::copy(part.begin(), part.end(), to);
                    rest.remove_prefix(part.size());
                    return part.size();
                });
                return std::string();
            }};
}

bool has_failed(const base::Json& job) {
    const auto conclusion = base::text_at(job, "conclusion");
    return conclusion == "failure" || conclusion == "timed_out";
}

}  // namespace

Result<ActionContext> github_context(const std::string& root) {
    ActionContext context{.repository = repository_at(root),
                          .api_url = variable("GITHUB_API_URL"),
                          .token = variable("GITHUB_TOKEN")};
    if (context.token.empty())
        context.token = variable("GH_TOKEN");
    if (context.api_url.empty())
        context.api_url = "https://api.github.com";
    if (context.repository.empty())
        return base::fail(
            base::ErrorKind::user,
            "It is not known whose run that is. Run this in a repository whose remote "
            "origin is on GitHub, or set GITHUB_REPOSITORY=owner/name.");
    if (context.token.empty())
        return base::fail(base::ErrorKind::user,
                          "Reading a run's logs takes a token. Set GITHUB_TOKEN or GH_TOKEN.");
    return context;
}

Result<std::vector<LogInput>> run_logs(const std::string& run, const std::string& root,
                                       const std::stop_token& stop) {
    if (run.empty() || run.size() > 19 || run.find_first_not_of("0123456789") != std::string::npos)
        return base::fail(
            base::ErrorKind::user,
            "The id of a run is a number. Take it from the address of the run's page.", run);
    auto context = github_context(root);
    if (!context)
        return base::fail(context.error());
    auto access = github_access(*context, stop);
    if (!access)
        return base::fail(access.error());
    forge::GitHubApi api(std::move(*access));
    auto jobs = api.get_all(fmt::format("/repos/{{}}/actions/runs/{}/jobs", run), "jobs");
    if (!jobs)
        return base::fail(jobs.error());
    const bool any_failed = std::any_of(jobs->begin(), jobs->end(), has_failed);
    std::vector<LogInput> inputs;
    for (const auto& job : *jobs)
        if (has_failed(job) || !any_failed)
            inputs.push_back(job_input(*context, stop, job));
    return inputs;
}

}  // namespace mendel::app
