#include "diagnose/matcher.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_word_ends = " \t\n;|&()'\"`$=";

bool is_end(char c) {
    return k_word_ends.find(c) != std::string_view::npos;
}

}  // namespace

bool Section::runs(std::string_view program) const {
    const std::string_view command = m_step->command;
    for (auto at = command.find(program); at != std::string_view::npos;
         at = command.find(program, at + 1)) {
        const auto end = at + program.size();
        const bool begins = at == 0 || is_end(command[at - 1]) || command[at - 1] == '/';
        if (begins && (end == command.size() || is_end(command[end])))
            return true;
    }
    return false;
}

Section Section::seen_at(std::vector<std::size_t> lines) const {
    auto view = *this;
    view.m_seen = std::make_shared<const std::vector<std::size_t>>(std::move(lines));
    return view;
}

const Line& Section::line(std::size_t index) const {
    static const Line k_left_out;
    if (m_seen) {
        index = (*m_seen)[index];
        if (index == k_gap)
            return k_left_out;
    }
    return m_log->lines()[m_step->begin + index];
}

std::size_t Section::in_step(std::size_t index) const {
    if (!m_seen || m_seen->empty())
        return index;
    if (index >= m_seen->size())
        return in_step(m_seen->size() - 1) + 1;
    const auto line = (*m_seen)[index];
    return line == k_gap ? in_step(index - 1) + 1 : line;
}

bool Section::claimed(std::size_t index) const {
    return index < size() && (*m_claimed)[in_step(index)];
}

Line Section::place(std::size_t index) const {
    const auto& lines = m_log->lines();
    if (lines.empty())
        return {.number = 1};
    const auto last = std::max(m_step->end, m_step->begin + 1) - 1;
    return lines[std::min({m_step->begin + in_step(index), last, lines.size() - 1})];
}

void Section::claim(std::size_t begin, std::size_t end) {
    for (auto i = begin; i < std::min(end, size()); ++i)
        (*m_claimed)[in_step(i)] = true;
}

std::vector<Anchored> Section::anchored() const {
    const auto& all = m_log->anchored();
    const auto is_before = [](const Anchored& anchored, std::size_t line) {
        return anchored.line < line;
    };
    auto from = std::lower_bound(all.begin(), all.end(), m_step->begin, is_before);
    const auto to = std::lower_bound(from, all.end(), m_step->end, is_before);
    std::vector<Anchored> own;
    for (; from != to; ++from)
        own.push_back({from->line - m_step->begin, from->literal});
    return own;
}

void Sink::report(Finding finding) {
    if (finding.end <= finding.line) {
        finding.begin = std::min(finding.begin == 0 ? finding.line : finding.begin, finding.line);
        finding.end = finding.line + 1;
    }
    m_view.claim(finding.begin, finding.end);
    if (m_findings.size() >= k_most_findings)
        return;
    finding.end = m_view.in_step(finding.end - 1) + 1;
    finding.line = m_view.in_step(finding.line);
    finding.begin = m_view.in_step(finding.begin);
    m_findings.push_back(std::move(finding));
}

bool Sink::has_problem() const {
    return std::any_of(m_findings.begin(), m_findings.end(),
                       [](const Finding& finding) { return finding.weight == Weight::problem; });
}

int number_of(std::string_view text) {
    const auto number = base::to_number(text);
    return number < 0 || number > 1'000'000'000 ? 0 : static_cast<int>(number);
}

Finding finding_at(std::size_t line, model::Category category, std::string_view tool,
                   std::string_view rule) {
    Finding finding;
    finding.line = line;
    finding.begin = line;
    finding.end = line + 1;
    finding.failure.category = category;
    finding.failure.tool = tool;
    finding.failure.rule = rule;
    finding.failure.confidence = 0.9;
    return finding;
}

}  // namespace mendel::diagnose
