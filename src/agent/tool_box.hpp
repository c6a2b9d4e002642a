#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "agent/tool.hpp"
#include "model/audit.hpp"

namespace mendel::agent {

/// Limits and ports of a ToolBox.
struct ToolBoxOptions {
    std::size_t argument_cap = std::size_t{1} << 20U;  ///< bytes of all arguments of one call
    std::size_t answer_cap = 100'000;                  ///< bytes of one answer; the tail is cut
    std::chrono::milliseconds first_deadline = std::chrono::minutes(15);  ///< before latencies
    std::chrono::milliseconds least_deadline = std::chrono::seconds(5);
    bool keep_answers = true;  ///< false: files may change without a tool's doing
    std::string actor = "agent";
    std::string task = {};
    std::string asked_by = {};
    model::AuditSink audit = [](const model::AuditEntry&) {};
    std::stop_token stop = {};
};

/// Calls tools on behalf of an agent: arguments are checked against the tool's schema, every call
/// is audited, answers of reading tools are kept until something is written, a failing tool's
/// fallback is asked, and each call gets a deadline that follows the tool's observed latencies
/// (four times the 95th percentile of the last hundred). Safe to use from several threads; calls of
/// writing tools run one at a time.
class ToolBox {
  public:
    ToolBox(std::vector<Tool> tools, ToolBoxOptions options);

    const std::vector<Tool>& tools() const { return m_tools; }
    const Tool* find(std::string_view name) const;

    /// The answer for the agent; a tool that is not there and bad arguments are refusals too.
    ToolAnswer call(const std::string& name, const base::Json& arguments);

    /// How the tools fared so far, those that were called.
    std::vector<ToolStatistics> statistics() const;

    /// The deadline that the next call of a tool gets.
    std::chrono::milliseconds deadline_of(const std::string& name) const;

  private:
    struct Record {
        long calls = 0;
        long errors = 0;
        long from_cache = 0;
        long fallbacks = 0;
        std::vector<double> latencies;
    };

    ToolAnswer checked_call(const Tool& tool, const base::Json& arguments);
    ToolAnswer timed_call(const Tool& tool, const base::Json& arguments);
    ToolAnswer fall_back(const Tool& tool, const base::Json& arguments, ToolAnswer answer);
    void note(const std::string& tool, const base::Json& arguments, const ToolAnswer& answer);

    std::vector<Tool> m_tools;
    ToolBoxOptions m_options;
    mutable std::mutex m_mutex;
    std::mutex m_writing;
    std::map<std::string, Record> m_records;
    std::map<std::string, ToolAnswer> m_kept;
    long m_generation = 0;
};

}  // namespace mendel::agent
