#include "develop/makers.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "app/scratch.hpp"
#include "base/text.hpp"
#include "evaluate/place.hpp"
#include "git/checkout.hpp"
#include "model/task_json.hpp"
#include "sys/clock.hpp"

namespace mendel::develop {

namespace {

constexpr std::size_t k_most_words = 4000;
constexpr std::size_t k_longest_line = 200;

base::Json brief_of(const MakeJob& job) {
    auto brief = base::Json{{"schema", "mendel.brief/1"},
                            {"task", model::to_json(job.task)},
                            {"attempt", job.attempt},
                            {"evidence", base::Json::array()}};
    for (const auto& one : job.lessons)
        brief["evidence"].push_back({{"source", one.source}, {"text", one.text}});
    return brief;
}

base::Result<model::RunResult> run_in_place(const git::Repository& repository, const MakeJob& job,
                                            const model::Command& command) {
    const auto head = repository.head_commit();
    const auto scratch = app::Scratch::make();
    if (!head || !scratch)
        return base::fail(head ? scratch.error() : head.error());
    const auto folder = scratch->folder("place");
    if (!folder)
        return base::fail(folder.error());
    const auto place = evaluate::open_place({.repository = &repository,
                                             .base = head->value_or(""),
                                             .scratch = *folder,
                                             .stop = job.stop});
    if (!place)
        return base::fail(place.error());
    if (const auto set = (*place)->set({}); !set)
        return base::fail(set.error());
    const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(
        job.deadline - sys::system_clock().steady());
    return (*place)->run({.command = command,
                          .deadline = std::max(left, std::chrono::milliseconds(1)),
                          .effects = model::Effects::capture,
                          .standard_input = base::to_line(brief_of(job)) + "\n"});
}

/// ": " and the last line that says something; nothing where there is none.
std::string last_line(const std::string& output) {
    std::string last;
    for (const auto line : base::split_lines(output))
        if (!base::trim(line).empty())
            last = std::string(base::trim(line));
    return last.empty() ? last : ": " + base::ellipsize(last, k_longest_line);
}

base::Result<Made> make_by(const std::string& name, const std::string& line, const MakeJob& job) {
    const auto repository = git::Repository::open(job.worktree);
    if (!repository)
        return base::fail(repository.error());
    const model::Command command{.body = model::Script{"bash", line},
                                 .environment = {{"MENDEL_TASK", job.task.id},
                                                 {"MENDEL_ATTEMPT", std::to_string(job.attempt)},
                                                 {"MENDEL_MAKER", name}}};
    auto ran = run_in_place(*repository, job, command);
    if (!ran)
        return base::fail(ran.error());
    if (job.stop.stop_requested())
        return base::fail(base::ErrorKind::transient, "It was stopped.");
    if (!ran->changes.empty())
        if (const auto applied = git::apply_to_work_tree(*repository, ran->changes); !applied)
            return base::fail(applied.error());
    Made made{.patch = std::move(ran->changes),
              .is_finished = ran->exit_code == 0 && !ran->timed_out,
              .words = ran->output.substr(0, k_most_words)};
    if (ran->timed_out)
        made.detail = "its time was over";
    else if (ran->exit_code != 0)
        made.detail = fmt::format("it ended with {}{}", ran->exit_code, last_line(ran->output));
    return made;
}

}  // namespace

Maker command_maker(const std::string& name, const std::string& line) {
    return {.name = name,
            .make = [name, line](const MakeJob& job) { return make_by(name, line, job); }};
}

base::Result<std::vector<Maker>> makers_of(const app::Session& session, const MakerChoice& choice) {
    std::vector<Maker> makers;
    const auto is_taken = [&](const std::string& name) {
        return std::any_of(makers.begin(), makers.end(),
                           [&](const auto& maker) { return maker.name == name; });
    };
    for (const auto& text : choice.commands) {
        const auto equals = text.find('=');
        const auto name = text.substr(0, equals);
        if (equals == std::string::npos || !model::is_task_id(name) || equals + 1 == text.size() ||
            is_taken(name))
            return base::fail(
                base::ErrorKind::user,
                fmt::format("'{}' is no maker. Write NAME=COMMAND, each name once.", text));
        makers.push_back(command_maker(name, text.substr(equals + 1)));
    }
    if (choice.commands.empty() || !choice.agents.empty()) {
        auto agents = agent_makers(session, choice.agents);
        if (!agents)
            return base::fail(agents.error());
        for (auto& agent : *agents) {
            if (is_taken(agent.name))
                return base::fail(
                    base::ErrorKind::user,
                    fmt::format("Two makers are called '{}'. Name each once.", agent.name));
            makers.push_back(std::move(agent));
        }
    }
    if (makers.empty())
        return base::fail(base::ErrorKind::user,
                          "There is nobody to make the changes. Configure an agent in "
                          ".github/mendel.yml, or give --maker NAME=COMMAND.");
    if (choice.turn > 0)
        return std::vector<Maker>{
            makers[static_cast<std::size_t>(choice.turn - 1) % makers.size()]};
    return makers;
}

}  // namespace mendel::develop
