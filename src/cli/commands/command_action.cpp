#include <algorithm>
#include <array>
#include <iostream>
#include <string_view>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "app/action/github_access.hpp"
#include "app/action/pipeline_heal_stage.hpp"
#include "app/action/pipeline_intake_stage.hpp"
#include "app/action/pipeline_publish.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "develop/stages/stages.hpp"
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

using Report = base::Result<app::ActionReport>;

/// Reads or runs the code; is given no token.
struct TokenlessStage {
    std::string_view name;
    Report (*run)(const app::ActionContext&, const model::EventSink&, std::stop_token);
};
constexpr std::array k_tokenless = {TokenlessStage{"heal", app::heal_stage},
                                    TokenlessStage{"plan", develop::plan_stage},
                                    TokenlessStage{"execute", develop::execute_stage},
                                    TokenlessStage{"integrate", develop::integrate_stage}};

/// Speaks to the forge; runs no code of the repository.
struct TokenStage {
    std::string_view name;
    Report (*run)(const app::ActionContext&, forge::GitHubApi&);
};
constexpr std::array k_with_token = {
    TokenStage{"intake", app::intake_stage}, TokenStage{"publish", app::publish_stage},
    TokenStage{"progress", develop::progress_stage}, TokenStage{"collect", develop::collect_stage},
    TokenStage{"cleanup", develop::cleanup_stage}};

template <class Stages>
const typename Stages::value_type* find(const Stages& stages, std::string_view name) {
    const auto found = std::find_if(stages.begin(), stages.end(),
                                    [&](const auto& stage) { return stage.name == name; });
    return found == stages.end() ? nullptr : found;
}

base::Result<app::ActionReport> run_stage(app::ActionContext& context,
                                          const GlobalOptions& global) {
    if (const auto* stage = find(k_tokenless, context.stage)) {
        const SilencedRunner silenced;
        return stage->run(context, progress_sink(global, sys::system_clock()), global.stop);
    }
    auto access = app::github_access(context, global.stop);
    if (!access)
        return base::fail(access.error());
    std::cout << publish::mask_command(context.token) << std::flush;
    const SilencedRunner silenced;
    forge::GitHubApi api(std::move(*access));
    const auto* stage = find(k_with_token, context.stage);
    return stage != nullptr ? stage->run(context, api) : app::publish_stage(context, api);
}

/// Whether the input fail-on makes a job red that told people it could not mend.
bool is_failure(const app::ActionContext& context, const app::ActionReport& report) {
    const auto conclusion = report.outputs.find("conclusion");
    return context.input("fail-on") == "not-fixed" && conclusion != report.outputs.end() &&
           conclusion->second != "published" && conclusion->second != "fixed" &&
           conclusion->second != "accepted" && conclusion->second != "planned" &&
           conclusion->second != "building" && conclusion->second != "built" &&
           conclusion->second != "cleaned up" && conclusion->second != "ignored";
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
