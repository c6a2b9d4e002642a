#include "app/doctor.hpp"

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/init.hpp"
#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/invocation.hpp"
#include "evaluate/missing_tool.hpp"
#include "evaluate/neighbours.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/sandbox.hpp"

namespace mendel::app {

namespace {

using Findings = std::vector<Finding>;

void look_at_repository(const base::Result<base::Json>& found, Findings& findings) {
    if (!found) {
        findings.push_back({Topic::token, Health::bad, found.error().message,
                            "Set GITHUB_TOKEN to a token that may read this repository."});
        return;
    }
    findings.push_back({Topic::token, Health::good, "The token reads the repository."});
    const auto& may_push = base::value_at(*found, "permissions.push");
    if (!may_push.is_boolean())
        findings.push_back({Topic::permissions, Health::unknown,
                            "GitHub does not say what this token may write.",
                            "Look at the permissions of each job in docs/action.md."});
    else if (may_push.get<bool>())
        findings.push_back({Topic::permissions, Health::good, "The token may write contents."});
    else
        findings.push_back({Topic::permissions, Health::bad, "The token may not write contents.",
                            "Give the publish job contents: write and pull-requests: write."});
}

void look_at_settings(const base::Result<base::Json>& found, Findings& findings) {
    if (!found)
        findings.push_back({Topic::settings, Health::unknown,
                            "Only an administrator's token reads the settings of Actions.",
                            "Look under Settings, Actions, General: GitHub Actions must be "
                            "allowed to create pull requests."});
    else if (base::flag_at(*found, "can_approve_pull_request_reviews"))
        findings.push_back(
            {Topic::settings, Health::good, "GitHub Actions may create pull requests."});
    else
        findings.push_back({Topic::settings, Health::bad,
                            "GitHub Actions may not create pull requests.",
                            "Allow it under Settings, Actions, General; until then mendel leaves a "
                            "branch and a link."});
}

void look_at_forge(std::optional<forge::GitHubApi>& api, Findings& findings) {
    if (!api) {
        findings.push_back(
            {Topic::token, Health::unknown,
             "There is no token or no remote on a forge, so the forge was not asked.",
             "Set GITHUB_TOKEN and run this in a clone."});
        return;
    }
    look_at_repository(api->get("/repos/{}"), findings);
    look_at_settings(api->get("/repos/{}/actions/permissions/workflow"), findings);
}

void look_at_sandbox(Findings& findings) {
    const auto level = sys::best_sandbox_level(sys::sandbox_host());
    if (level)
        findings.push_back(
            {Topic::tools, Health::good,
             fmt::format("Checks run behind walls of level {}.", sys::name_of(*level))});
    else
        findings.push_back({Topic::tools, Health::bad,
                            "No sandbox can be built here, so no check will be run.",
                            "Allow user namespaces, or use a kernel with Landlock."});
}

/// The programs that the repository's own checks start, each once.
std::set<std::string> programs_of(const Session& session) {
    std::set<std::string> programs;
    const auto head = session.repository.head_commit();
    const auto files =
        head && *head ? session.repository.files(**head) : base::Result<std::vector<std::string>>();
    if (!files)
        return programs;
    const code::ReadFile read = [&](const std::string& path) -> std::optional<std::string> {
        auto text = session.repository.read(**head, path);
        return text ? std::move(*text) : std::nullopt;
    };
    for (const auto& check : evaluate::repository_checks(session.config, *files, read).commands)
        for (const auto& invocation : code::invocations_of(check, read))
            if (!invocation.launcher.empty())
                programs.insert(invocation.launcher.front());
    return programs;
}

void look_at_tools(const Session& session, Findings& findings) {
    look_at_sandbox(findings);
    const auto environment = sys::allowed_environment();
    for (const auto& program : programs_of(session)) {
        if (sys::find_program(program, environment)) {
            findings.push_back(
                {Topic::tools, Health::good, fmt::format("{} is installed.", program)});
            continue;
        }
        const auto line = evaluate::setup_line_for(program);
        findings.push_back(
            {Topic::tools, Health::bad,
             fmt::format("A check of this repository runs {}, which is not here.", program),
             line.empty() ? "Install it, or add the line that does to heal.setup."
                          : fmt::format("Add to heal.setup: {}", line)});
    }
}

void look_at_templates(const Session& session, Findings& findings) {
    bool any = false;
    for (const auto& name : template_names()) {
        const auto path = fmt::format(".github/workflows/{}.yml", name);
        const auto text = sys::read_file(sys::join_path(session.repository.root(), path));
        if (!text)
            continue;
        any = true;
        if (*text == template_text(name))
            findings.push_back(
                {Topic::templates, Health::good, fmt::format("{} is as shipped.", path)});
        else
            findings.push_back({Topic::templates, Health::unknown,
                                fmt::format("{} differs from the shipped one.", path),
                                "Compare it, or write it anew with mendel init --force."});
    }
    if (!any)
        findings.push_back({Topic::templates, Health::bad, "No workflow of mendel's is here.",
                            "Write one with mendel init and commit it to the default branch."});
}

}  // namespace

std::string_view name_of(Topic topic) {
    switch (topic) {
        case Topic::token:
            return "token";
        case Topic::permissions:
            return "permissions";
        case Topic::settings:
            return "settings";
        case Topic::tools:
            return "tools";
        default:
            return "templates";
    }
}

std::string_view name_of(Health health) {
    switch (health) {
        case Health::good:
            return "good";
        case Health::unknown:
            return "unknown";
        default:
            return "bad";
    }
}

std::string repository_of_remote(const std::string& url) {
    static const base::Regex k_url(
        R"(^(?:https?://(?:[^@/]*@)?|ssh://(?:[^@/]*@)?|[^@/\s]+@)[^/:]+(?::\d+)?[/:])"
        R"(([\w.-]+/[\w.-]+?)(?:\.git)?/?$)");
    const auto found = k_url.match(url);
    return found ? std::string((*found)[1]) : std::string();
}

std::vector<Finding> examine(const Session& session, std::optional<forge::GitHubApi>& api) {
    Findings findings;
    look_at_forge(api, findings);
    look_at_tools(session, findings);
    look_at_templates(session, findings);
    return findings;
}

}  // namespace mendel::app
