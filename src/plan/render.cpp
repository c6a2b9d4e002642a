#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/plan_json.hpp"
#include "plan/schedule.hpp"

namespace mendel::plan {

namespace {

bool is_critical(const Schedule& schedule, const std::string& id) {
    return std::find(schedule.critical.begin(), schedule.critical.end(), id) !=
           schedule.critical.end();
}

/// Foreign words made harmless in a table, a label or a heading.
std::string plain(std::string_view text) {
    std::string safe;
    for (const char letter : text) {
        if (letter == '\n' || letter == '\r' || letter == '\t')
            safe += ' ';
        else if (letter == '"')
            safe += '\'';
        else if (base::contains("|<>`[]{}@#\\*_~", std::string_view(&letter, 1)))
            safe += letter == '_' || letter == '#' ? "-" : "";
        else
            safe += letter;
    }
    return base::ellipsize(safe, 100);
}

std::string node_of(const std::string& id) {
    auto name = "t_" + id;
    for (auto& letter : name)
        if (std::isalnum(static_cast<unsigned char>(letter)) == 0)
            letter = '_';
    return name;
}

std::string hours(double minutes) {
    return fmt::format("{:.1f} h", minutes / 60);
}

}  // namespace

std::string to_markdown(const model::Plan& plan) {
    const auto schedule = schedule_of(plan);
    auto text = fmt::format(
        "# Plan\n\n{}\n\nStrategy {}, complexity {}: {} tasks, {} on the "
        "critical path, at most {} at once.\n\n",
        plain(plan.goal), plan.strategy, plan.complexity, plan.tasks.size(),
        hours(schedule.minutes), schedule.width);
    text += "| task | what | after | minutes | risk | touches |\n|---|---|---|---|---|---|\n";
    for (const auto& planned : plan.tasks) {
        const auto& task = planned.task;
        text += fmt::format("| {}{} | {} | {} | {:.0f} ({:.0f} to {:.0f}) | {} | {} |\n", task.id,
                            is_critical(schedule, task.id) ? " **!**" : "", plain(task.title),
                            base::join(task.plan.depends_on, ", "), task.plan.estimate_minutes,
                            planned.low_minutes, planned.high_minutes, planned.risk,
                            plain(base::join(planned.touches, ", ")));
    }
    text += "\nCritical path: " + base::join(schedule.critical, " → ") + "\n";
    for (const auto& planned : plan.tasks)
        if (planned.risk >= 3)
            text += fmt::format("\nRisk {} of {}: {}", planned.risk, planned.task.id,
                                plain(base::join(planned.risk_reasons, " ")));
    return text + "\n";
}

std::string to_mermaid(const model::Plan& plan, const std::map<std::string, std::string>& states) {
    const auto schedule = schedule_of(plan);
    std::string text = "graph LR\n";
    for (const auto& planned : plan.tasks) {
        const auto& id = planned.task.id;
        const auto state = states.find(id);
        const auto style = state != states.end()       ? state->second
                           : is_critical(schedule, id) ? std::string("critical")
                                                       : std::string();
        text += fmt::format("  {}[\"{}: {}\"]{}\n", node_of(id), id, plain(planned.task.title),
                            style.empty() ? "" : ":::" + style);
    }
    for (const auto& planned : plan.tasks)
        for (const auto& need : planned.task.plan.depends_on)
            text += fmt::format("  {} --> {}\n", node_of(need), node_of(planned.task.id));
    return text +
           "  classDef critical stroke:#d73a49,stroke-width:3px\n"
           "  classDef done fill:#dcffe4\n  classDef running fill:#fff5b1\n"
           "  classDef failed fill:#ffdce0\n";
}

std::string to_graphviz(const model::Plan& plan) {
    const auto schedule = schedule_of(plan);
    std::string text = "digraph plan {\n  rankdir=LR;\n  node [shape=box];\n";
    for (const auto& planned : plan.tasks)
        text += fmt::format("  {} [label=\"{}\\n{}\"{}];\n", node_of(planned.task.id),
                            planned.task.id, plain(planned.task.title),
                            is_critical(schedule, planned.task.id) ? ", color=red" : "");
    for (const auto& planned : plan.tasks)
        for (const auto& need : planned.task.plan.depends_on)
            text += fmt::format("  {} -> {};\n", node_of(need), node_of(planned.task.id));
    return text + "}\n";
}

}  // namespace mendel::plan
