#include "diagnose/log.hpp"

#include <algorithm>
#include <tuple>

#include "base/text.hpp"
#include "diagnose/log_braid.hpp"
#include "diagnose/log_keep.hpp"
#include "diagnose/log_line.hpp"
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
    keep(source);
    m_steps = steps_of(m_lines, source);
    for (auto& line : m_lines)
        line.error = take_error_mark(line.text) || line.error;
    unbraid();
}

void Log::keep(const model::LogSource& source) {
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
}

/// Orders the lines of each step in which several programs wrote at once.
void Log::unbraid() {
    constexpr auto k_nowhere = static_cast<std::size_t>(-1);
    std::vector<Line> lines;
    std::vector<std::size_t> places(m_lines.size(), k_nowhere);
    bool any = false;
    std::size_t done = 0;
    const auto copy_until = [&](std::size_t end) {
        for (; done < end; ++done) {
            places[done] = lines.size();
            lines.push_back(m_lines[done]);
        }
    };
    std::vector<std::pair<std::size_t, std::size_t>> bounds;
    for (const auto& step : m_steps) {
        if (step.begin < done)
            return;  // steps that share lines: their order stays
        const auto apart = unbraided(m_lines, step);
        copy_until(step.begin);
        const auto begin = lines.size();
        for (const auto index : apart.order) {
            if (index == Unbraided::k_gap) {
                lines.push_back({.number = lines.back().number, .offset = lines.back().offset});
                continue;
            }
            places[index] = lines.size();
            lines.push_back(without_prefix(m_lines[index], apart.form));
        }
        if (!apart.order.empty()) {
            any = true;
            done = step.end;
        }
        copy_until(step.end);
        bounds.emplace_back(begin, lines.size());
    }
    copy_until(m_lines.size());
    if (!any)
        return;
    m_lines = std::move(lines);
    for (std::size_t i = 0; i < m_steps.size(); ++i)
        std::tie(m_steps[i].begin, m_steps[i].end) = bounds[i];
    move_anchors(places);
}

/// Anchors go where their lines went; those of lines that were left out, which were empty, go.
void Log::move_anchors(const std::vector<std::size_t>& places) {
    std::vector<Anchored> moved;
    for (const auto& [line, literal] : m_anchored)
        if (places[line] != static_cast<std::size_t>(-1))
            moved.push_back({places[line], literal});
    std::stable_sort(moved.begin(), moved.end(), [](const Anchored& left, const Anchored& right) {
        return left.line < right.line;
    });
    m_anchored = std::move(moved);
}

}  // namespace mendel::diagnose
