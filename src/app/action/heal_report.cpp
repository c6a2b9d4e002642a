#include "app/action/heal_report.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "diagnose/diagnose.hpp"
#include "model/outcome_json.hpp"
#include "observe/run_folder.hpp"
#include "publish/conclusion_text.hpp"
#include "publish/pull_request_text.hpp"
#include "sys/beneath.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

base::Result<ActionReport> report_failures(const ActionContext& context,
                                           const model::Request& request) {
    const auto log = sys::read_beneath(context.input("input"), "log.txt");
    if (!log)
        return base::fail(log.error());
    if (!*log)
        return base::fail(base::ErrorKind::user,
                          "There is no log to read. Pass on the artifact of the intake job as "
                          "input.",
                          context.input("input"));
    const auto clock = sys::system_clock();
    auto run = observe::RunFolder::make_in(sys::join_path(context.temporary, "mendel"), clock);
    if (!run)
        return base::fail(run.error());
    model::Outcome outcome{.kind = model::OutcomeKind::nothing_to_do,
                           .failures = diagnose::diagnose({.text = **log}),
                           .run_directory = run->path()};
    outcome.message = base::counted(outcome.failures.size(), "failure") +
                      " in the log. This request asks for a report, so nothing was run.";
    auto json = model::to_json(outcome);
    json["created"] = base::to_rfc3339(clock.now());
    if (const auto written = run->write("outcome.json", base::to_pretty_text(json)); !written)
        return base::fail(written.error());
    if (const auto written = run->write("report.md", publish::render_report(outcome, "")); !written)
        return base::fail(written.error());
    return ActionReport{
        .outputs = {{"conclusion", std::string(model::name_of(outcome.kind))},
                    {"category", request.category},
                    {"fingerprint", request.fingerprint},
                    {"run-directory", outcome.run_directory}},
        .summary = publish::render_summary(
            {.outcome = std::string(model::name_of(outcome.kind)), .message = outcome.message})};
}

}  // namespace mendel::app
