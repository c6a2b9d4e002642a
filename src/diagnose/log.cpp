#include "diagnose/log.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "diagnose/log_keep.hpp"
#include "diagnose/log_steps.hpp"
#include "diagnose/log_stream.hpp"
#include "diagnose/prefilter.hpp"

namespace mendel::diagnose {

namespace {

/// Takes "##[error]" off the beginning; true where it was there.
bool take_error_mark(std::string_view& text) {
    constexpr std::string_view k_mark = "##[error]";
    if (text.substr(0, k_mark.size()) == k_mark) {
        text.remove_prefix(k_mark.size());
        return true;
    }
    return false;
}

model::ReadBytes reader_of(std::string_view text) {
    return [text](char* to, std::size_t room) mutable {
        const auto part = text.substr(0, room);
        std::copy(part.begin(), part.end(), to);
        text.remove_prefix(part.size());
        return part.size();
    };
}

}  // namespace

Log::Log(const model::LogSource& source) : m_is_whole(source.whole) {
    LogStream stream(source.read ? source.read : reader_of(source.text));
    LineKeeper keeper(stream, Prefilter::of_all(), source.whole);
    while (stream.next())
        keeper.take();
    keeper.finish();
    for (auto& stretch : keeper.take_stretches()) {
        for (const auto& [line, literal] : stretch.anchored)
            m_anchored.push_back({m_lines.size() + line, literal});
        m_lines.insert(m_lines.end(), stretch.lines.begin(), stretch.lines.end());
        m_texts.push_back(std::move(stretch.text));
        stretch = {};
    }
    if (stream.lines_cut() > 0)
        m_notes.push_back(base::counted(stream.lines_cut(), "line") +
                          " longer than 256 KiB: only the first 64 KiB were read.");
    if (keeper.lines_dropped() > 0)
        m_notes.push_back("The log says too much that looks like errors: of its middle, " +
                          base::counted(keeper.lines_dropped(), "line") + " were not read.");
    m_steps = steps_of(m_lines, source);
    for (auto& line : m_lines)
        line.error = take_error_mark(line.text) || line.error;
}

}  // namespace mendel::diagnose
