#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "model/diagnosis.hpp"

namespace mendel::diagnose {

/// Cuts a log of any size and encoding into stretches of whole clean lines (see clean_line), in
/// bounded memory. Reads UTF-8 with errors and, where a byte order mark says so, UTF-16; carriage
/// returns end the lines of a log that has hardly any LF. Of a line longer than 256 KiB the first
/// 64 KiB behind its last carriage return stay.
///
///     for (LogStream stream(read); stream.next();)
///         search(stream.text(), stream.fresh());
class LogStream {
  public:
    explicit LogStream(model::ReadBytes read);

    /// Goes on to the next stretch; false at the end.
    bool next();

    /// LF, then some lines of before (64 KiB at most), then the new ones; each ends in LF.
    std::string_view text() const { return {m_text.data(), m_end}; }
    std::size_t fresh() const { return m_fresh; }  ///< where in text() the new lines begin

    /// Where in the log the line stands that begins at a place of text().
    struct Place {
        std::size_t number = 0;  ///< 1-based, counted by LF
        std::size_t offset = 0;  ///< bytes
    };
    Place place_of(std::size_t at) const;

    std::size_t bytes_read() const { return m_raw_read; }
    std::size_t lines_cut() const { return m_lines_cut; }  ///< lines of which only a part was kept

  private:
    /// From `at` on, bytes of text and log correspond one to one until the next segment.
    struct Segment {
        std::size_t at = 0;
        Place place;
    };

    void begin();
    void keep_tail();
    bool fill();
    std::size_t read_some();
    std::size_t read_wide(std::size_t room);
    void decode_wide(std::size_t& to);
    std::size_t last_line_end() const;
    void shorten();
    std::size_t without_long_line(std::size_t count);
    void take_lines(std::size_t end);
    void clean_lines(std::size_t end);
    std::size_t raw_of(std::size_t at);
    std::size_t end_of_line(std::size_t from, std::size_t end) const;

    model::ReadBytes m_read;
    std::string m_text;  ///< [0, m_end) text(), [m_rest, m_fill) read and not yet whole
    std::size_t m_end = 1;
    std::size_t m_fresh = 1;
    std::size_t m_rest = 1;
    std::size_t m_fill = 1;
    std::size_t m_raw_read = 0;  ///< bytes of the log that were read
    std::size_t m_raw_fill = 0;  ///< offset in the log of what would stand at m_fill
    std::size_t m_raw_rest = 0;  ///< offset in the log of what stands at m_rest
    std::size_t m_number = 1;    ///< of the line that begins at m_rest
    std::size_t m_lines_cut = 0;
    bool m_has_begun = false;
    bool m_at_end = false;
    bool m_is_dropping = false;  ///< the rest of a long line is passed over
    bool m_ends_in_returns = false;
    std::vector<Segment> m_segments;
    mutable Segment m_counted;  ///< the place asked for last, from which counting goes on

    enum class Width { one, little, big };
    Width m_width = Width::one;
    std::string m_wide;  ///< UTF-16 as it was read, less than one character at its end
    std::size_t m_wide_offset = 0;
    std::deque<std::size_t> m_wide_lines;  ///< offsets of the lines that were decoded
};

}  // namespace mendel::diagnose
