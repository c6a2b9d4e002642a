#include <iostream>
#include <memory>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "cli/command.hpp"
#include "cli/exit_code.hpp"
#include "cli/progress.hpp"
#include "cli/style.hpp"
#include "develop/planning.hpp"
#include "plan/plan_json.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::cli {

namespace {

struct PlanOptions {
    develop::PlanSource source;
    std::string from;
    std::string format = "markdown";
    std::string output;
};

base::Result<model::Plan> plan_of(const GlobalOptions& global, const PlanOptions& options) {
    if (!options.from.empty()) {
        const auto text = sys::read_file(options.from);
        return text ? plan::parse_plan(*text, options.from) : base::fail(text.error());
    }
    const auto session = app::open_session({.folder = global.repository,
                                            .config_file = global.config,
                                            .events = progress_sink(global, sys::system_clock()),
                                            .stop = global.stop});
    return session ? develop::plan_for(*session, options.source) : base::fail(session.error());
}

/// A matrix of GitHub jobs: the tasks of the plan by their ids

base::Json matrix_of(const model::Plan& plan) {
    auto include = base::Json::array();
    for (const auto& planned : plan.tasks)
        include.push_back({{"id", planned.task.id}, {"title", planned.task.title}});
    return {{"include", include}};
}

std::string rendered(const model::Plan& plan, const std::string& format) {
    if (format == "json")
        return base::to_pretty_text(plan::to_json(plan));
    if (format == "mermaid")
        return plan::to_mermaid(plan, {});
    if (format == "graphviz")
        return plan::to_graphviz(plan);
    if (format == "matrix")
        return base::to_line(matrix_of(plan)) + "\n";
    return plan::to_markdown(plan);
}

base::Result<int> run_plan(const GlobalOptions& global, const PlanOptions& options) {
    const auto plan = plan_of(global, options);
    if (!plan)
        return base::fail(plan.error());
    const auto text = rendered(*plan, global.json ? "json" : options.format);
    if (options.output.empty()) {
        std::cout << printable(text);
        return k_done;
    }
    const auto written = sys::write_file(options.output, text);
    return written ? base::Result<int>(k_done) : base::fail(written.error());
}

}  // namespace

void add_plan_command(CLI::App& root, CommandBody& chosen) {
    const auto options = std::make_shared<PlanOptions>();
    auto* verb =
        root.add_subcommand("plan", "Take a goal apart into tasks, in the order of a strategy");
    auto* goal = verb->add_option("goal", options->source.text, "The goal in words");
    auto* file = verb->add_option("--file", options->source.file, "A file that holds the goal")
                     ->type_name("FILE")
                     ->excludes(goal);
    auto* issue = verb->add_option("--issue", options->source.issue, "An issue of the local forge")
                      ->type_name("NUMBER")
                      ->check(CLI::PositiveNumber)
                      ->excludes(goal)
                      ->excludes(file);
    verb->add_option("--from", options->from, "Check and show this plan instead of making one")
        ->type_name("FILE")
        ->excludes(goal)
        ->excludes(file)
        ->excludes(issue);
    verb->add_option("--strategy", options->source.strategy,
                     "waterfall, agile, feature-first, test-driven or risk-driven");
    verb->add_option("--complexity", options->source.complexity, "low, medium or high");
    verb->add_option("--refine", options->source.refine,
                     "A configured agent that betters the plan; what breaks a rule is not taken")
        ->type_name("AGENT");
    verb->add_option("--format", options->format, "markdown, json, mermaid, graphviz or matrix")
        ->check(CLI::IsMember({"markdown", "json", "mermaid", "graphviz", "matrix"}));
    verb->add_option("--output", options->output, "Write it to this file")->type_name("FILE");
    verb->footer("Example: mendel plan \"Add a --json flag to list\" --strategy test-driven");
    verb->callback([&chosen, options] {
        chosen = [options](const GlobalOptions& global) { return run_plan(global, *options); };
    });
}

}  // namespace mendel::cli
