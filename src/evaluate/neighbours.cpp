#include "evaluate/neighbours.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/glob.hpp"
#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"

namespace mendel::evaluate {

namespace {

using base::Json;
using base::text_at;

constexpr std::size_t k_most_checks = 8;

void add_steps(const Json& job, std::vector<WorkflowStep>& steps) {
    const auto& defaults = base::value_at(job, "defaults.run");
    for (const auto& step : base::value_at(job, "steps")) {
        auto run = text_at(step, "run");
        if (run.empty())
            continue;
        WorkflowStep found{.name = text_at(step, "name"),
                           .run = std::move(run),
                           .shell = text_at(step, "shell"),
                           .directory = text_at(step, "working-directory")};
        if (found.directory.empty())
            found.directory = text_at(defaults, "working-directory");
        found.secrets = base::contains(base::to_line(step), "secrets.");
        steps.push_back(std::move(found));
    }
}

bool publishes(const std::string& run) {
    static const base::Regex verbs(
        R"((^|[\s;&|])(publish|deploy|upload|push|login|release)([\s;&|]|$)|twine|)"
        R"(docker push|gh release)");
    return verbs.found_in(base::to_lower(run));
}

bool installs(const code::Invocation& invocation) {
    return code::check_kind(invocation) == code::CheckKind::install;
}

model::Command command_of(const WorkflowStep& step) {
    return {.body = model::Script{step.shell == "sh" ? "sh" : "bash",
                                  std::string(base::trim_right(step.run))},
            .directory = step.directory == "." ? std::string() : step.directory};
}

/// Collects each command once, up to the bound; what is left out is named.
class Collector {
  public:
    explicit Collector(const code::ReadFile& read) : m_read(read) {}

    void add(const WorkflowStep& step, const std::string& source) {
        auto command = command_of(step);
        const auto text = model::to_text(command);
        if (!m_seen.insert(text).second)
            return;
        auto reason = reason_against(step, m_read);
        if (reason.empty() && m_checks.commands.size() >= k_most_checks)
            reason = fmt::format("more than {} checks", k_most_checks);
        if (reason.empty())
            m_checks.commands.push_back(std::move(command));
        else
            m_checks.not_rerun.push_back(
                fmt::format("{} ({}): {}", base::ellipsize(text, 200), source, reason));
    }

    RepositoryChecks take() { return std::move(m_checks); }

  private:
    const code::ReadFile& m_read;
    std::set<std::string> m_seen;
    RepositoryChecks m_checks;
};

void add_package_scripts(const code::ReadFile& read, Collector& collector) {
    static const std::vector<std::string> k_names = {
        "lint",      "format:check", "check-format", "prettier:check",
        "typecheck", "type-check",   "check",        "test"};
    const auto text = read("package.json");
    const auto json = text ? base::parse_json(*text, "package.json") : Json();
    if (!json || !json->is_object())
        return;
    const auto& scripts = base::value_at(*json, "scripts");
    for (const auto& name : k_names)
        if (!text_at(scripts, name).empty())
            collector.add({.run = "npm run --silent " + name}, "package.json");
}

void add_make_targets(const code::ReadFile& read, Collector& collector) {
    static const base::Regex target(R"(^(lint|check|test|tests|format-check)\s*:([^=]|$))");
    const auto text = read("Makefile");
    if (!text)
        return;
    for (const auto line : base::split_lines(*text))
        if (const auto groups = target.match(line))
            collector.add({.run = "make " + std::string((*groups)[1])}, "Makefile");
}

}  // namespace

std::vector<WorkflowStep> workflow_steps(std::string_view text) {
    std::vector<WorkflowStep> steps;
    const auto document = base::parse_yaml(text, "workflow");
    if (!document || !document->value)
        return steps;
    for (const auto& job : base::value_at(*document->value, "jobs"))
        add_steps(job, steps);
    return steps;
}

std::string reason_against(const WorkflowStep& step, const code::ReadFile& read) {
    if (step.secrets)
        return "it uses a secret";
    if (base::contains(step.run, "${{") || base::contains(step.directory, "${{"))
        return "it holds an expression";
    if (!step.shell.empty() && step.shell != "bash" && step.shell != "sh")
        return "its shell is " + step.shell;
    if (publishes(step.run))
        return "it publishes";
    const auto invocations = code::invocations_of(command_of(step), read);
    if (invocations.empty() || !code::is_check_tool(invocations.front()))
        return "its first tool is no known check";
    if (std::any_of(invocations.begin(), invocations.end(), installs))
        return "it installs packages";
    return {};
}

RepositoryChecks job_checks(std::string_view workflow, std::string_view job,
                            const code::ReadFile& read) {
    Collector collector(read);
    std::vector<WorkflowStep> steps;
    const auto document = base::parse_yaml(workflow, "workflow");
    if (document && document->value) {
        const auto& jobs = base::value_at(*document->value, "jobs");
        if (const auto found = jobs.find(job); found != jobs.end())
            add_steps(*found, steps);
    }
    for (const auto& step : steps)
        collector.add(step, std::string(job));
    return collector.take();
}

RepositoryChecks repository_checks(const config::Config& config,
                                   const std::vector<std::string>& files,
                                   const code::ReadFile& read) {
    if (!config.heal.verify.empty()) {
        RepositoryChecks checks;
        for (const auto& line : config.heal.verify)
            checks.commands.push_back({.body = model::Script{"bash", line}});
        return checks;
    }
    Collector collector(read);
    for (const auto& file : files) {
        if (!base::glob_match(".github/workflows/*.yml", file) &&
            !base::glob_match(".github/workflows/*.yaml", file))
            continue;
        const auto text = read(file);
        for (const auto& step : text ? workflow_steps(*text) : std::vector<WorkflowStep>{})
            collector.add(step, file);
    }
    add_package_scripts(read, collector);
    add_make_targets(read, collector);
    return collector.take();
}

}  // namespace mendel::evaluate
