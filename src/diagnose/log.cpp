#include "diagnose/log.hpp"

#include <algorithm>
#include <map>
#include <tuple>

#include "base/text.hpp"
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

namespace {

constexpr std::size_t k_gap = static_cast<std::size_t>(-1);

/// The lines of one step by who wrote them.
class Braid {
  public:
    Braid(const std::vector<Line>& lines, const Step& step) : m_lines(lines), m_step(step) {
        for (auto i = step.begin; i < step.end; ++i)
            if (const auto strand = strand_of(lines[i].text); strand.length > 0)
                ++m_counts[strand.form][strand.name];
        for (const auto& [form, names] : m_counts)
            if (count_of(names) > count_of(m_counts[m_form]))
                m_form = form;
    }

    /// Whether the step's lines are those of several programs: most of them have a prefix of one
    /// form, which names two at least (a build step of docker may be alone).
    bool is_one() const {
        const auto found = m_counts.find(m_form);
        if (m_form == Strand::Form::none || found == m_counts.end())
            return false;
        const auto often = std::count_if(found->second.begin(), found->second.end(),
                                         [](const auto& name) { return name.second >= 3; });
        const bool is_sure = m_form == Strand::Form::build_step || m_form == Strand::Form::service;
        const auto least = is_sure ? 1 : 2;
        const auto share = is_sure ? 4 : 2;  // a quarter of the lines, or half of them
        return often >= least && count_of(found->second) * static_cast<std::size_t>(share) >=
                                     m_step.end - m_step.begin;
    }

    /// Indices of the lines, strand by strand, k_gap between; a line without a prefix goes with
    /// the one before it.
    std::vector<std::size_t> order() const {
        std::vector<std::string_view> names = {{}};
        std::map<std::string_view, std::vector<std::size_t>> strands;
        std::string_view current;
        for (auto i = m_step.begin; i < m_step.end; ++i) {
            const auto strand = strand_of(m_lines[i].text);
            if (strand.form == m_form)
                current = strand.name;
            if (strands.find(current) == strands.end() && !current.empty())
                names.push_back(current);
            strands[current].push_back(i);
        }
        std::vector<std::size_t> all;
        for (const auto name : names) {
            if (strands[name].empty())
                continue;
            all.insert(all.end(), strands[name].begin(), strands[name].end());
            all.push_back(k_gap);
        }
        return all;
    }

    Strand::Form form() const { return m_form; }

  private:
    using Names = std::map<std::string_view, std::size_t>;
    static std::size_t count_of(const Names& names) {
        std::size_t count = 0;
        for (const auto& name : names)
            count += name.second;
        return count;
    }

    const std::vector<Line>& m_lines;
    const Step& m_step;
    std::map<Strand::Form, Names> m_counts;
    Strand::Form m_form = Strand::Form::none;
};

Line without_prefix(Line line, Strand::Form form) {
    const auto strand = strand_of(line.text);
    if (strand.form != form)
        return line;
    line.mark = line.text.substr(0, strand.length);
    line.text.remove_prefix(strand.length);
    return line;
}

}  // namespace

/// Orders the lines of each step in which several programs wrote at once.
void Log::unbraid() {
    std::vector<Line> lines;
    std::vector<std::size_t> places(m_lines.size(), k_gap);
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
        const Braid braid(m_lines, step);
        copy_until(step.begin);
        const auto begin = lines.size();
        if (braid.is_one()) {
            any = true;
            for (const auto index : braid.order()) {
                if (index == k_gap) {
                    lines.push_back({.number = lines.back().number, .offset = lines.back().offset});
                    continue;
                }
                places[index] = lines.size();
                lines.push_back(without_prefix(m_lines[index], braid.form()));
            }
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
    for (auto& anchored : m_anchored)
        anchored.line = places[anchored.line];
    std::stable_sort(
        m_anchored.begin(), m_anchored.end(),
        [](const Anchored& left, const Anchored& right) { return left.line < right.line; });
}

}  // namespace mendel::diagnose
