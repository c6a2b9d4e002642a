#pragma once

#include <cstddef>
#include <deque>
#include <string>
#include <vector>

#include "diagnose/log.hpp"
#include "diagnose/log_stream.hpp"
#include "diagnose/prefilter.hpp"

namespace mendel::diagnose {

/// Some lines of a log that follow each other, in one piece of memory.
struct Stretch {
    std::string text;  ///< what the lines point into; never grows beyond its capacity
    std::vector<Line> lines;
    std::vector<Anchored> anchored;  ///< lines as indices into `lines`
};

/// Keeps what is worth reading of a stream: the lines within reach of what the prefilter finds, the
/// first megabyte and the last lines, eight megabytes at most (then those from the middle go).
class LineKeeper {
  public:
    LineKeeper(const LogStream& stream, const Prefilter& prefilter, bool keeps_all);

    /// Looks at the stream's new lines.
    void take();
    /// Keeps the last lines, after the last take().
    void finish();

    std::deque<Stretch> take_stretches();
    std::size_t lines_dropped() const { return m_dropped; }

  private:
    void follow_stream();
    void take_hit(std::size_t at, std::size_t literal);
    void keep_until(std::size_t end);
    void keep_from(std::size_t line, std::size_t lines_before);
    void keep_line();
    void add_gap();
    Stretch& room_for(std::size_t bytes);
    void drop_middle();

    const LogStream& m_stream;
    const Prefilter& m_prefilter;
    const bool m_keeps_all;
    std::vector<base::LiteralSet::Hit> m_hits;
    std::size_t m_next = 1;       ///< where in the text the first line stands that is undecided
    std::size_t m_text_end = 1;   ///< of the stream's text as it was last looked at
    std::size_t m_remaining = 0;  ///< lines from m_next on that are to be kept
    std::deque<Stretch> m_stretches;
    std::size_t m_head_bytes = 0;  ///< kept for good, of the beginning
    std::size_t m_head_count = 0;
    std::size_t m_tail_bytes = 0;
    std::size_t m_dropped = 0;
};

}  // namespace mendel::diagnose
