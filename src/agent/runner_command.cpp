#include "agent/runner_command.hpp"

#include <fmt/format.h>

#include "agent/key_proxy.hpp"
#include "agent/mcp.hpp"
#include "agent/output_reader.hpp"
#include "agent/prompt.hpp"
#include "agent/walls.hpp"
#include "base/text.hpp"
#include "sys/clock.hpp"
#include "sys/environment.hpp"
#include "sys/files.hpp"
#include "sys/process.hpp"

namespace mendel::agent {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t k_error_tail = 400;
/// Where a profile's script stands in the clean home: its own folder may be a private one.
constexpr auto k_script = "script";
constexpr std::size_t k_output_cap = std::size_t{4} << 20U;

/// One try of the program, with what must live as long as it runs.
class Try {
  public:
    Try(const Profile& profile, const CommandPorts& ports, const AgentJob& job)
        : m_profile(profile),
          m_ports(ports),
          m_job(job),
          m_prompt(render_prompt(job.task, job.lessons)),
          m_tools(job.tools, {.keep_answers = profile.edits == EditWay::tools,
                              .actor = "agent " + profile.name,
                              .task = job.task.id,
                              .audit = job.audit,
                              .stop = job.stop}),
          m_mcp(m_tools, "Tools of mendel for one task. A refusal names its reason.") {}

    base::Result<AgentResult> run() {
        if (const auto ready = prepare(); !ready)
            return base::fail(ready.error());
        const auto begin = sys::system_clock().steady();
        OutputReader reader(m_profile);
        const auto ended = run_program(reader);
        if (!ended)
            return base::fail(ended.error());
        if (ended->missing)
            return base::fail(base::ErrorKind::user,
                              fmt::format("The program '{}' of the agent '{}' is not installed. "
                                          "Install it or choose another agent.",
                                          m_profile.argv.front(), m_profile.name));
        auto result = result_of(*ended, reader.finish(ended->output));
        result.duration = std::chrono::duration_cast<std::chrono::milliseconds>(
            sys::system_clock().steady() - begin);
        return result;
    }

  private:
    base::Status prepare() {
        auto home = sys::TemporaryFolder::make("mendel-agent-");
        if (!home)
            return base::fail(home.error());
        m_home.emplace(std::move(*home));
        if (const auto served = serve_tools(); !served)
            return served;
        if (const auto proxied = start_proxy(); !proxied)
            return proxied;
        return furnish_home();
    }

    base::Status serve_tools() {
        m_token = sys::random_name(40);
        auto server = sys::Server::start(mcp_handler(m_mcp, {.token = m_token}));
        if (!server)
            return base::fail(server.error());
        m_server.emplace(std::move(*server));
        return {};
    }

    base::Status start_proxy() {
        if (m_profile.api.empty())
            return {};
        const auto key = m_ports.variable(m_profile.key_variable);
        KeyProxyOptions options{.api = m_profile.api,
                                .base_url = m_profile.base_url,
                                .key = key.value_or(""),
                                .models = {m_profile.model},
                                .spending = m_job.spending,
                                .max_tokens = m_job.max_tokens,
                                .max_requests = m_job.max_turns,
                                .actor = "agent " + m_profile.name,
                                .task = m_job.task.id,
                                .audit = m_job.audit,
                                .stop = m_job.stop};
        for (const auto& [name, value] : m_profile.headers)
            options.headers.push_back(name + ": " + value);
        auto proxy = KeyProxy::start(std::move(options));
        if (!proxy)
            return base::fail(proxy.error());
        m_proxy.emplace(std::move(*proxy));
        return {};
    }

    std::map<std::string, std::string> values() const {
        std::vector<std::string> names;
        for (const auto& tool : m_tools.tools())
            names.push_back(m_profile.tool_prefix + tool.name);
        return {{"prompt", m_prompt.text},
                {"prompt_file", sys::join_path(m_home->path(), "prompt.md")},
                {"model", m_profile.model},
                {"max_turns", std::to_string(m_job.max_turns)},
                {"tools_url", fmt::format("http://127.0.0.1:{}/mcp", m_server->port())},
                {"tools_token", m_token},
                {"proxy_url", m_proxy ? m_proxy->url() : ""},
                {"proxy_token", m_proxy ? m_proxy->token() : ""},
                {"home", m_home->path()},
                {"worktree", m_job.worktree},
                {"attempt", std::to_string(m_job.attempt)},
                {"task", m_job.task.id},
                {"script", sys::join_path(m_home->path(), k_script)},
                {"tool_names", base::join(names, ",")}};
    }

    base::Status furnish_home() {
        auto files = m_profile.files;
        if (m_profile.prompt == PromptWay::file)
            files["prompt.md"] = "{prompt}";
        if (!m_profile.script.empty()) {
            const auto script = m_ports.read_script ? m_ports.read_script(m_profile.script)
                                                    : sys::read_file(m_profile.script);
            const auto copied =
                script ? sys::write_file(sys::join_path(m_home->path(), k_script), *script)
                       : base::fail(script.error());
            if (!copied)
                return copied;
        }
        for (const auto& [path, text] : files) {
            const auto written =
                sys::write_file(sys::join_path(m_home->path(), path), filled(text, values()), 0600);
            if (!written)
                return written;
        }
        return {};
    }

    sys::ProcessSpec process() const {
        const auto known = values();
        sys::ProcessSpec spec{.directory = m_job.worktree, .output_cap = k_output_cap};
        for (const auto& word : m_profile.argv)
            spec.argv.push_back(filled(word, known));
        if (m_profile.prompt == PromptWay::standard_input)
            spec.standard_input = m_prompt.text;
        else if (m_profile.prompt == PromptWay::argument)
            spec.argv.push_back(m_prompt.text);
        const auto own = sys::allowed_environment();
        for (const char* name : {"PATH", "LANG", "LC_ALL", "TZ"})
            if (const auto value = own.find(name); value != own.end())
                spec.environment.insert(*value);
        spec.environment.insert({{"HOME", m_home->path()}, {"TERM", "dumb"}, {"NO_COLOR", "1"}});
        for (const auto& [name, value] : m_profile.environment)
            spec.environment[name] = filled(value, known);
        spec.merge_streams = m_profile.output == OutputShape::text;
        spec.deadline = std::min<std::chrono::milliseconds>(
            std::chrono::minutes(m_profile.minutes),
            std::chrono::duration_cast<std::chrono::milliseconds>(m_job.deadline -
                                                                  sys::system_clock().steady()));
        return spec;
    }

    base::Result<sys::ProcessResult> run_program(OutputReader& reader) {
        auto spec = process();
        if (spec.deadline.count() <= 0)
            return sys::ProcessResult{.exit_code = 124, .timed_out = true};
        AgentWalls walls{.home = m_home->path(),
                         .worktree = m_job.worktree,
                         .writes_worktree = m_profile.edits == EditWay::worktree,
                         .ports = {m_server->port()},
                         .require_isolation = m_profile.require_isolation};
        if (m_proxy)
            walls.ports.push_back(m_proxy->port());
        const auto standing = build_agent_walls(walls, spec);
        if (!standing)
            return base::fail(standing.error());
        m_job.audit({.kind = "command",
                     .actor = "agent " + m_profile.name,
                     .subject = m_profile.argv.front(),
                     .verdict = "allowed",
                     .detail = *standing,
                     .task = m_job.task.id});
        spec.on_output = [&](std::string_view part) {
            const long before = reader.events();
            reader.take(part);
            if (reader.events() > before)
                m_job.events(
                    {.stage = "agent",
                     .subject = m_profile.name,
                     .text = fmt::format(
                         "{} so far",
                         base::counted(static_cast<std::size_t>(reader.events()), "event"))});
            return true;
        };
        return sys::run_process(spec, m_job.stop);
    }

    AgentResult result_of(const sys::ProcessResult& ended, AgentWords said) const {
        AgentResult result{.cost = said.cost, .words = std::move(said.words)};
        if (m_proxy)
            result.cost = m_proxy->cost();
        result.tools = m_tools.statistics();
        const auto say = [&](AgentEnd end, std::string detail) {
            result.end = end;
            result.detail = std::move(detail);
        };
        const auto exhausted = m_proxy ? m_proxy->exhausted() : std::string();
        const auto known = m_profile.exit_codes.find(ended.exit_code);
        if (ended.stopped)
            say(AgentEnd::stopped, "It was stopped.");
        else if (!exhausted.empty())
            say(AgentEnd::over_budget, exhausted);
        else if (ended.timed_out)
            say(AgentEnd::timed_out, "Its time was over.");
        else if (ended.out_of_memory)
            say(AgentEnd::failed, "It used too much memory.");
        else if (known != m_profile.exit_codes.end())
            say(known->second, fmt::format("It ended with exit code {}.", ended.exit_code));
        else if (ended.exit_code != 0 || said.is_error)
            say(AgentEnd::failed, failure_text(ended, result.words));
        else if (!said.readable)
            say(AgentEnd::failed, "It printed nothing that its profile can read.");
        else
            say(AgentEnd::done, "It says that it is done.");
        return result;
    }

    static std::string failure_text(const sys::ProcessResult& ended, const std::string& words) {
        std::string_view last = base::trim(std::string_view(ended.error_output));
        if (last.empty())
            last = words;
        if (last.size() > k_error_tail)
            last.remove_prefix(last.size() - k_error_tail);
        return fmt::format("It ended with exit code {}: {}", ended.exit_code, last);
    }

    const Profile& m_profile;
    const CommandPorts& m_ports;
    const AgentJob& m_job;
    Prompt m_prompt;
    ToolBox m_tools;
    McpServer m_mcp;
    std::string m_token;
    std::optional<sys::TemporaryFolder> m_home;
    std::optional<sys::Server> m_server;
    std::optional<KeyProxy> m_proxy;
};

/// A program that failed before it changed anything may be started once more.
base::Result<AgentResult> run_with_retries(const Profile& profile, const CommandPorts& ports,
                                           const AgentJob& job) {
    Cost spent;
    for (int left = profile.retries;; --left) {
        auto result = Try(profile, ports, job).run();
        if (!result)
            return result;
        spent += result->cost;
        result->cost = spent;
        auto patch = job.changes();
        if (!patch)
            return base::fail(patch.error());
        result->patch = std::move(*patch);
        if (result->end != AgentEnd::failed || left <= 0 || !result->patch.empty())
            return result;
    }
}

}  // namespace

Agent make_command_agent(const Profile& profile, const CommandPorts& ports) {
    return {.name = profile.name,
            .purpose = profile.purpose,
            .run = [profile,
                    ports](const AgentJob& job) { return run_with_retries(profile, ports, job); },
            .unavailable = [profile, ports]() -> std::optional<std::string> {
                const auto& program = profile.argv.front();
                if (!sys::find_program(program, sys::allowed_environment()))
                    return fmt::format("the program '{}' is not installed", program);
                if (!profile.key_variable.empty() && !ports.variable(profile.key_variable))
                    return fmt::format("{} is not set", profile.key_variable);
                return std::nullopt;
            }};
}

}  // namespace mendel::agent
