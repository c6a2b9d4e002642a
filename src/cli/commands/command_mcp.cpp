#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/agents/tool_service.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "model/task_json.hpp"
#include "sys/files.hpp"

namespace mendel::cli {

namespace {

struct McpOptions {
    std::string task;
    int port = -1;
    bool no_token = false;
};

base::Result<int> run_mcp(const GlobalOptions& global, const McpOptions& options) {
    app::ToolServiceOptions service{.token = !options.no_token};
    if (!options.task.empty()) {
        const auto text = sys::read_file(options.task);
        auto task = text ? model::parse_task(*text, options.task) : base::fail(text.error());
        if (!task)
            return base::fail(task.error());
        service.task = std::move(*task);
    }
    if (options.port >= 0)
        service.port = options.port;
    service.ready = [](const std::string& url, const std::string& token) {
        std::cout << url << "\n"
                  << (token.empty() ? "" : "Authorization: Bearer " + token + "\n") << std::flush;
    };
    const auto session = app::open_session(
        {.folder = global.repository, .config_file = global.config, .stop = global.stop});
    if (!session)
        return base::fail(session.error());
    const auto served = app::serve_tools(*session, service);
    return served ? base::Result<int>(k_done) : base::fail(served.error());
}

}  // namespace

void add_mcp_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<McpOptions>();
    auto* verb = root.add_subcommand(
        "mcp", "Serve mendel's tools to an agent over the Model Context Protocol");
    verb->add_option("--task", options->task, "Allow what this task allows alone")
        ->type_name("FILE");
    auto* port = verb->add_option("--http", options->port,
                                  "Streamable HTTP on this port of 127.0.0.1 (0: any free one)")
                     ->type_name("PORT")
                     ->check(CLI::Range(0, 65535));
    verb->add_flag("--no-token", options->no_token, "Serve HTTP to every program of this machine")
        ->needs(port);
    verb->footer("Example: claude mcp add mendel -- mendel mcp");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_mcp(global, *options); };
    });
}

}  // namespace mendel::cli
