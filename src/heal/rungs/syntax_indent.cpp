#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.hpp"
#include "heal/rungs/syntax_candidates.hpp"

namespace mendel::heal {

namespace {

/// The lines of a Python source by their leading blanks.
class Indents {
  public:
    explicit Indents(std::string_view text) {
        for (const auto line : base::split_lines(text)) {
            const auto width = std::min(line.find_first_not_of(" \t"), line.size());
            m_begins.push_back(static_cast<std::uint32_t>(line.data() - text.data()));
            m_leads.emplace_back(line.substr(0, width));
            const auto rest = base::trim(line);
            m_blank.push_back(rest.empty() || rest[0] == '#');
        }
    }

    std::size_t count() const { return m_leads.size(); }
    bool is_blank(std::size_t line) const { return m_blank[line]; }
    const std::string& lead(std::size_t line) const { return m_leads[line]; }
    std::size_t width(std::size_t line) const { return m_leads[line].size(); }

    /// The line with code before, or after, a line; count() for none.
    std::size_t before(std::size_t line) const {
        while (line > 0)
            if (!is_blank(--line))
                return line;
        return count();
    }
    std::size_t after(std::size_t line) const {
        for (++line; line < count(); ++line)
            if (!is_blank(line))
                return line;
        return count();
    }

    /// The indentation of one level, as most deeper lines of the file have it.
    std::string unit() const {
        std::map<std::string, int> counts;
        for (std::size_t line = 1; line < count(); ++line) {
            const auto previous = before(line);
            if (is_blank(line) || previous == count() || width(line) <= width(previous))
                continue;
            ++counts[lead(line).substr(width(previous))];
        }
        std::string best = "    ";
        int most = 0;
        for (const auto& [step, number] : counts)
            if (number > most)
                best = step, most = number;
        return best;
    }

    code::Edit with_lead(std::size_t line, const std::string& text) const {
        return {.begin = m_begins[line],
                .end = m_begins[line] + static_cast<std::uint32_t>(width(line)),
                .text = text};
    }

  private:
    std::vector<std::uint32_t> m_begins;
    std::vector<std::string> m_leads;
    std::vector<bool> m_blank;
};

/// Lines from `first` on that are indented at least as deep.
std::vector<std::size_t> block_at(const Indents& indents, std::size_t first) {
    std::vector<std::size_t> lines;
    for (auto line = first; line < indents.count(); line = indents.after(line)) {
        if (indents.width(line) < indents.width(first))
            break;
        lines.push_back(line);
    }
    return lines;
}

SyntaxFix shifted(const Indents& indents, const std::vector<std::size_t>& lines,
                  const std::string& lead) {
    SyntaxFix fix{.line = static_cast<int>(lines[0]) + 1,
                  .summary = fmt::format("correct the indentation of line {}", lines[0] + 1)};
    const auto from = indents.width(lines[0]);
    for (const auto line : lines)
        fix.edits.push_back(indents.with_lead(line, lead + indents.lead(line).substr(from)));
    return fix;
}

/// A line deeper than the one before for no reason: one line, or all that is as deep.
std::vector<SyntaxFix> unexpected(const Indents& indents, std::size_t line) {
    const auto previous = indents.before(line);
    if (previous == indents.count() || indents.width(line) <= indents.width(previous))
        return {};
    const auto next = indents.after(line);
    const bool alone = next == indents.count() || indents.width(next) < indents.width(line);
    const auto lines = alone ? std::vector<std::size_t>{line} : block_at(indents, line);
    return {shifted(indents, lines, indents.lead(previous))};
}

/// A line between two levels: the nearer one is meant.
std::vector<SyntaxFix> unmatched(const Indents& indents, std::size_t line) {
    std::map<std::size_t, std::string> levels;
    auto smallest = indents.width(line) + 1000;
    for (auto above = indents.before(line); above != indents.count();
         above = indents.before(above)) {
        if (indents.width(above) >= smallest)
            continue;
        smallest = indents.width(above);
        levels[smallest] = indents.lead(above);
        if (smallest == 0)
            break;
    }
    const auto distance = [&](std::size_t width) {
        const auto own = indents.width(line);
        return width > own ? width - own : own - width;
    };
    std::vector<SyntaxFix> fixes;
    for (const auto& [width, lead] : levels) {
        fixes.push_back(shifted(indents, {line}, lead));
        fixes.back().cost = static_cast<double>(distance(width));
        const auto block = block_at(indents, line);
        if (block.size() > 1) {
            fixes.push_back(shifted(indents, block, lead));
            fixes.back().cost = static_cast<double>(distance(width)) + 0.5;
        }
    }
    return fixes;
}

/// A block that should be deeper than the line that opens it.
std::vector<SyntaxFix> expected(const Indents& indents, std::size_t line) {
    const auto opener = indents.before(line);
    if (opener == indents.count() || indents.width(line) > indents.width(opener))
        return {};
    const auto lead = indents.lead(opener) + indents.unit();
    std::vector<std::size_t> all;
    for (auto at = line;
         at < indents.count() && indents.width(at) == indents.width(line) && !indents.is_blank(at);
         ++at)
        all.push_back(at);
    std::vector<SyntaxFix> fixes = {shifted(indents, {line}, lead)};
    if (all.size() > 1) {
        fixes.push_back(shifted(indents, all, lead));
        fixes.front().cost = 1;
    }
    return fixes;
}

/// An indentation with tabs of a width written as blanks, or the other way round.
std::string rewritten(const std::string& lead, std::size_t width, bool to_tabs) {
    const auto wide = base::replace_all(lead, "\t", std::string(width, ' '));
    return to_tabs ? std::string(wide.size() / width, '\t') + std::string(wide.size() % width, ' ')
                   : wide;
}

/// Tabs among blanks: written as most lines are.
std::vector<SyntaxFix> mixed(const Indents& indents) {
    std::size_t tabs = 0;
    std::size_t blanks = 0;
    for (std::size_t line = 0; line < indents.count(); ++line)
        if (!indents.lead(line).empty())
            ++(base::contains(indents.lead(line), "\t") ? tabs : blanks);
    if (tabs == 0 || blanks == 0)
        return {};
    std::vector<SyntaxFix> fixes;
    for (const std::size_t width : {4U, 8U, 2U}) {
        SyntaxFix fix{
            .cost = width == 4 ? 0.0 : static_cast<double>(width) / 4,
            .summary = fmt::format("write tabs of width {} as the other lines are", width)};
        for (std::size_t line = 0; line < indents.count(); ++line) {
            const auto wanted = rewritten(indents.lead(line), width, tabs > blanks);
            if (wanted == indents.lead(line))
                continue;
            fix.edits.push_back(indents.with_lead(line, wanted));
            fix.line = fix.line == 0 ? static_cast<int>(line) + 1 : fix.line;
        }
        fixes.push_back(std::move(fix));
    }
    return fixes;
}

}  // namespace

std::vector<SyntaxFix> indentation_fixes(std::string_view text, int line,
                                         std::string_view message) {
    const Indents indents(text);
    if (base::contains(message, "inconsistent use of tabs") || base::contains(message, "TabError"))
        return mixed(indents);
    if (line < 1 || static_cast<std::size_t>(line) > indents.count())
        return {};
    const auto at = static_cast<std::size_t>(line) - 1;
    if (base::contains(message, "unexpected indent") ||
        base::contains(message, "unexpected indentation"))
        return unexpected(indents, at);
    if (base::contains(message, "unindent does not match") ||
        base::contains(message, "Unindent not expected") ||
        base::contains(message, "inconsistent dedent"))
        return unmatched(indents, at);
    if (base::contains(message, "expected an indented block"))
        return expected(indents, at);
    return {};
}

}  // namespace mendel::heal
