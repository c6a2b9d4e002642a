#include "agent/tool_box.hpp"

#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json_schema.hpp"
#include "base/text.hpp"
#include "sys/clock.hpp"
#include "sys/pool.hpp"

namespace mendel::agent {

namespace {

using base::Json;
using std::chrono::steady_clock;

constexpr std::size_t k_latencies = 100;
constexpr std::size_t k_least_latencies = 5;
constexpr double k_slack = 4;
constexpr std::size_t k_detail = 2000;

double percentile_95(std::vector<double> values) {
    if (values.empty())
        return 0;
    const auto rank =
        static_cast<std::size_t>(std::ceil(0.95 * static_cast<double>(values.size()))) - 1;
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(rank),
                     values.end());
    return values[rank];
}

/// What the tool's schema has against the arguments, as one text; empty: nothing.
std::string problems_of(const Tool& tool, const Json& arguments) {
    const auto schema = base::parse_json(tool.input_schema, tool.name);
    if (!schema)
        return schema.error().message;
    const auto problems = base::check_schema(*schema, arguments);
    if (!problems)
        return problems.error().message;
    std::vector<std::string> lines;
    for (const auto& problem : *problems)
        lines.push_back(fmt::format("{}: {}", problem.pointer.empty() ? "/" : problem.pointer,
                                    problem.message));
    return base::join(lines, "; ");
}

ToolAnswer cut(ToolAnswer answer, std::size_t cap) {
    if (answer.text.size() > cap)
        answer.text = base::ellipsize(answer.text, cap) +
                      fmt::format("\n[cut at {} bytes; ask for less]", cap);
    return answer;
}

}  // namespace

ToolBox::ToolBox(std::vector<Tool> tools, ToolBoxOptions options)
    : m_tools(std::move(tools)), m_options(std::move(options)) {}

const Tool* ToolBox::find(std::string_view name) const {
    const auto found = std::find_if(m_tools.begin(), m_tools.end(),
                                    [&](const Tool& tool) { return tool.name == name; });
    return found == m_tools.end() ? nullptr : &*found;
}

ToolAnswer ToolBox::call(const std::string& name, const Json& arguments) {
    const Tool* tool = find(name);
    if (!tool) {
        auto answer = tool_refusal(fmt::format("There is no tool '{}' here.", name));
        note(name, arguments, answer);
        return answer;
    }
    if (base::to_line(arguments).size() > m_options.argument_cap) {
        auto answer =
            tool_refusal(fmt::format("The arguments are longer than {} bytes. Send less "
                                     "at a time.",
                                     m_options.argument_cap));
        note(name, Json("(too long)"), answer);
        return answer;
    }
    if (const auto problems = problems_of(*tool, arguments); !problems.empty()) {
        auto answer = tool_refusal("The arguments do not fit: " + problems);
        note(name, arguments, answer);
        return answer;
    }
    auto answer = cut(checked_call(*tool, arguments), m_options.answer_cap);
    note(name, arguments, answer);
    return answer;
}

ToolAnswer ToolBox::checked_call(const Tool& tool, const Json& arguments) {
    if (tool.effect == ToolEffect::writes) {
        const std::lock_guard writing(m_writing);
        auto answer = timed_call(tool, arguments);
        const std::lock_guard lock(m_mutex);
        m_kept.clear();
        ++m_generation;
        return answer;
    }
    if (!m_options.keep_answers)
        return fall_back(tool, arguments, timed_call(tool, arguments));
    const auto key = tool.name + base::to_line(arguments);
    long generation = 0;
    {
        const std::lock_guard lock(m_mutex);
        generation = m_generation;
        if (const auto kept = m_kept.find(key); kept != m_kept.end()) {
            ++m_records[tool.name].calls;
            ++m_records[tool.name].from_cache;
            return kept->second;
        }
    }
    auto answer = fall_back(tool, arguments, timed_call(tool, arguments));
    const std::lock_guard lock(m_mutex);
    // What was written in between may have changed the answer.
    if (!answer.is_error && generation == m_generation)
        m_kept[key] = answer;
    return answer;
}

ToolAnswer ToolBox::timed_call(const Tool& tool, const Json& arguments) {
    const auto deadline = deadline_of(tool.name);
    const auto begin = sys::system_clock().steady();
    const sys::Timer timer(deadline, m_options.stop);
    auto answer = tool.call({.arguments = arguments, .deadline = deadline, .stop = timer.token()});
    const std::chrono::duration<double, std::milli> taken = sys::system_clock().steady() - begin;
    ToolAnswer result =
        answer ? std::move(*answer) : tool_refusal("It failed: " + base::describe(answer.error()));
    if (timer.expired())
        result = tool_refusal(
            fmt::format("It took longer than {} ms and was stopped.", deadline.count()));
    const std::lock_guard lock(m_mutex);
    auto& record = m_records[tool.name];
    ++record.calls;
    record.errors += result.is_error ? 1 : 0;
    if (record.latencies.size() == k_latencies)
        record.latencies.erase(record.latencies.begin());
    record.latencies.push_back(taken.count());
    return result;
}

ToolAnswer ToolBox::fall_back(const Tool& tool, const Json& arguments, ToolAnswer answer) {
    const Tool* other = answer.is_error && !tool.fallback.empty() ? find(tool.fallback) : nullptr;
    if (!other || !problems_of(*other, arguments).empty())
        return answer;
    {
        const std::lock_guard lock(m_mutex);
        ++m_records[tool.name].fallbacks;
    }
    auto second = timed_call(*other, arguments);
    if (second.is_error)
        return answer;
    second.text =
        fmt::format("[{} failed, this is from {}]\n{}", tool.name, other->name, second.text);
    return second;
}

void ToolBox::note(const std::string& tool, const Json& arguments, const ToolAnswer& answer) {
    auto detail = base::ellipsize(base::to_line(arguments), k_detail);
    if (answer.is_error)
        detail += " => " + base::ellipsize(answer.text, k_detail);
    m_options.audit({.kind = "tool",
                     .actor = m_options.actor,
                     .subject = tool,
                     .verdict = answer.is_error ? "refused" : "done",
                     .detail = std::move(detail),
                     .asked_by = m_options.asked_by,
                     .task = m_options.task});
}

std::vector<ToolStatistics> ToolBox::statistics() const {
    const std::lock_guard lock(m_mutex);
    std::vector<ToolStatistics> all;
    for (const auto& [name, record] : m_records)
        all.push_back({.name = name,
                       .calls = record.calls,
                       .errors = record.errors,
                       .from_cache = record.from_cache,
                       .fallbacks = record.fallbacks,
                       .p95_ms = percentile_95(record.latencies)});
    return all;
}

std::chrono::milliseconds ToolBox::deadline_of(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    const auto record = m_records.find(name);
    if (record == m_records.end() || record->second.latencies.size() < k_least_latencies)
        return m_options.first_deadline;
    const std::chrono::milliseconds adapted(
        static_cast<long>(k_slack * percentile_95(record->second.latencies)));
    return std::clamp(adapted, m_options.least_deadline, m_options.first_deadline);
}

}  // namespace mendel::agent
