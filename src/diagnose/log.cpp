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

/// The lines of a step in the order of who wrote them.
struct Unbraided {
    /// In place of an index: an empty line that parts two programs.
    static constexpr std::size_t k_gap = static_cast<std::size_t>(-1);
    std::vector<std::size_t> order = {};     ///< indices of lines; empty where one program wrote
    Strand::Form form = Strand::Form::none;  ///< of the prefixes that are to be taken off
};

constexpr auto k_gap = Unbraided::k_gap;

/// Who wrote lines, in the order in which they began, and which they are.
class Strands {
  public:
    void add(std::string_view name, std::size_t line) {
        auto& lines = m_lines[name];
        if (lines.empty())
            m_names.push_back(name);
        lines.push_back(line);
    }

    /// Appends the lines by name, a gap behind each.
    void append_to(std::vector<std::size_t>& order) {
        for (const auto name : m_names) {
            const auto& lines = m_lines[name];
            order.insert(order.end(), lines.begin(), lines.end());
            order.push_back(k_gap);
        }
        m_names.clear();
        m_lines.clear();
    }

  private:
    std::vector<std::string_view> m_names;
    std::map<std::string_view, std::vector<std::size_t>> m_lines;
};

/// "#12" of a line of BuildKit's, whether or not a time stands behind it.
std::string_view build_step_of(std::string_view text) {
    if (text.size() < 3 || text[0] != '#')
        return {};
    const auto end = text.find_first_not_of("0123456789", 1);
    return end != std::string_view::npos && end > 1 && text[end] == ' ' ? text.substr(0, end)
                                                                        : std::string_view{};
}

std::vector<std::size_t> order_of_build(const std::vector<Line>& lines, const Step& step) {
    std::vector<std::size_t> order;
    Strands strands;
    const auto name_at = [&](std::size_t i) {
        return i < step.end ? build_step_of(lines[i].text) : std::string_view{};
    };
    for (auto i = step.begin; i < step.end; ++i) {
        const auto name = name_at(i);
        if (!name.empty()) {
            strands.add(name, i);
            continue;
        }
        if (lines[i].text.empty() && !name_at(i + 1).empty())
            continue;  // BuildKit parts its stages by empty lines
        strands.append_to(order);
        order.push_back(i);
    }
    strands.append_to(order);
    return order;
}

/// The lines of one step by who wrote them.
class Braid {
  public:
    Braid(const std::vector<Line>& lines, const Step& step) : m_lines(lines), m_step(step) {
        for (auto i = step.begin; i < step.end; ++i)
            if (const auto strand = strand_of(lines[i].text); strand.length > 0)
                ++m_counts[strand.form][strand.name];
        for (const auto& [form, names] : m_counts)
            if (form != Strand::Form::build_step && count_of(names) > count_of(m_counts[m_form]))
                m_form = form;
    }

    bool has_build() const { return m_counts.count(Strand::Form::build_step) > 0; }

    /// Whether most lines have a prefix of one form, which names two programs at least.
    bool is_one() const {
        const auto found = m_counts.find(m_form);
        if (m_form == Strand::Form::none || found == m_counts.end())
            return false;
        const auto often = std::count_if(found->second.begin(), found->second.end(),
                                         [](const auto& name) { return name.second >= 3; });
        const bool is_sure = m_form == Strand::Form::service;
        const auto least = is_sure ? 1 : 2;
        const std::size_t share = is_sure ? 4 : 2;  // a quarter of the lines, or half of them
        return often >= least && count_of(found->second) * share >= m_step.end - m_step.begin;
    }

    std::vector<std::size_t> order() const {
        std::vector<std::size_t> order;
        Strands strands;
        std::string_view current;
        for (auto i = m_step.begin; i < m_step.end; ++i) {
            const auto strand = strand_of(m_lines[i].text);
            if (strand.form == m_form)
                current = strand.name;
            strands.add(current, i);
        }
        strands.append_to(order);
        return order;
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

/// Takes apart what several programs wrote at once, by the prefixes that strand_of knows. Lines of
/// one form that are half of the step's, of two programs at least, are put together by program, a
/// line without a prefix with the one before it; the build steps of BuildKit ("#12 3.456 ") in each
/// stretch of lines that begin with their number.
Unbraided unbraided(const std::vector<Line>& lines, const Step& step) {
    const Braid braid(lines, step);
    if (braid.is_one())
        return {braid.order(), braid.form()};
    if (braid.has_build())
        return {order_of_build(lines, step), Strand::Form::build_step};
    return {};
}

/// The line without its prefix of this form, which becomes its mark.
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
