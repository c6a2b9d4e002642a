#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/status.hpp"
#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/style.hpp"

namespace mendel::cli {

namespace {

struct StatusOptions {
    std::size_t last = 10;
};

base::Json status_json(const app::RepositoryStatus& status) {
    auto json = base::Json{{"schema", "mendel.status/1"},
                           {"root", status.root},
                           {"sandbox", status.sandbox},
                           {"findings", base::Json::array()},
                           {"pull_requests", base::Json::array()},
                           {"runs", base::Json::array()}};
    for (const auto& finding : status.findings)
        json["findings"].push_back({{"what", finding.what}, {"mend", finding.mend}});
    for (const auto& request : status.pull_requests)
        json["pull_requests"].push_back(
            {{"number", request.number}, {"title", request.title}, {"branch", request.branch}});
    for (const auto& run : status.runs)
        json["runs"].push_back({{"id", run.id},
                                {"created", run.created},
                                {"outcome", run.outcome},
                                {"check", run.check},
                                {"message", run.message}});
    return json;
}

std::string status_text(const app::RepositoryStatus& status, const Style& style) {
    auto text = fmt::format("{}\n  sandbox: {}\n", style.bold(printable(status.root)),
                            status.sandbox.empty() ? style.red("none") : status.sandbox);
    for (const auto& finding : status.findings)
        text += fmt::format("  {} {} {}\n", style.yellow("!"), finding.what, finding.mend);
    text += style.bold("Open pull requests") + "\n";
    for (const auto& request : status.pull_requests)
        text += fmt::format("  {}  {}  {}\n", request.number, printable(request.title),
                            style.dim(printable(request.branch)));
    if (status.pull_requests.empty())
        text += "  none\n";
    text += style.bold("Last runs") + "\n";
    for (const auto& run : status.runs)
        text += fmt::format("  {}  {:<14} {}\n", run.id, run.outcome, printable(run.check));
    return status.runs.empty() ? text + "  none\n" : text;
}

base::Result<int> run_status(const GlobalOptions& global, const StatusOptions& options) {
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto status = app::read_status(*session, options.last);
    if (!status)
        return base::fail(status.error());
    std::cout << (global.json ? base::to_pretty_text(status_json(*status))
                              : status_text(*status, style_for(global, 1)));
    return k_done;
}

}  // namespace

void add_status_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<StatusOptions>();
    auto* verb = root.add_subcommand("status", "Health, open pull requests and the last runs");
    verb->add_option("--last", options->last, "How many runs to show")->type_name("NUMBER");
    verb->footer("Example: mendel status --last 3");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_status(global, *options); };
    });
}

}  // namespace mendel::cli
