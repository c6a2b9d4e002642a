#include "app/report.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/time_format.hpp"
#include "evaluate/receipt.hpp"
#include "evaluate/tool_versions.hpp"
#include "git/diff.hpp"
#include "model/outcome_json.hpp"
#include "model/patch_json.hpp"
#include "publish/pull_request_text.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

base::Result<std::string> base_diff(const HealBench& bench) {
    if (bench.head.empty() || bench.head == bench.base)
        return std::string();
    const auto patch = bench.session.repository.difference(bench.head, bench.base);
    return patch ? git::to_diff(*patch) : base::fail(patch.error());
}

std::vector<std::string> not_rerun(const HealBench& bench) {
    auto all = bench.choice.not_rerun;
    const auto& at_base = bench.neighbours.not_rerun;
    all.insert(all.end(), at_base.begin(), at_base.end());
    return all;
}

base::Result<std::string> receipt_text(HealBench& bench, const model::Outcome& outcome) {
    const auto from_head = base_diff(bench);
    if (!from_head)
        return from_head;
    const auto& last = outcome.rounds.back().verdict.checks;
    evaluate::Receipt receipt{
        .run_id = bench.run.id(),
        .created = base::to_rfc3339(bench.session.clock.now()),
        .head = bench.head,
        .base = bench.base,
        .base_diff = *from_head,
        .tested = bench.base,
        .check = bench.choice.check,
        .red = bench.red.evidence,
        .green = last.empty() ? model::CheckRun{} : last.front(),
        .rounds = outcome.rounds,
        .diff = outcome.diff,
        .neighbours = last.size() > 1 ? std::vector<model::CheckRun>(last.begin() + 1, last.end())
                                      : std::vector<model::CheckRun>{},
        .setup = bench.session.config.heal.setup,
        .not_rerun = not_rerun(bench),
        .tool_versions = evaluate::tool_versions(*bench.place, bench.choice.check,
                                                 bench.session.repository, bench.base),
        .place = std::string(evaluate::name_of(bench.place->kind())),
        .cost_usd = outcome.cost_usd,
        .tools = model::tools_of(model::agent_tries_of(outcome))};
    return base::to_pretty_text(evaluate::to_json(receipt));
}

base::Status write_proof(HealBench& bench, model::Outcome& outcome) {
    auto diff = git::to_diff(outcome.patch);
    if (!diff)
        return base::fail(diff.error());
    outcome.diff = std::move(*diff);
    if (const auto written = bench.run.write("patch.diff", outcome.diff); !written)
        return written;
    if (outcome.kind != model::OutcomeKind::fixed)
        return {};
    auto patch = outcome.patch;
    patch.base = bench.base;
    const auto changes = base::to_pretty_text(model::to_json(patch));
    if (const auto written = bench.run.write("changes.json", changes); !written)
        return written;
    const auto receipt = receipt_text(bench, outcome);
    return receipt ? bench.run.write("receipt.json", *receipt) : base::fail(receipt.error());
}

}  // namespace

base::Result<model::Outcome> recorded(HealBench& bench, model::Outcome outcome) {
    outcome.run_directory = bench.run.path();
    outcome.check = model::to_text(bench.choice.check);
    for (const auto& attempt : outcome.attempts)
        outcome.cost_usd += attempt.cost_usd;
    if (!outcome.patch.empty())
        if (const auto written = write_proof(bench, outcome); !written)
            return base::fail(written.error());
    const auto report = publish::render_report(outcome, outcome.check);
    if (const auto written = bench.run.write("report.md", report); !written)
        return base::fail(written.error());
    if (const auto written = record_outcome(bench.session, outcome); !written)
        return base::fail(written.error());
    return outcome;
}

base::Status record_outcome(const Session& session, const model::Outcome& outcome) {
    auto json = model::to_json(outcome);
    json["created"] = base::to_rfc3339(session.clock.now());
    return sys::write_file(sys::join_path(outcome.run_directory, "outcome.json"),
                           base::to_pretty_text(json));
}

}  // namespace mendel::app
