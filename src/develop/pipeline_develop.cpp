#include "develop/pipeline_develop.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/crypto.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "develop/makers.hpp"
#include "develop/report.hpp"
#include "forge/forge_local.hpp"
#include "git/diff.hpp"
#include "observe/run_folder.hpp"
#include "run/executor.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::develop {

namespace {

using Handler = run::Handler;

constexpr int k_absent = 1000;  ///< failures in a row of an instance that is not here

/// Where a run lies, new or resumed.
struct RunPlace {
    std::string id;
    std::string path;
};

base::Result<RunPlace> run_place(const app::Session& session, const std::string& resume) {
    if (resume.empty()) {
        const auto folder =
            session.runs.empty()
                ? observe::RunFolder::make(session.repository.common_folder(), session.clock)
                : observe::RunFolder::make_in(session.runs, session.clock);
        return folder ? base::Result<RunPlace>(RunPlace{folder->id(), folder->path()})
                      : base::fail(folder.error());
    }
    const auto folders = observe::run_folders(session.repository.common_folder());
    if (!folders)
        return base::fail(folders.error());
    for (const auto& path : *folders)
        if (path.substr(path.rfind('/') + 1) == resume &&
            sys::exists(sys::join_path(path, "mission.json")))
            return RunPlace{resume, path};
    return base::fail(base::ErrorKind::user,
                      fmt::format("There is no run '{}' of mendel develop to go on with. See "
                                  "mendel status.",
                                  resume));
}

bool delivers(const DevelopRequest& request) {
    return request.pull_request || !request.branch.empty();
}

/// What could not be delivered is said before anybody works.
base::Status check_delivery(const app::Session& session, const DevelopRequest& request) {
    if (request.pull_request) {
        const auto branch = session.repository.head_branch();
        if (!branch)
            return base::fail(branch.error());
        if (!*branch)
            return base::fail(base::ErrorKind::user,
                              "HEAD is on no branch, so a pull request has no base. Check out a "
                              "branch, or use --branch NAME.");
    }
    if (request.branch.empty())
        return {};
    const auto there = session.repository.reference("refs/heads/" + request.branch);
    if (!there)
        return base::fail(there.error());
    if (*there)
        return base::fail(
            base::ErrorKind::user,
            fmt::format("There is a branch '{}' already. Choose another name.", request.branch));
    return {};
}

/// What is delivered goes on HEAD, so that it is built on HEAD; else on the tree as it stands.
base::Result<std::string> base_commit(const app::Session& session, const DevelopRequest& request,
                                      const std::string& run) {
    const auto head = session.repository.head_commit();
    if (!head)
        return base::fail(head.error());
    if (!*head)
        return base::fail(base::ErrorKind::user,
                          "This repository has no commit yet. Commit once, then develop.");
    const auto snapshot = session.repository.snapshot(run);
    if (!snapshot || !delivers(request) || *snapshot == **head)
        return snapshot;
    session.events({.kind = model::EventKind::note,
                    .stage = "develop",
                    .text = "Uncommitted changes are left out: what is delivered goes on HEAD."});
    return **head;
}

base::Result<MissionState> beginning(const app::Session& session, const DevelopRequest& request,
                                     const RunPlace& place) {
    if (!request.resume.empty()) {
        const auto path = sys::join_path(place.path, "mission.json");
        const auto text = sys::read_file(path);
        return text ? parse_mission(*text, path) : base::fail(text.error());
    }
    const auto plan =
        request.plan ? base::Result<model::Plan>(*request.plan) : plan_for(session, request.source);
    if (!plan)
        return base::fail(plan.error());
    const auto base = base_commit(session, request, place.id);
    if (!base)
        return base::fail(base.error());
    return mission_of(*plan, *base);
}

Handler attempt_handler(const Workshop& workshop) {
    return [workshop](const run::Lease& lease,
                      const std::stop_token& stop) -> base::Result<std::string> {
        const auto attempt = parse_attempt(lease.task.payload);
        if (!attempt)
            return base::fail(attempt.error());
        const auto result = work_on(workshop, *attempt, stop);
        return result ? base::Result<std::string>(base::to_line(to_json(*result)))
                      : base::fail(result.error());
    };
}

base::Status remember(const RunPlace& place, const MissionState& state) {
    if (const auto written = sys::write_file(sys::join_path(place.path, "mission.json"),
                                             base::to_pretty_text(to_json(state)));
        !written)
        return written;
    return sys::write_file(sys::join_path(place.path, "report.md"),
                           "# " + headline(state.goal, 100) + "\n\n" + scoreboard(state));
}

std::string title_of(const MissionState& state) {
    return headline(state.goal, 72);
}

base::Status deliver(const app::Session& session, const DevelopRequest& request,
                     Developed& developed) {
    const auto& state = developed.state;
    if (!delivers(request))
        return {};
    const auto head = session.repository.head_commit();
    const auto head_branch = session.repository.head_branch();
    if (!head || !head_branch)
        return base::fail(head ? head_branch.error() : head.error());
    const auto body = scoreboard(state) + "\n" + progress_text(state);
    const auto commit =
        session.repository.commit(state.so_far, head->value_or(""), title_of(state) + "\n", {});
    if (!commit)
        return base::fail(commit.error());
    developed.branch = request.branch.empty() ? session.config.branches.prefix + "develop/" +
                                                    base::sha256(state.goal).substr(0, 12)
                                              : request.branch;
    if (!request.pull_request)
        return session.repository.set_reference("refs/heads/" + developed.branch, *commit,
                                                std::string());
    forge::LocalForge local(session.repository);
    const auto opened = local.upsert_pull_request({.base_branch = **head_branch,
                                                   .head_branch = developed.branch,
                                                   .commit = *commit,
                                                   .title = title_of(state),
                                                   .body = body,
                                                   .labels = {"mendel"}});
    if (!opened)
        return base::fail(opened.error());
    developed.pull_request = opened->number;
    return {};
}

/// A mission and where it is kept.
struct Under {
    RunPlace place;
    MissionState state;
};

MissionPorts ports_of(const app::Session& session, const DevelopRequest& request,
                      const std::vector<Maker>& makers, const RunPlace& place) {
    const Workshop workshop{.root = session.repository.root(),
                            .config = session.config,
                            .makers = makers,
                            .runs = sys::join_path(place.path, "checks")};
    MissionPorts ports{.session = &session, .show = request.show};
    ports.handlers = {{"attempt", attempt_handler(workshop)}};
    ports.remember = [place](const MissionState& now) { return remember(place, now); };
    ports.keep = [place](const std::string& name, const std::string& text) {
        return sys::write_file(sys::join_path(place.path, name), text);
    };
    return ports;
}

/// Adds the makers to the instances; those of other jobs keep what they have done, and get nothing
/// to do here.
void enlist(const std::vector<Maker>& makers, MissionState& state) {
    for (auto& known : state.instances)
        if (std::none_of(makers.begin(), makers.end(),
                         [&](const auto& maker) { return maker.name == known.maker; }))
            known.failures = k_absent;
    for (const auto& maker : makers)
        if (std::none_of(state.instances.begin(), state.instances.end(),
                         [&](const auto& known) { return known.maker == maker.name; }))
            state.instances.push_back({.maker = maker.name});
}

base::Status run_kept(const DevelopRequest& request, MissionState& state, MissionPorts& ports) {
    const auto queue = run::open_queue(request.queue, {});
    if (!queue)
        return base::fail(queue.error());
    ports.queue = queue->get();
    if (const auto kept = ports.remember(state); !kept)
        return kept;
    if (const auto ran = run_mission(state, request.mission, ports); !ran) {
        (void)ports.remember(state);
        return ran;
    }
    const auto diff = git::to_diff(state.so_far);
    return diff ? ports.keep("patch.diff", *diff) : base::Status();
}

/// What mendel status tells of the run.
base::Json outcome_of(const app::Session& session, const Developed& developed) {
    const auto& state = developed.state;
    std::vector<std::string> checks;
    for (const auto& check : state.checks)
        checks.push_back(check.command);
    return {{"schema", "mendel.develop_outcome/1"},
            {"created", base::to_rfc3339(session.clock.now())},
            {"outcome", developed.is_done ? "built" : "not built"},
            {"check", base::join(checks, "; ")},
            {"message", fmt::format("{}: {} of {} tasks", title_of(state),
                                    state.count(Stage::accepted), state.tasks.size())}};
}

base::Result<Developed> conducted(const app::Session& session, const DevelopRequest& request,
                                  const std::vector<Maker>& makers, Under under) {
    Developed developed{
        .run = under.place.id, .run_directory = under.place.path, .state = std::move(under.state)};
    enlist(makers, developed.state);
    auto ports = ports_of(session, request, makers, under.place);
    if (const auto ran = run_kept(request, developed.state, ports); !ran)
        return base::fail(ran.error());
    developed.is_done = developed.state.is_integrated;
    if (const auto kept =
            ports.keep("outcome.json", base::to_pretty_text(outcome_of(session, developed)));
        !kept)
        return base::fail(kept.error());
    if (developed.is_done && !developed.state.so_far.empty())
        if (const auto delivered = deliver(session, request, developed); !delivered)
            return base::fail(delivered.error());
    return developed;
}

}  // namespace

base::Result<Developed> develop(const app::Session& session, const DevelopRequest& request) {
    if (session.repository.is_under_way())
        return base::fail(base::ErrorKind::user,
                          "A merge or rebase is under way. Finish it, then develop.");
    if (const auto checked = check_delivery(session, request); !checked)
        return base::fail(checked.error());
    const auto makers = makers_of(session, request.makers);
    if (!makers)
        return base::fail(makers.error());
    const auto place = run_place(session, request.resume);
    if (!place)
        return base::fail(place.error());
    auto state = beginning(session, request, *place);
    return state ? conducted(session, request, *makers, {*place, std::move(*state)})
                 : base::fail(state.error());
}

base::Result<Developed> go_on(const app::Session& session, const DevelopRequest& request,
                              MissionState state) {
    // Where nothing is left to do nobody is needed to do it.
    const bool is_open = std::any_of(state.tasks.begin(), state.tasks.end(),
                                     [](const auto& task) { return task.stage == Stage::pending; });
    auto makers = is_open ? makers_of(session, request.makers) : std::vector<Maker>{};
    if (!makers)
        return base::fail(makers.error());
    const auto place = run_place(session, {});
    return place ? conducted(session, request, *makers, {*place, std::move(state)})
                 : base::fail(place.error());
}

base::Status serve_queue(const app::Session& session, const DevelopRequest& request) {
    const auto makers = makers_of(session, request.makers);
    if (!makers)
        return base::fail(makers.error());
    const auto queue = run::open_queue(request.queue, {});
    if (!queue)
        return base::fail(queue.error());
    const auto state = observe::state_folder(session.repository.common_folder());
    if (!state)
        return base::fail(state.error());
    const Workshop workshop{.root = session.repository.root(),
                            .config = session.config,
                            .makers = *makers,
                            .runs = sys::join_path(*state, "worker-checks")};
    run::Executor executor(
        **queue, {{"attempt", attempt_handler(workshop)}},
        {.worker = "worker-" + sys::random_name(8),
         .scaling = {.min = 1, .max = request.mission.most_workers},
         .look = std::chrono::milliseconds(200),
         .when_idle = run::WhenIdle::wait,
         .clock = session.clock,
         .random = sys::random_fraction,
         .say = [&](const std::string& text) {
             session.events({.stage = "worker", .subject = "worker", .text = text});
         }});
    executor.subscribe([&](const run::Completion& end) {
        session.events({.kind = end.ending == run::Ending::done ? model::EventKind::accepted
                                                                : model::EventKind::refused,
                        .stage = "worker",
                        .subject = end.task.id,
                        .text = std::string(name_of(end.ending))});
    });
    const auto report = executor.run(session.stop);
    return report ? base::Status() : base::fail(report.error());
}

base::Json to_json(const Developed& developed) {
    return {{"schema", "mendel.develop/1"},
            {"run", developed.run},
            {"run_directory", developed.run_directory},
            {"done", developed.is_done},
            {"branch", developed.branch},
            {"pull_request", developed.pull_request},
            {"mission", to_json(developed.state)}};
}

}  // namespace mendel::develop
