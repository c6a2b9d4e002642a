#include "develop/report.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "plan/plan.hpp"
#include "plan/plan_json.hpp"
#include "plan/schedule.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::develop {

namespace {

void add_blocked(const MissionState& state, std::vector<Bottleneck>& found) {
    for (const auto& task : state.tasks) {
        if (task.stage != Stage::pending)
            continue;
        for (const auto& id : task.planned.task.plan.depends_on)
            if (const auto* need = state.find(id); need != nullptr && need->stage == Stage::failed)
                found.push_back(
                    {"blocked task",
                     fmt::format("{} waits for {}, which failed", task.planned.task.id, id),
                     "Look at its attempts, make it smaller, and resume."});
    }
}

void add_overloaded(const MissionState& state, std::vector<Bottleneck>& found) {
    double all = 0;
    for (const auto& instance : state.instances)
        all += instance.seconds;
    for (const auto& instance : state.instances)
        if (state.instances.size() > 1 && all > 0 && instance.seconds > all * 0.6)
            found.push_back({"overloaded instance",
                             fmt::format("{} did {:.0f} % of the work", instance.maker,
                                         100 * instance.seconds / all),
                             "Add an agent, or give tasks to the others."});
}

double estimated_minutes(const MissionState& state) {
    double minutes = 0;
    for (const auto& task : state.tasks)
        minutes += task.planned.task.plan.estimate_minutes;
    return minutes;
}

void add_chain(const MissionState& state, std::vector<Bottleneck>& found) {
    const auto schedule = plan::schedule_of(state.plan());
    const auto all = estimated_minutes(state);
    if (state.tasks.size() > 3 && schedule.minutes > all * 0.7)
        found.push_back({"long chain",
                         fmt::format("{} of {} tasks follow each other", schedule.critical.size(),
                                     state.tasks.size()),
                         state.strategy == "feature-first"
                             ? "Take the goal apart into features that need less of each other."
                             : "Plan with the strategy feature-first, or take the goal apart."});
}

std::map<std::string, std::string> states_of(const MissionState& state) {
    std::map<std::string, std::string> states;
    for (const auto& task : state.tasks) {
        const auto& id = task.planned.task.id;
        if (task.stage == Stage::accepted)
            states[id] = "done";
        else if (task.stage != Stage::pending)
            states[id] = std::string(name_of(task.stage));
    }
    return states;
}

}  // namespace

std::vector<Bottleneck> bottlenecks_of(const MissionState& state) {
    std::vector<Bottleneck> found;
    add_blocked(state, found);
    add_overloaded(state, found);
    add_chain(state, found);
    for (const auto& task : state.tasks)
        for (const auto& skill : task.planned.task.plan.skills)
            if (std::find(plan::known_skills().begin(), plan::known_skills().end(), skill) ==
                plan::known_skills().end())
                found.push_back({"missing skill",
                                 fmt::format("{} asks for {}", task.planned.task.id, skill),
                                 "Give an agent this skill, or change the task."});
    return found;
}

std::string headline(std::string_view words, std::size_t most) {
    return base::ellipsize(words.substr(0, words.find('\n')), most);
}

std::string why_of(const evaluate::Placing& placing) {
    std::string why = placing.reason;
    for (const auto& score : placing.scores)
        why += fmt::format("{}{} {:.2f}: {}", why.empty() ? "" : "; ", score.dimension,
                           score.points, score.evidence);
    return why;
}

std::string scoreboard(const MissionState& state) {
    std::string text = "| task | state | attempt | by | total | why |\n|---|---|---|---|---|---|\n";
    for (const auto& task : state.tasks) {
        if (task.tried.empty())
            text += fmt::format("| {} | {} | | | | {} |\n", task.planned.task.id,
                                name_of(task.stage), publish::inert(task.note));
        for (const auto& tried : task.tried) {
            text += fmt::format("| {} | {} | {}{} | {} | {:.2f} | {} |\n", task.planned.task.id,
                                name_of(task.stage), publish::inert(tried.result.id),
                                tried.result.id == task.winner ? " 🏆" : "",
                                publish::inert(tried.result.maker), tried.placing.total,
                                publish::inert(why_of(tried.placing)));
        }
    }
    return text;
}

namespace {

/// What is to come, from what was done so far or else from the estimates.
std::string forecast(const MissionState& state) {
    double hours = 0;
    for (const auto& instance : state.instances)
        hours += instance.seconds / 3600;
    const auto done = static_cast<double>(state.count(Stage::accepted));
    const auto left = static_cast<double>(state.tasks.size()) - done;
    if (done > 0 && hours > 0)
        return fmt::format(
            "Velocity: {:.1f} tasks an hour of work{}\n", done / hours,
            left > 0 ? fmt::format("; about {:.1f} hours to go.", left * hours / done) : ".");
    const auto schedule = plan::schedule_of(state.plan());
    const auto all = estimated_minutes(state);
    return fmt::format(
        "Forecast by estimate: {:.1f} hours for a person, {:.1f} along the longest "
        "chain of {} tasks; at most {} at once.\n",
        all / 60, schedule.minutes / 60, schedule.critical.size(), schedule.width);
}

std::string parts_table(const MissionState& state) {
    if (state.parts.empty())
        return {};
    std::string text = "\n| job | by | total | why |\n|---|---|---|---|\n";
    for (const auto& part : state.parts)
        text += fmt::format("| {}{} | {} | {:.2f} | {} |\n", publish::inert(part.id),
                            part.has_won ? " 🏆" : "", publish::inert(part.maker), part.total,
                            publish::inert(part.text));
    return text;
}

}  // namespace

std::string unproven(const MissionState& state) {
    return state.is_integrated && state.checks.empty() && !state.so_far.empty()
               ? "No check of this repository was found, so that nothing proves this change. Name "
                 "one: --check COMMAND, or the input check-command."
               : "";
}

std::string progress_text(const MissionState& state) {
    const auto done = state.count(Stage::accepted);
    auto text =
        fmt::format("### mendel develops\n\n{} of {} tasks are done, {} failed; ${:.2f}.\n\n", done,
                    state.tasks.size(), state.count(Stage::failed), state.cost_usd);
    text += "| task | what | state | attempts |\n|---|---|---|---|\n";
    for (const auto& task : state.tasks)
        text += fmt::format("| {} | {} | {} | {} |\n", task.planned.task.id,
                            publish::inert(task.planned.task.title), name_of(task.stage),
                            task.tried.size());
    text += "\n```mermaid\n" + plan::to_mermaid(state.plan(), states_of(state)) + "```\n";
    for (const auto& found : bottlenecks_of(state))
        text +=
            fmt::format("\n- **{}**: {}. {}", found.kind, publish::inert(found.text), found.advice);
    if (const auto warning = unproven(state); !warning.empty())
        text += "\n\n**" + warning + "**";
    return text + "\n\n" + forecast(state) + parts_table(state);
}

std::vector<std::string> live_table(const MissionState& state) {
    std::vector<std::string> lines;
    for (const auto& task : state.tasks) {
        double seconds = 0;
        double cost = 0;
        std::string makers;
        for (const auto& tried : task.tried) {
            seconds += tried.result.seconds;
            cost += tried.result.cost_usd;
            if (tried.result.id == task.winner)
                makers = tried.result.maker;
        }
        lines.push_back(fmt::format("{:<24} {:<10} {:<12} {:>2} tried {:>7.1f} s  ${:.2f}",
                                    task.planned.task.id.substr(0, 24), name_of(task.stage),
                                    makers.substr(0, 12), task.tried.size(), seconds, cost));
    }
    return lines;
}

}  // namespace mendel::develop
