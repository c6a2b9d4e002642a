#include <iostream>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/action/github_access.hpp"
#include "app/action/pipeline_heal_stage.hpp"
#include "app/action/pipeline_intake_stage.hpp"
#include "app/action/pipeline_publish.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "publish/workflow_commands.hpp"
#include "sys/clock.hpp"
#include "sys/environment.hpp"

namespace mendel::cli {

namespace {

/// Progress between stop-commands: it quotes foreign text, which the runner must not obey.
class SilencedRunner {
  public:
    SilencedRunner() : m_token(sys::random_name(32)) {
        std::cout << "::stop-commands::" << m_token << std::endl;
    }
    ~SilencedRunner() { std::cout << "::" << m_token << "::" << std::endl; }
    SilencedRunner(const SilencedRunner&) = delete;
    SilencedRunner& operator=(const SilencedRunner&) = delete;

  private:
    std::string m_token;
};

base::Result<app::ActionReport> run_stage(app::ActionContext& context,
                                          const GlobalOptions& global) {
    if (context.stage == "heal") {
        const SilencedRunner silenced;
        return app::heal_stage(context, progress_sink(global, sys::system_clock()), global.stop);
    }
    auto access = app::github_access(context, global.stop);
    if (!access)
        return base::fail(access.error());
    std::cout << publish::mask_command(context.token) << std::flush;
    const SilencedRunner silenced;
    forge::GitHubApi api(std::move(*access));
    return context.stage == "intake" ? app::intake_stage(context, api)
                                     : app::publish_stage(context, api);
}

/// Whether the input fail-on makes a job red that told people it could not mend.
bool is_failure(const app::ActionContext& context, const app::ActionReport& report) {
    const auto conclusion = report.outputs.find("conclusion");
    return context.input("fail-on") == "not-fixed" && conclusion != report.outputs.end() &&
           conclusion->second != "published" && conclusion->second != "fixed" &&
           conclusion->second != "accepted" && conclusion->second != "ignored";
}

base::Result<int> run_action(const GlobalOptions& global) {
    auto context = app::read_action_context(sys::environment_value);
    if (!context)
        return base::fail(context.error());
    std::cout << publish::mask_command(context->token)
              << publish::mask_command(context->app_private_key);
    const auto report = run_stage(*context, global);
    if (!report) {
        (void)app::write_report(*context, app::failed_report(report.error()));
        return base::fail(report.error());
    }
    if (const auto written = app::write_report(*context, *report); !written)
        return base::fail(written.error());
    std::cout << publish::without_commands(report->summary, sys::random_name(32));
    return is_failure(*context, *report) ? k_not_fixed : k_done;
}

}  // namespace

void add_action_command(CLI::App& root, CommandBody& chosen) {
    auto* verb = root.add_subcommand(
        "action", "Run one stage inside GitHub Actions; inputs come from the environment");
    verb->footer("Example: INPUT_STAGE=intake mendel action");
    verb->callback([&chosen] { chosen = run_action; });
}

}  // namespace mendel::cli
