#include "heal/rungs/syntax_lines.hpp"

#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::heal {

namespace {

/// Where a trailing comment begins, by a scan of one line; its end where there is none.
std::size_t comment_begin(std::string_view line, bool python) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == quote)
                quote = 0;
            continue;
        }
        if (line[i] == '"' || line[i] == '\'' || line[i] == '`')
            quote = line[i];
        else if (python ? line[i] == '#' : line.substr(i, 2) == "//" || line.substr(i, 2) == "/*")
            return i;
    }
    return line.size();
}

}  // namespace

bool is_word(char letter) {
    return std::isalnum(static_cast<unsigned char>(letter)) != 0 || letter == '_' || letter == '$';
}

bool is_quote(char letter) {
    return letter == '"' || letter == '\'' || letter == '`';
}

std::vector<SourceLine> lines_of_source(std::string_view text, code::Language language) {
    std::vector<SourceLine> lines;
    const bool python = language == code::Language::python;
    for (const auto part : base::split_lines(text)) {
        const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
        const auto line = base::trim_right(part);
        const auto code = base::trim_right(line.substr(0, comment_begin(line, python)));
        const auto bare = !part.empty() && part.back() == '\r' ? part.size() - 1 : part.size();
        lines.push_back({.begin = begin,
                         .end = begin + static_cast<std::uint32_t>(bare),
                         .code_end = begin + static_cast<std::uint32_t>(code.size())});
    }
    return lines;
}

SyntaxLines::SyntaxLines(const code::Tree& tree)
    : m_text(tree.text()),
      m_python(tree.language() == code::Language::python),
      m_semicolons(!m_python && tree.language() != code::Language::go),
      m_lines(lines_of_source(m_text, tree.language())),
      m_brackets(unmatched_brackets(m_text, m_python)) {}

void SyntaxLines::go_to(std::size_t index) {
    m_here = m_lines[index];
    m_line = static_cast<int>(index) + 1;
}

std::string_view SyntaxLines::code() const {
    return m_text.substr(m_here.begin, m_here.code_end - m_here.begin);
}

void SyntaxLines::add(code::Edit edit, double cost, std::string summary) {
    m_fixes.push_back({{std::move(edit)}, m_line, cost, std::move(summary)});
}

void SyntaxLines::insert(std::uint32_t offset, const std::string& token, double cost) {
    add({.begin = offset, .end = offset, .text = token}, cost,
        fmt::format("insert '{}' in line {}", token, m_line));
}

void SyntaxLines::append(const std::string& token, double cost) {
    const auto rest = m_text.substr(m_here.code_end, m_here.end - m_here.code_end);
    const auto end = base::trim(rest).empty() ? m_here.end : m_here.code_end;
    add({.begin = m_here.code_end, .end = end, .text = token}, cost,
        fmt::format("insert '{}' in line {}", base::trim(token), m_line));
}

bool SyntaxLines::is_block_opener() const {
    static const base::Regex opener(
        R"(^\s*(?:async\s+)?(?:def|class|if|elif|else|for|while|try|except|finally|)"
        R"(with|match|case)\b)");
    return m_python && opener.found_in(code());
}

int SyntaxLines::indent(const SourceLine& line) const {
    int width = 0;
    for (auto at = line.begin; at < line.end && (m_text[at] == ' ' || m_text[at] == '\t'); ++at)
        ++width;
    return width;
}

bool SyntaxLines::next_is_deeper() const {
    for (auto next = static_cast<std::size_t>(m_line); next < m_lines.size(); ++next)
        if (!is_blank(m_lines[next]))
            return indent(m_lines[next]) > indent(m_here);
    return false;
}

}  // namespace mendel::heal
