#include "diagnose/prefilter.hpp"

#include <algorithm>

#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_short_section = 600;  ///< lines; every matcher sees all of it

struct Range {
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The lines within reach of some lines, as ranges in order.
std::vector<Range> ranges_of(const std::vector<std::size_t>& lines, Reach reach,
                             std::size_t count) {
    std::vector<Range> ranges;
    for (const auto line : lines) {
        const Range range{line - std::min(line, reach.before),
                          std::min(count, line + reach.after + 1)};
        if (!ranges.empty() && range.begin <= ranges.back().end)
            ranges.back().end = std::max(ranges.back().end, range.end);
        else
            ranges.push_back(range);
    }
    return ranges;
}

std::size_t length_of(const std::vector<Range>& ranges) {
    std::size_t length = 0;
    for (const auto& range : ranges)
        length += range.end - range.begin;
    return length;
}

/// The lines of the ranges and single lines between them, with a gap where some are left out.
std::vector<std::size_t> lines_of(const std::vector<Range>& ranges,
                                  const std::vector<std::size_t>& singles) {
    std::vector<std::size_t> seen;
    const auto add = [&seen](std::size_t line) {
        if (!seen.empty() && seen.back() + 1 != line)
            seen.push_back(Section::k_gap);
        seen.push_back(line);
    };
    auto single = singles.begin();
    for (const auto& range : ranges) {
        for (; single != singles.end() && *single < range.begin; ++single)
            add(*single);
        for (auto line = range.begin; line < range.end; ++line)
            add(line);
        while (single != singles.end() && *single < range.end)
            ++single;
    }
    for (; single != singles.end(); ++single)
        add(*single);
    return seen;
}

void add_line(std::vector<std::size_t>& lines, std::size_t line) {
    if (lines.empty() || lines.back() != line)
        lines.push_back(line);
}

}  // namespace

Prefilter::Prefilter(const std::vector<const Matcher*>& matchers)
    : m_matchers(&matchers), m_literals([&] {
          auto wants = wants_of(matchers);
          auto texts = texts_of(wants);
          for (auto& [text, want] : wants)
              m_wants.push_back(std::move(want));
          return texts;
      }()) {}

const Prefilter& Prefilter::of_all() {
    static const Prefilter k_all(matchers());
    return k_all;
}

Prefilter::Wants Prefilter::wants_of(const std::vector<const Matcher*>& matchers) {
    Wants wants;
    const auto widen = [](Reach& reach, Reach by) {
        reach.before = std::max(reach.before, by.before);
        reach.after = std::max(reach.after, by.after);
    };
    for (std::size_t i = 0; i < matchers.size(); ++i)
        for (const auto anchor : matchers[i]->anchors) {
            auto& want = wants[std::string(anchor)];
            widen(want.reach, matchers[i]->reach);
            want.matchers.push_back(i);
        }
    for (const auto& mark : log_marks()) {
        auto& want = wants[std::string(mark.text)];
        widen(want.reach, mark.reach);
        want.is_command = want.is_command || mark.is_command;
    }
    return wants;
}

std::vector<std::string> Prefilter::texts_of(const Wants& wants) {
    std::vector<std::string> texts;
    for (const auto& entry : wants)
        texts.push_back(entry.first);
    return texts;
}

std::vector<std::optional<Section>> Prefilter::views_of(const Section& section) const {
    std::vector<std::vector<std::size_t>> lines(m_matchers->size());
    std::vector<std::size_t> commands;
    for (const auto& [line, literal] : section.anchored()) {
        for (const auto matcher : m_wants[literal].matchers)
            add_line(lines[matcher], line);
        if (m_wants[literal].is_command)
            add_line(commands, line);
    }
    std::vector<std::optional<Section>> views;
    for (std::size_t i = 0; i < m_matchers->size(); ++i)
        views.push_back(view_of(section, *(*m_matchers)[i], lines[i], commands));
    return views;
}

std::optional<Section> Prefilter::view_of(const Section& section, const Matcher& matcher,
                                          const std::vector<std::size_t>& lines,
                                          const std::vector<std::size_t>& commands) {
    if (section.is_whole() || matcher.anchors.empty() || section.runs(matcher.tool))
        return section;
    if (lines.empty())
        return std::nullopt;
    const auto ranges = ranges_of(lines, matcher.reach, section.size());
    if (section.size() <= k_short_section || length_of(ranges) * 2 > section.size())
        return section;
    return section.seen_at(lines_of(ranges, commands));
}

}  // namespace mendel::diagnose
