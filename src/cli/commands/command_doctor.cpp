#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/action/github_access.hpp"
#include "app/doctor.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/style.hpp"
#include "sys/environment.hpp"

namespace mendel::cli {

namespace {

base::Json findings_json(const std::string& repository, const std::vector<app::Finding>& findings) {
    auto json = base::Json{{"schema", "mendel.doctor/1"},
                           {"repository", repository},
                           {"findings", base::Json::array()}};
    for (const auto& finding : findings)
        json["findings"].push_back({{"topic", app::name_of(finding.topic)},
                                    {"level", app::name_of(finding.health)},
                                    {"what", finding.what},
                                    {"mend", finding.mend}});
    return json;
}

std::string mark_of(app::Health health, const Style& style) {
    switch (health) {
        case app::Health::good:
            return style.green("✓");
        case app::Health::unknown:
            return style.yellow("?");
        default:
            return style.red("✗");
    }
}

std::string findings_text(const std::vector<app::Finding>& findings, const Style& style) {
    std::string text;
    for (const auto& finding : findings) {
        text += fmt::format("{} {:<11} {}\n", mark_of(finding.health, style),
                            app::name_of(finding.topic), printable(finding.what));
        if (!finding.mend.empty())
            text += fmt::format("  {:<11} {}\n", "", style.dim(printable(finding.mend)));
    }
    return text;
}

/// The forge that the token and the remote name; nothing where one of them is missing.
std::optional<forge::GitHubApi> forge_of(const std::string& repository, std::stop_token stop) {
    const auto value = [](const char* name) { return sys::environment_value(name).value_or(""); };
    app::ActionContext context{.repository = repository,
                               .api_url = value("GITHUB_API_URL"),
                               .token = value("GITHUB_TOKEN")};
    if (context.token.empty())
        context.token = value("GH_TOKEN");
    if (context.api_url.empty())
        context.api_url = "https://api.github.com";
    if (context.token.empty() || repository.empty())
        return std::nullopt;
    auto access = app::github_access(context, std::move(stop));
    return access ? std::optional(forge::GitHubApi(std::move(*access))) : std::nullopt;
}

base::Result<int> run_doctor(const GlobalOptions& global) {
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto repository = app::repository_of_remote(session->repository.remote_url("origin"));
    auto forge = forge_of(repository, global.stop);
    const auto findings = app::examine(*session, forge);
    std::cout << (global.json ? base::to_pretty_text(findings_json(repository, findings))
                              : findings_text(findings, style_for(global, 1)));
    return k_done;
}

}  // namespace

void add_doctor_command(CLI::App& root, CommandBody& chosen) {
    auto* verb = root.add_subcommand(
        "doctor",
        "Look at token, permissions, settings, tools and templates, with a mend for each");
    verb->footer("Example: GITHUB_TOKEN=... mendel doctor");
    verb->callback([&chosen] { chosen = run_doctor; });
}

}  // namespace mendel::cli
