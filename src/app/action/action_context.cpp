#include "app/action/action_context.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "publish/conclusion_text.hpp"
#include "publish/workflow_commands.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

constexpr std::size_t k_longest_summary = (std::size_t{1} << 20) - 1024;
constexpr std::size_t k_delimiter_length = 32;

std::string upper(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char letter) {
        return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter;
    });
    return text;
}

/// "acme/shop/.github/workflows/mendel.yml@refs/heads/main" without repository and ref.
std::string workflow_path_of(const std::string& reference, const std::string& repository) {
    const auto path = reference.substr(0, reference.find('@'));
    return path.substr(0, repository.size() + 1) == repository + "/"
               ? path.substr(repository.size() + 1)
               : std::string();
}

/// GHES has both below "/api": ".../api/v3" and ".../api/graphql".
std::string graphql_url_of(const std::string& api_url) {
    constexpr std::string_view k_version = "/v3";
    const bool is_server =
        api_url.size() > k_version.size() &&
        api_url.compare(api_url.size() - k_version.size(), k_version.size(), k_version) == 0;
    return (is_server ? api_url.substr(0, api_url.size() - k_version.size()) : api_url) +
           "/graphql";
}

bool is_means(const std::string& value) {
    static const std::vector<std::string> k_means = {
        "", "pull-request", "branch", "suggestions", "patch", "issue"};
    return std::find(k_means.begin(), k_means.end(), value) != k_means.end();
}

base::Status check(const ActionContext& context) {
    static const std::vector<std::string> k_stages = {"intake",  "heal",     "publish", "all",
                                                      "plan",    "progress", "execute", "integrate",
                                                      "collect", "cleanup"};
    if (std::find(k_stages.begin(), k_stages.end(), context.stage) == k_stages.end())
        return base::fail(
            base::ErrorKind::user,
            "The input stage is one of " + base::join(k_stages, ", ") + ". Set it in the workflow.",
            context.stage);
    if (const auto mission = context.mission(); mission != "heal" && mission != "develop")
        return base::fail(base::ErrorKind::user,
                          "The input mission is heal or develop. Set it in the workflow.",
                          base::ellipsize(mission, 40));
    for (const auto& name : {"dry-run", "draft", "check-run"})
        if (const auto& value = context.input(name);
            !value.empty() && value != "true" && value != "false")
            return base::fail(base::ErrorKind::user,
                              fmt::format("The input {} is true or false. Correct it.", name),
                              base::ellipsize(value, 40));
    if (const auto& value = context.input("fail-on");
        !value.empty() && value != "never" && value != "not-fixed")
        return base::fail(base::ErrorKind::user,
                          "The input fail-on is never or not-fixed. Correct it.",
                          base::ellipsize(value, 40));
    if (const auto& value = context.input("deliver"); !is_means(value))
        return base::fail(base::ErrorKind::user,
                          "The input deliver is pull-request, branch, suggestions, patch or issue. "
                          "Correct it.",
                          base::ellipsize(value, 40));
    if (context.app_id.empty() != context.app_private_key.empty())
        return base::fail(base::ErrorKind::user,
                          "The inputs app-id and app-private-key go together. Give both or none.");
    if (context.repository.find('/') == std::string::npos)
        return base::fail(base::ErrorKind::user,
                          "GITHUB_REPOSITORY is not set. Run this inside GitHub Actions.");
    return {};
}

}  // namespace

const std::string& ActionContext::input(const std::string& name) const {
    static const std::string k_none;
    const auto found = inputs.find(name);
    return found == inputs.end() ? k_none : found->second;
}

std::vector<std::string> lines_of(const std::string& input) {
    std::vector<std::string> lines;
    for (const auto line : base::split_lines(input))
        if (!base::trim(line).empty())
            lines.emplace_back(base::trim(line));
    return lines;
}

const std::vector<std::string>& action_inputs() {
    static const std::vector<std::string> k_inputs = {
        "stage",         "mission",         "request", "input",
        "part",          "refine",          "makers",  "github-token",
        "app-id",        "app-private-key", "config",  "run-id",
        "check-command", "setup",           "verify",  "working-directory",
        "deliver",       "max-attempts",    "dry-run", "draft",
        "check-run",     "labels",          "base",    "branch-prefix",
        "fail-on"};
    return k_inputs;
}

base::Result<ActionContext> read_action_context(const ReadVariable& variable) {
    const auto value = [&](const std::string& name) { return variable(name).value_or(""); };
    ActionContext context{.event_name = value("GITHUB_EVENT_NAME"),
                          .event_path = value("GITHUB_EVENT_PATH"),
                          .repository = value("GITHUB_REPOSITORY"),
                          .api_url = value("GITHUB_API_URL"),
                          .graphql_url = value("GITHUB_GRAPHQL_URL"),
                          .server_url = value("GITHUB_SERVER_URL"),
                          .workspace = value("GITHUB_WORKSPACE"),
                          .temporary = value("RUNNER_TEMP"),
                          .output_file = value("GITHUB_OUTPUT"),
                          .summary_file = value("GITHUB_STEP_SUMMARY"),
                          .job = value("GITHUB_JOB")};
    context.workflow_path = workflow_path_of(value("GITHUB_WORKFLOW_REF"), context.repository);
    if (context.api_url.empty())
        context.api_url = "https://api.github.com";
    if (context.graphql_url.empty())
        context.graphql_url = graphql_url_of(context.api_url);
    if (context.server_url.empty())
        context.server_url = "https://github.com";
    context.run_id = value("GITHUB_RUN_ID");
    if (!context.run_id.empty())
        context.run_url = fmt::format("{}/{}/actions/runs/{}", context.server_url,
                                      context.repository, context.run_id);
    for (const auto& name : action_inputs())
        if (const auto given = variable("INPUT_" + upper(name)))
            context.inputs[name] = std::string(base::trim(*given));
    context.stage = context.input("stage");
    context.token = context.input("github-token");
    context.app_id = context.input("app-id");
    context.app_private_key = context.input("app-private-key");
    for (const auto& name : {"github-token", "app-private-key"})
        context.inputs.erase(name);
    if (const auto checked = check(context); !checked)
        return base::fail(checked.error());
    return context;
}

ActionReport failed_report(const base::Error& error) {
    return {
        .outputs = {{"request", ""}, {"conclusion", "error"}},
        .summary = publish::render_summary({.outcome = "error", .message = base::describe(error)})};
}

base::Status write_report(const ActionContext& context, const ActionReport& report) {
    std::string entries;
    for (const auto& [name, text] : report.outputs) {
        const auto value = name == "conclusion" ? base::replace_all(text, " ", "-") : text;
        entries += publish::output_entry(name, value, sys::random_name(k_delimiter_length));
    }
    if (!context.output_file.empty() && !entries.empty())
        if (const auto written = sys::append_text(context.output_file, entries); !written)
            return written;
    if (context.summary_file.empty() || report.summary.empty())
        return {};
    return sys::append_text(context.summary_file,
                            base::ellipsize(report.summary, k_longest_summary) + "\n");
}

}  // namespace mendel::app
