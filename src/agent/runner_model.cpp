#include "agent/runner_model.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "agent/model_client.hpp"
#include "agent/prompt.hpp"
#include "agent/tool_box.hpp"
#include "base/text.hpp"
#include "sys/clock.hpp"
#include "sys/pool.hpp"

namespace mendel::agent {

namespace {

using std::chrono::steady_clock;

constexpr std::size_t k_workers = 32;
constexpr int k_most_empty_turns = 2;
/// The same calls with the same answers so often in a row are a loop without an end.
constexpr int k_most_repeats = 4;
constexpr std::size_t k_words = 4000;

const std::string k_system =
    "You are a careful programmer who works through tools alone. Read before you write. When the "
    "task is done, answer without a tool call and say in one sentence what you changed.";

Endpoint endpoint_of(const Profile& profile, const CommandPorts& ports) {
    return {.wire = wire_of(profile.api),
            .name = profile.name,
            .base_url = profile.base_url,
            .key = profile.key_variable.empty() ? ""
                                                : ports.variable(profile.key_variable).value_or(""),
            .model = profile.model,
            .headers = profile.headers};
}

/// One job from the first message to the last.
class Loop {
  public:
    Loop(std::vector<Endpoint> endpoints, const std::string& name, const AgentJob& job)
        : m_job(job),
          m_tools(job.tools, {.actor = "agent " + name,
                              .task = job.task.id,
                              .audit = job.audit,
                              .stop = job.stop}),
          m_client({.endpoints = std::move(endpoints),
                    .spending = job.spending,
                    .deadline = job.deadline,
                    .stop = job.stop,
                    .audit = job.audit,
                    .wait = [stop = job.stop](auto pause) { return sys::pause(pause, stop); },
                    .random = sys::random_fraction,
                    .now = sys::system_clock().steady}) {
        m_conversation.system = k_system;
        m_conversation.tools = &m_tools.tools();
        m_conversation.messages.push_back({.text = render_prompt(job.task, job.lessons).text});
    }

    AgentResult run() {
        while (!m_result.detail.size())
            step();
        m_result.cost = m_client.cost();
        m_result.tools = m_tools.statistics();
        return std::move(m_result);
    }

  private:
    void end(AgentEnd end, std::string detail) {
        m_result.end = end;
        m_result.detail = std::move(detail);
    }

    void step() {
        if (const auto limit = limit_reached(); !limit.empty())
            return end(AgentEnd::over_budget, limit);
        auto turn = m_client.ask(m_conversation);
        ++m_turns;
        if (!turn)
            return fail(turn.error());
        m_result.words = base::ellipsize(turn->text, k_words);
        m_conversation.messages.push_back(
            {.role = Message::Role::model, .text = turn->text, .uses = turn->uses});
        if (turn->end == TurnEnd::refused)
            return end(AgentEnd::refused, "The model declined.");
        if (!turn->uses.empty())
            return use_tools(*turn);
        if (turn->end == TurnEnd::too_long)
            return nudge("Your answer was cut at its longest. Go on in smaller steps.");
        if (base::trim(turn->text).empty())
            return nudge("Your answer was empty. Use a tool, or say that you are done.");
        end(AgentEnd::done, "It says that it is done.");
    }

    std::string limit_reached() const {
        const auto& cost = m_client.cost();
        const long tokens = cost.input_tokens + cost.output_tokens + cost.cache_read_tokens +
                            cost.cache_write_tokens;
        if (m_turns >= m_job.max_turns)
            return fmt::format("The limit of {} turns is reached.", m_job.max_turns);
        if (m_job.max_tokens > 0 && tokens >= m_job.max_tokens)
            return fmt::format("The limit of {} tokens is reached.", m_job.max_tokens);
        return {};
    }

    void fail(const base::Error& error) {
        if (m_job.stop.stop_requested())
            return end(AgentEnd::stopped, "It was stopped.");
        if (sys::system_clock().steady() >= m_job.deadline)
            return end(AgentEnd::timed_out, "Its time was over.");
        if (error.kind == base::ErrorKind::refused)
            return end(AgentEnd::over_budget, error.message);
        end(AgentEnd::failed, base::describe(error));
    }

    void nudge(const std::string& text) {
        if (++m_empty_turns > k_most_empty_turns)
            return end(AgentEnd::gave_up, "The model answered without an act or an end.");
        // An answer without content must not stand in the conversation.
        if (m_conversation.messages.back().text.empty())
            m_conversation.messages.pop_back();
        if (m_conversation.messages.back().role == Message::Role::user)
            m_conversation.messages.back().text += "\n\n" + text;
        else
            m_conversation.messages.push_back({.text = text});
    }

    ToolOutcome use(const ToolUse& wanted) {
        const auto arguments =
            base::parse_json(wanted.arguments.empty() ? "{}" : wanted.arguments, "arguments");
        if (!arguments) {
            (void)m_tools.call(wanted.name, wanted.arguments);
            return {wanted.id, "The arguments are no JSON: " + arguments.error().message, true};
        }
        auto answer = m_tools.call(wanted.name, *arguments);
        return {wanted.id, std::move(answer.text), answer.is_error};
    }

    void use_tools(const Turn& turn) {
        m_empty_turns = 0;
        m_job.events({.stage = "agent",
                      .subject = "turn " + std::to_string(m_turns),
                      .text = base::counted(turn.uses.size(), "tool call")});
        std::vector<ToolOutcome> outcomes(turn.uses.size());
        sys::parallel_for(turn.uses.size(), k_workers,
                          [&](std::size_t index) { outcomes[index] = use(turn.uses[index]); });
        std::string mark;
        for (std::size_t index = 0; index < outcomes.size(); ++index)
            mark +=
                turn.uses[index].name + turn.uses[index].arguments + outcomes[index].text + "\n";
        m_repeats = mark == m_last_mark ? m_repeats + 1 : 0;
        m_last_mark = std::move(mark);
        if (m_repeats >= k_most_repeats)
            return end(AgentEnd::gave_up, "The model repeats the same calls without an end.");
        m_conversation.messages.push_back(
            {.role = Message::Role::tools, .outcomes = std::move(outcomes)});
    }

    const AgentJob& m_job;
    ToolBox m_tools;
    ModelClient m_client;
    Conversation m_conversation;
    AgentResult m_result;
    int m_turns = 0;
    int m_empty_turns = 0;
    int m_repeats = 0;
    std::string m_last_mark;
};

base::Result<AgentResult> run(const std::vector<Endpoint>& endpoints, const std::string& name,
                              const AgentJob& job) {
    const auto begin = sys::system_clock().steady();
    auto result = Loop(endpoints, name, job).run();
    auto patch = job.changes();
    if (!patch)
        return base::fail(patch.error());
    result.patch = std::move(*patch);
    result.duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(sys::system_clock().steady() - begin);
    return result;
}

}  // namespace

Agent make_model_agent(const Profile& profile, const std::vector<Profile>& others,
                       const CommandPorts& ports) {
    return {.name = profile.name,
            .purpose = profile.purpose,
            .run =
                [profile, others, ports](const AgentJob& job) {
                    std::vector<Endpoint> endpoints = {endpoint_of(profile, ports)};
                    for (const auto& name : profile.failover)
                        for (const auto& other : others)
                            if (other.name == name && other.runner == RunnerKind::model)
                                endpoints.push_back(endpoint_of(other, ports));
                    return run(endpoints, profile.name, job);
                },
            .unavailable = [profile, ports]() -> std::optional<std::string> {
                if (!profile.key_variable.empty() && !ports.variable(profile.key_variable))
                    return fmt::format("{} is not set", profile.key_variable);
                return std::nullopt;
            }};
}

}  // namespace mendel::agent
