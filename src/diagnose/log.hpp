#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnosis.hpp"

namespace mendel::diagnose {

/// One line as a person reads it: no terminal escapes, only what the last carriage return left,
/// no runner timestamp, at most 64 KiB, no blanks at its end.
struct Line {
    std::string_view text;
    std::size_t number = 0;  ///< 1-based line of the log, counted by LF
    std::size_t offset = 0;  ///< byte offset of that line in the log
    bool error = false;      ///< the runner marked it: "##[error]" or "::error::" (mark removed)
    /// What the CI service wrote in front of the text: Travis and GitLab their fold marks, each
    /// with the carriage return and erasure that hide it; `gh run view --log` "job TAB step TAB".
    std::string_view mark = {};
};

/// A stretch of a log written by one command; a plain log is one step.
struct Step {
    std::string name = {};              ///< as the CI service shows it; empty in a plain log
    std::string command = {};           ///< the command text, where known
    std::optional<int> exit_code = {};  ///< where known; 0 means nothing in it is a failure
    bool timed_out = false;
    std::size_t begin = 0;  ///< first line, as an index into Log::lines()
    std::size_t end = 0;    ///< one past the last line
};

/// A log cut into clean lines and steps. Reads plain command output, GitHub job logs (timestamps,
/// ##[group], ##[error], "Process completed with exit code N") and Travis logs ("$ command",
/// 'The command "..." exited with N.'). Views point into the source's text or into the Log.
class Log {
  public:
    explicit Log(const model::LogSource& source);
    const std::vector<Line>& lines() const { return m_lines; }
    const std::vector<Step>& steps() const { return m_steps; }

  private:
    void read_lines(std::string_view text);
    void clean(std::string_view raw, Line& line);

    std::vector<Line> m_lines;
    std::vector<Step> m_steps;
    std::deque<std::string> m_cleaned;  ///< lines that could not stay views of the source
};

/// Without terminal escapes (CSI, OSC, two-byte) and with only what the last carriage return left.
std::string without_escapes(std::string_view raw);

}  // namespace mendel::diagnose
