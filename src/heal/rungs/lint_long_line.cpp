#include <algorithm>

#include "base/ini.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "code/invocation.hpp"
#include "heal/fix_run.hpp"
#include "heal/rungs/lint_edits.hpp"
#include "heal/rungs/lint_pure.hpp"

namespace mendel::heal {
namespace {

using code::Edit;
using code::Node;

/// Width as linters count it: code points.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
        return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U;
    }));
}

/// Words put into lines of a width, each begun by a lead; empty where one word is too long.
std::string wrapped(std::string_view text, const std::string& lead, std::size_t limit) {
    std::string all = lead;
    std::size_t used = width(lead);
    bool empty_line = true;
    for (const auto word : base::split(text, ' ')) {
        if (word.empty())
            continue;
        if (!empty_line && used + 1 + width(word) > limit) {
            all += "\n" + lead;
            used = width(lead);
            empty_line = true;
        }
        if (used + width(word) + (empty_line ? 0 : 1) > limit)
            return {};
        all += (empty_line ? "" : " ") + std::string(word);
        used += width(word) + (empty_line ? 0 : 1);
        empty_line = false;
    }
    return all;
}

std::string indent_of(std::string_view line) {
    return std::string(line.substr(0, std::min(line.find_first_not_of(" \t"), line.size())));
}

/// A comment that begins a line goes on in the next; one behind code goes above it.
std::vector<Edit> wrap_comment(const LintFinding& finding, const Node& comment) {
    static const base::Regex k_special(
        R"((?i)^#+[:!]?\s*(?:type:|noqa|pylint:|fmt:|isort:|pragma|mypy:|ruff:|-\*-|)"
        R"(https?://\S+$))");
    const auto text = std::string_view(finding.tree.text());
    const auto line = line_text(text, finding.line);
    const auto begin = line_offset(text, finding.line);
    const auto indent = indent_of(line);
    const auto body = comment.text();
    const auto limit = static_cast<std::size_t>(finding.line_limit);
    if (k_special.found_in(body) || base::contains(body, "noqa"))
        return {};
    const auto marks = body.substr(0, std::min(body.find_first_not_of("#:"), body.size()));
    const auto words = body.substr(marks.size());
    const auto spaces = words.substr(0, std::min(words.find_first_not_of(' '), words.size()));
    const auto lines = wrapped(
        words, indent + std::string(marks) + (spaces.empty() ? " " : std::string(spaces)), limit);
    if (lines.empty())
        return {};
    const bool alone = base::trim(line.substr(0, comment.begin().offset - begin)).empty();
    if (alone)
        return {{begin, comment.end().offset, lines}};
    const auto code = base::trim_right(line.substr(0, comment.begin().offset - begin));
    const auto before = base::trim_right(line_text(text, finding.line - 1));
    const bool continued = finding.line > 1 && !before.empty() && before.back() == '\\';
    if (width(code) > limit || continued)
        return {};
    return {{begin, comment.end().offset, lines + "\n" + std::string(code)}};
}

bool is_docstring(const Node& string) {
    const auto statement = string.parent();
    return statement.type() == "expression_statement" && statement.named_children().size() == 1;
}

/// One line of a docstring is broken at a blank; the meaning of running text stays.
std::vector<Edit> wrap_docstring(const LintFinding& finding, const Node& string) {
    static const base::Regex k_code(R"(^\s*(>>>|\.\.\s|\||\+[-=]|```|[-=]{4,}))");
    const auto text = std::string_view(finding.tree.text());
    const auto line = line_text(text, finding.line);
    const auto begin = line_offset(text, finding.line);
    const auto limit = static_cast<std::size_t>(finding.line_limit);
    if (k_code.found_in(line))
        return {};
    const auto prefix = std::string(string.text().substr(0, string.text().find_first_of("'\"")));
    const bool triple = string.text().substr(prefix.size()).substr(0, 3) == "\"\"\"" ||
                        string.text().substr(prefix.size()).substr(0, 3) == "'''";
    const bool last = string.end().line == finding.line;
    if (!triple || (last && string.end().offset < begin + line.size()))
        return {};
    static const base::Regex k_item(R"(^(\s*)([-*]|\d+\.|:\w[\w ]*:|\w+:|\w+ \([^)]*\):)\s)");
    auto next_indent = indent_of(line);
    if (k_item.found_in(line))
        next_indent += "    ";
    std::string result;
    std::string rest(line);
    while (width(rest) > limit) {
        auto cut = rest.rfind(' ', limit);
        while (cut != std::string::npos && width(rest.substr(0, cut)) > limit)
            cut = cut == 0 ? std::string::npos : rest.rfind(' ', cut - 1);
        if (cut == std::string::npos || base::trim(std::string_view(rest).substr(0, cut)).empty())
            return {};
        result += std::string(base::trim_right(rest.substr(0, cut))) + "\n";
        rest = next_indent + std::string(base::trim(rest.substr(cut)));
        if (base::trim(rest).empty())
            return {};
    }
    return {{begin, begin + static_cast<std::uint32_t>(line.size()), result + rest}};
}

bool in_brackets(const Node& node) {
    for (auto parent = node.parent(); parent; parent = parent.parent()) {
        const auto type = parent.type();
        if (type == "argument_list" || type == "parenthesized_expression" || type == "list" ||
            type == "tuple" || type == "set" || type == "dictionary" || type == "subscript")
            return parent.type() != "subscript";
        if (type == "expression_statement" || type == "block" || type == "return_statement")
            return false;
    }
    return false;
}

/// Where a literal may be cut: behind a blank, outside escapes and braces.
std::size_t cut_place(std::string_view body, std::size_t most) {
    std::size_t best = std::string_view::npos;
    int braces = 0;
    for (std::size_t at = 0; at < body.size() && at < most; ++at) {
        if (body[at] == '\\') {
            ++at;
        } else if (body[at] == '{') {
            ++braces;
        } else if (body[at] == '}') {
            --braces;
        } else if (body[at] == ' ' && braces == 0) {
            best = at + 1;
        }
    }
    return best;
}

/// "long text" as adjacent literals, in parentheses where none are around.
std::vector<Edit> split_string(const LintFinding& finding, const Node& string) {
    const auto text = string.text();
    const auto open = text.find_first_of("'\"");
    if (open == std::string_view::npos || string.begin().line != string.end().line)
        return {};
    const auto prefix = std::string(text.substr(0, open));
    const std::string quote(1, text[open]);
    if (text.size() < open + 2 || text.substr(open, 3) == quote + quote + quote)
        return {};
    const auto parent = string.parent().type();
    if (parent == "concatenated_string" || parent == "interpolation" ||
        parent == "binary_operator" || parent == "attribute" || parent == "comparison_operator")
        return {};
    auto body = text.substr(open + 1, text.size() - open - 2);
    const auto line_begin = line_offset(finding.tree.text(), finding.line);
    const bool bracketed = in_brackets(string) || parent == "parenthesized_expression";
    const auto column = string.begin().offset - line_begin;
    const auto indent = bracketed
                            ? std::string(column, ' ')
                            : indent_of(line_text(finding.tree.text(), finding.line)) + "    ";
    const auto after =
        line_text(finding.tree.text(), finding.line).size() - (string.end().offset - line_begin);
    const auto frame = prefix.size() + 2 + indent.size() + (bracketed ? after : 0);
    const auto limit = static_cast<std::size_t>(finding.line_limit);
    if (frame + 10 > limit)
        return {};
    std::vector<std::string> parts;
    while (body.size() > limit - frame) {
        const auto cut = cut_place(body, limit - frame);
        if (cut == std::string_view::npos || cut == 0)
            return {};
        parts.push_back(prefix + quote + std::string(body.substr(0, cut)) + quote);
        body = body.substr(cut);
    }
    parts.push_back(prefix + quote + std::string(body) + quote);
    if (parts.size() < 2)
        return {};
    const auto joined = base::join(parts, "\n" + indent);
    if (bracketed)
        return {{string.begin().offset, string.end().offset, joined}};
    const auto outer = indent_of(line_text(finding.tree.text(), finding.line));
    return {
        {string.begin().offset, string.end().offset, "(\n" + indent + joined + "\n" + outer + ")"}};
}

int limit_of_arguments(const std::vector<std::string>& arguments) {
    for (std::size_t at = 0; at < arguments.size(); ++at) {
        for (const std::string name : {"--max-line-length", "--line-length"}) {
            if (arguments[at] == name && at + 1 < arguments.size())
                return static_cast<int>(base::to_number(arguments[at + 1]));
            if (arguments[at].rfind(name + "=", 0) == 0)
                return static_cast<int>(base::to_number(arguments[at].substr(name.size() + 1)));
        }
    }
    return 0;
}

int limit_of_message(const model::Round& round) {
    static const base::Regex k_limit(R"(\(\d+ > (\d+)|\(\d+/(\d+)\))");
    for (const auto& failure : round.failures) {
        const auto words = failure.message + " " + failure.evidence;
        if (const auto match = k_limit.match(words))
            return static_cast<int>(
                base::to_number((*match)[1].empty() ? (*match)[2] : (*match)[1]));
    }
    return 0;
}

}  // namespace

int line_limit(const model::Round& round, const std::string& tool) {
    if (const int said = limit_of_message(round); said > 0)
        return said;
    for (const auto& invocation : tools_of(round)) {
        const int given = invocation.tool == tool ? limit_of_arguments(invocation.arguments) : 0;
        if (given > 0)
            return given;
    }
    for (const auto* file : {".flake8", "setup.cfg", "tox.ini"}) {
        const auto text = round.tree.read(file);
        if (!text)
            continue;
        const auto ini = base::parse_ini(*text);
        for (const auto* section : {"flake8", "pycodestyle", "pep8"}) {
            auto value = base::ini_value(ini, section, "max-line-length");
            if (value.empty())
                value = base::ini_value(ini, section, "max_line_length");
            if (const auto number = base::to_number(base::trim(value)); number > 0)
                return static_cast<int>(number);
        }
    }
    return tool == "ruff" ? 88 : tool == "pylint" ? 100 : 79;
}

std::vector<Edit> fix_long_line(const LintFinding& finding) {
    const auto text = std::string_view(finding.tree.text());
    const auto line = line_text(text, finding.line);
    const auto begin = line_offset(text, finding.line);
    const auto end = begin + static_cast<std::uint32_t>(line.size());
    if (finding.line_limit <= 0 || width(line) <= static_cast<std::size_t>(finding.line_limit))
        return {};
    const auto over = begin + static_cast<std::uint32_t>(std::min<std::size_t>(
                                  static_cast<std::size_t>(finding.line_limit), line.size() - 1));
    for (const auto& comment : finding.tree.all("comment")) {
        if (comment.begin().offset >= begin && comment.end().offset <= end &&
            comment.end().offset > over)
            return wrap_comment(finding, comment);
    }
    for (const auto& string : finding.tree.all("string")) {
        if (string.begin().offset > end || string.end().offset < begin)
            continue;
        if (is_docstring(string))
            return wrap_docstring(finding, string);
        if (string.begin().offset >= begin && string.end().offset > over) {
            if (auto edits = split_string(finding, string); !edits.empty())
                return edits;
        }
    }
    return {};
}

}  // namespace mendel::heal
