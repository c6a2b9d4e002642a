#include "app/agents/tool_service.hpp"

#include <condition_variable>
#include <memory>
#include <mutex>

#include <fmt/format.h>

#include "agent/mcp.hpp"
#include "agent/tool_box.hpp"
#include "app/agents/agent_desk.hpp"
#include "app/agents/agent_roster.hpp"
#include "app/agents/forge_reading.hpp"
#include "app/agents/tools.hpp"
#include "app/check_choice.hpp"
#include "app/heal_bench.hpp"
#include "app/tree_view.hpp"
#include "observe/run_folder.hpp"
#include "sys/clock.hpp"
#include "sys/files.hpp"

namespace mendel::app {

namespace {

/// The bench is opened by the first check that is run, and the failing check is looked for by the
/// first engine that asks: most sessions only read and write. One caller at a time.
class LazyBench {
  public:
    LazyBench(const Session& session, CheckChoice choice, std::string base)
        : m_session(session), m_choice(std::move(choice)), m_base(std::move(base)) {}

    base::Result<model::RunResult> run(const model::RunRequest& request) {
        const std::lock_guard lock(m_mutex);
        if (const auto opened = open(); !opened)
            return base::fail(opened.error());
        if (const auto set = m_bench->place->set({}); !set)
            return base::fail(set.error());
        return m_bench->place->run(request);
    }

    base::Result<model::Verdict> judge(const model::Patch& patch, model::Depth depth) {
        const std::lock_guard lock(m_mutex);
        if (const auto read = read_check(); !read)
            return base::fail(read.error());
        if (m_rounds.bases->empty())
            return base::fail(base::ErrorKind::refused,
                              "No check of this repository failed when this began, so there is "
                              "nothing to judge a change by. Run the checks with check_run.");
        return m_rounds.setup.judge_of(0)(patch, depth);
    }

    /// Nothing where no check fails.
    base::Result<std::optional<model::Round>> failing_round() {
        const std::lock_guard lock(m_mutex);
        if (const auto read = read_check(); !read)
            return base::fail(read.error());
        if (m_rounds.bases->empty())
            return std::nullopt;
        auto round = m_rounds.setup.round;
        round.failure = round.failures.front();
        round.run = [this](const model::RunRequest& request) { return run(request); };
        round.judge = [this](const model::Patch& patch, model::Depth depth) {
            return judge(patch, depth);
        };
        return round;
    }

  private:
    base::Status open() {
        if (m_bench)
            return {};
        if (!m_choice.found)
            return base::fail(base::ErrorKind::refused,
                              "No check was found in this repository. Name them in heal.verify.");
        auto bench = open_bench_at(m_session, {}, m_choice, m_base);
        if (!bench)
            return base::fail(bench.error());
        m_bench = std::move(*bench);
        return {};
    }

    base::Status read_check() {
        if (m_rounds.bases)
            return {};
        if (const auto opened = open(); !opened)
            return opened;
        auto red = first_red(*m_bench);
        if (!red)
            return base::fail(red.error());
        if (red->state != evaluate::CheckState::red)
            red->failures.clear();
        m_bench->red = *red;
        m_rounds = m_bench->round(1, {}, *red);
        return {};
    }

    const Session& m_session;
    CheckChoice m_choice;
    std::string m_base;
    std::mutex m_mutex;
    std::unique_ptr<HealBench> m_bench;
    BenchRound m_rounds;
};

base::Result<CheckChoice> checks_of(const Session& session, const model::Task& task) {
    if (!task.verify.empty())
        return CheckChoice{.found = true, .check = task.verify.front(), .candidates = task.verify};
    return choose_check(session, {});
}

base::Result<std::shared_ptr<AgentDesk>> desk_of(const Session& session, model::Task task) {
    const auto choice = checks_of(session, task);
    if (!choice)
        return base::fail(choice.error());
    const auto base = session.repository.snapshot("mcp-" + sys::random_name(8));
    const auto state = observe::state_folder(session.repository.common_folder());
    if (!base || !state)
        return base::fail(!base ? base.error() : state.error());
    const auto root = session.repository.root();
    const auto tree = tree_view(session.repository, *base, {}, root);
    auto bench = std::make_shared<LazyBench>(session, *choice, *base);
    auto worktree = Worktree::over(session, tree, root);
    auto desk = std::make_shared<AgentDesk>(
        AgentDesk{.session = &session,
                  .task = std::move(task),
                  .worktree = root,
                  .tree = tree,
                  .changes = [worktree] { return worktree->changes(); },
                  .run = [bench](const model::RunRequest& request) { return bench->run(request); },
                  .judge = [bench](const model::Patch& patch,
                                   model::Depth depth) { return bench->judge(patch, depth); },
                  .proposals = sys::join_path(*state, "proposals"),
                  .commits = true,
                  .failing_round = [bench] { return bench->failing_round(); },
                  .read_issue = [&session](long number) { return issue_text(session, number); },
                  .read_run = [&session](const std::string& id) { return run_text(session, id); }});
    auto commands = choice->candidates;
    if (commands.empty() && choice->found)
        commands.push_back(choice->check);
    for (const auto& command : commands)
        desk->checks.emplace_back(
            desk->checks.empty() ? "check" : fmt::format("check-{}", desk->checks.size() + 1),
            command);
    return desk;
}

base::Status serve_http(agent::McpServer& server, const Session& session,
                        const ToolServiceOptions& options) {
    const auto token = options.token ? sys::random_name(40) : std::string();
    const auto running =
        sys::Server::start(agent::mcp_handler(server, {.token = token}), {.port = *options.port});
    if (!running)
        return base::fail(running.error());
    if (options.ready)
        options.ready(fmt::format("http://127.0.0.1:{}/mcp", running->port()), token);
    std::mutex mutex;
    std::condition_variable_any waiting;
    std::unique_lock lock(mutex);
    waiting.wait(lock, session.stop, [] { return false; });
    return {};
}

}  // namespace

base::Status serve_tools(const Session& session, const ToolServiceOptions& options) {
    auto task = options.task.value_or(model::Task{.id = "mcp", .title = "Tools for an agent"});
    const auto books = open_books(session);
    if (!books)
        return base::fail(books.error());
    const auto desk = desk_of(session, task);
    if (!desk)
        return base::fail(desk.error());
    agent::ToolBox tools(agent_tools(*desk), {.keep_answers = false,
                                              .actor = "mcp client",
                                              .task = task.id,
                                              .asked_by = "local user",
                                              .audit = observe::AuditLog::sink(books->audit),
                                              .stop = session.stop});
    agent::McpServer server(tools,
                            "Tools of mendel for this repository. A refusal names its "
                            "reason.");
    return options.port ? serve_http(server, session, options)
                        : agent::serve_standard_streams(server, session.stop);
}

}  // namespace mendel::app
