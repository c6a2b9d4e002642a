#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs/lint_edits.hpp"
#include "heal/rungs/lint_pure.hpp"

namespace mendel::heal {
namespace {

using code::Edit;

std::string_view source(const LintFinding& finding) {
    return finding.tree.text();
}

std::uint32_t offset(std::size_t value) {
    return static_cast<std::uint32_t>(value);
}

/// Whether a place lies in a string that is a value: its bytes are the program's.
bool in_value_string(const LintFinding& finding, std::uint32_t at) {
    const auto string = enclosing(finding.tree.node_at(at, at), "string");
    if (!string || string.begin().offset >= at || string.end().offset <= at)
        return false;
    return string.parent().type() != "expression_statement";
}

std::vector<Edit> trailing_blanks(const LintFinding& finding) {
    const auto line = line_text(source(finding), finding.line);
    const auto begin = line_offset(source(finding), finding.line);
    auto kept = base::trim_right(line).size();
    const auto end = line.size() - (!line.empty() && line.back() == '\r' ? 1 : 0);
    if (kept >= end || in_value_string(finding, begin + offset(kept)))
        return {};
    return {{begin + offset(kept), begin + offset(end), ""}};
}

std::vector<Edit> end_of_file(const LintFinding& finding) {
    const auto text = source(finding);
    const auto kept = base::trim_right(text).size();
    if (kept == 0)
        return {{0, offset(text.size()), ""}};
    const bool windows = text.find("\r\n") != std::string_view::npos;
    return {{offset(kept), offset(text.size()), windows ? "\r\n" : "\n"}};
}

/// Blanks on both sides of a column go.
std::vector<Edit> without_blanks(const LintFinding& finding) {
    const auto line = line_text(source(finding), finding.line);
    const auto begin = line_offset(source(finding), finding.line);
    std::size_t from = static_cast<std::size_t>(std::max(finding.column - 1, 0));
    if (from > line.size())
        return {};
    std::size_t to = from;
    while (from > 0 && (line[from - 1] == ' ' || line[from - 1] == '\t'))
        --from;
    while (to < line.size() && (line[to] == ' ' || line[to] == '\t'))
        ++to;
    if (from == to || from == 0)
        return {};
    return {{begin + offset(from), begin + offset(to), ""}};
}

std::vector<Edit> blank_after(const LintFinding& finding) {
    const auto line = line_text(source(finding), finding.line);
    auto at = static_cast<std::size_t>(std::max(finding.column - 1, 0));
    const auto is_mark = [&](std::size_t index) {
        return index < line.size() &&
               std::string_view(",;:").find(line[index]) != std::string_view::npos;
    };
    if (!is_mark(at) && at > 0)
        --at;
    if (!is_mark(at) || at + 1 >= line.size() || line[at + 1] == ' ')
        return {};
    const auto place = line_offset(source(finding), finding.line) + offset(at + 1);
    return {{place, place, " "}};
}

/// A comment with two blanks before it where code is, and one after its `#`.
std::vector<Edit> comment_blanks(const LintFinding& finding) {
    static const base::Regex k_comment(R"(^(#+)(!?)(:?\s*)(.*)$)");
    for (const auto& node : finding.tree.all("comment")) {
        if (node.begin().line != finding.line)
            continue;
        const auto line_begin = line_offset(source(finding), finding.line);
        const auto before = source(finding).substr(line_begin, node.begin().offset - line_begin);
        if (finding.rule == "E261") {
            const auto kept = base::trim_right(before).size();
            return {{line_begin + offset(kept), node.begin().offset, "  "}};
        }
        const auto parts = k_comment.match(node.text());
        if (!parts || !(*parts)[2].empty() || (*parts)[4].empty())
            return {};
        const bool inline_comment = finding.rule == "E262";
        const auto marks = inline_comment ? std::string("#") : std::string((*parts)[1]);
        return {{node.begin().offset, node.end().offset, marks + " " + std::string((*parts)[4])}};
    }
    return {};
}

bool is_comment_line(std::string_view line) {
    const auto text = base::trim(line);
    return !text.empty() && text.front() == '#';
}

bool is_blank_line(std::string_view line) {
    return base::trim(line).empty();
}

int wanted_blank_lines(const LintFinding& finding) {
    static const base::Regex k_expected(R"(expected (\d+) blank line)");
    if (const auto match = k_expected.match(finding.message))
        return static_cast<int>(base::to_number((*match)[1]));
    return finding.rule == "E302" || finding.rule == "E305" ? 2 : 1;
}

}  // namespace

std::vector<Edit> fix_white_space(const LintFinding& finding) {
    const auto& rule = finding.rule;
    if (rule == "W291" || rule == "W293" || rule == "C0303")
        return trailing_blanks(finding);
    if (rule == "W292" || rule == "W391" || rule == "C0304" || rule == "C0305")
        return end_of_file(finding);
    if (rule == "E231")
        return blank_after(finding);
    if (rule == "E261" || rule == "E262" || rule == "E265")
        return comment_blanks(finding);
    return without_blanks(finding);
}

std::vector<Edit> fix_blank_lines(const LintFinding& finding) {
    const auto text = source(finding);
    int first = finding.line;
    if (finding.rule == "E303" || finding.rule == "E304") {
        while (first > 1 && is_blank_line(line_text(text, first - 1)))
            --first;
        const auto line = line_text(text, finding.line);
        const bool nested = !line.empty() && (line.front() == ' ' || line.front() == '\t');
        const int kept = finding.rule == "E304" ? 0 : nested ? 1 : 2;
        if (finding.line - first <= kept)
            return {};
        return {{line_offset(text, first + kept), line_offset(text, finding.line), ""}};
    }
    while (first > 1 && is_comment_line(line_text(text, first - 1)))
        --first;
    int blank = 0;
    while (first - blank > 1 && is_blank_line(line_text(text, first - blank - 1)))
        ++blank;
    const int missing = wanted_blank_lines(finding) - blank;
    if (missing <= 0 || first == 1)
        return {};
    const auto place = line_offset(text, first);
    return {{place, place, std::string(static_cast<std::size_t>(missing), '\n')}};
}

}  // namespace mendel::heal
