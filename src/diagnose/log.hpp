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
    /// What the CI service or a runner of several programs wrote in front of the text: Travis and
    /// GitLab their fold marks, each with its carriage return; `gh run view --log` "job TAB step
    /// TAB".
    std::string_view mark = {};
};

/// That one of the prefilter's strings occurs in a line.
struct Anchored {
    std::size_t line = 0;  ///< index into Log::lines()
    std::size_t literal = 0;
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

/// A log cut into clean lines and steps; of a large one only the lines around what the prefilter
/// finds, the first megabyte and the end, with an empty line where some are left out. What programs
/// that ran at once wrote into each other stands apart, one after the other, each with an empty
/// line behind it (see strand_of). Needs memory that does not grow with the log.
class Log {
  public:
    explicit Log(const model::LogSource& source);
    const std::vector<Line>& lines() const { return m_lines; }
    const std::vector<Step>& steps() const { return m_steps; }
    const std::vector<Anchored>& anchored() const { return m_anchored; }  ///< by line
    bool is_whole() const { return m_is_whole; }
    /// What was not read as it stands, one sentence each; empty where everything was.
    const std::vector<std::string>& notes() const { return m_notes; }

  private:
    void keep(const model::LogSource& source);
    void unbraid();
    void move_anchors(const std::vector<std::size_t>& places);

    bool m_is_whole = false;
    std::deque<std::string> m_texts;  ///< what the lines point into
    std::vector<Line> m_lines;
    std::vector<Anchored> m_anchored;
    std::vector<Step> m_steps;
    std::vector<std::string> m_notes;
};

}  // namespace mendel::diagnose
