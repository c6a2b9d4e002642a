#include "git/diff_section.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "git/quote.hpp"

namespace mendel::git {
namespace {

using base::ErrorKind;
using base::fail;

bool starts(std::string_view text, std::string_view prefix) {
    return text.rfind(prefix, 0) == 0;
}

/// Lines of the diff, one at a time, with their number.
class Lines {
  public:
    explicit Lines(std::string_view text) : m_text(text) {}
    bool at_end() const { return m_at >= m_text.size(); }
    std::size_t number() const { return m_number; }
    std::size_t offset() const { return m_at; }

    /// The line with its LF, "" at the end.
    std::string_view peek() const {
        const auto rest = m_text.substr(std::min(m_at, m_text.size()));
        return rest.substr(
            0, rest.find('\n') == std::string_view::npos ? rest.size() : rest.find('\n') + 1);
    }
    std::string_view take() {
        const auto line = peek();
        m_at += line.size();
        ++m_number;
        return line;
    }
    std::string_view since(std::size_t offset) const {
        return m_text.substr(offset, m_at - offset);
    }
    /// The line after the next.
    std::string_view peek_second() const {
        Lines ahead = *this;
        ahead.take();
        return ahead.peek();
    }

  private:
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_number = 1;
};

tl::unexpected<base::Error> malformed(const Lines& lines, std::string_view what) {
    return fail(ErrorKind::user, fmt::format("{} Make the diff anew.", what),
                fmt::format("diff line {}", lines.number()));
}

std::string_view without_line_end(std::string_view line) {
    if (!line.empty() && line.back() == '\n')
        line.remove_suffix(1);
    if (!line.empty() && line.back() == '\r')
        line.remove_suffix(1);
    return line;
}

/// Takes a decimal number off the front; nothing where there is none or it is absurd.
std::optional<std::size_t> take_number(std::string_view& text) {
    constexpr std::size_t k_digits = 9;
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    if (digits == 0 || digits > k_digits)
        return std::nullopt;
    const auto value = base::to_number(text.substr(0, digits));
    text.remove_prefix(digits);
    return static_cast<std::size_t>(value);
}

bool take_prefix(std::string_view& text, std::string_view prefix) {
    if (!starts(text, prefix))
        return false;
    text.remove_prefix(prefix.size());
    return true;
}

/// Reads "12,3" or "12", whose count is 1.
bool take_range(std::string_view& text, std::size_t& start, std::size_t& count) {
    const auto first = take_number(text);
    if (!first)
        return false;
    start = *first;
    count = 1;
    if (!take_prefix(text, ","))
        return true;
    const auto second = take_number(text);
    count = second.value_or(0);
    return second.has_value();
}

std::optional<Hunk> read_hunk_head(std::string_view line) {
    Hunk hunk;
    const bool good = take_prefix(line, "@@ -") &&
                      take_range(line, hunk.old_start, hunk.old_count) && take_prefix(line, " +") &&
                      take_range(line, hunk.new_start, hunk.new_count) && take_prefix(line, " @@");
    return good ? std::optional(std::move(hunk)) : std::nullopt;
}

/// Some programs strip the blank of an empty context line; git reads it all the same.
HunkLine to_hunk_line(std::string_view line) {
    if (line == "\n" || line == "\r\n")
        return {' ', line};
    return {line.front(), line.substr(1)};
}

base::Status read_hunk_line(Lines& lines, Hunk& hunk, std::size_t& old_left,
                            std::size_t& new_left) {
    if (lines.at_end())
        return malformed(lines, "The diff ends in the middle of a hunk.");
    const auto line = to_hunk_line(lines.peek());
    if (line.text.empty() || line.text.back() != '\n')
        return malformed(lines, "The diff ends in the middle of a line.");
    const bool in_old = line.kind == ' ' || line.kind == '-';
    const bool in_new = line.kind == ' ' || line.kind == '+';
    if ((!in_old && !in_new) || (in_old && old_left == 0) || (in_new && new_left == 0))
        return malformed(lines, "The hunk does not have the lines that its head announces.");
    old_left -= in_old ? 1 : 0;
    new_left -= in_new ? 1 : 0;
    lines.take();
    hunk.lines.push_back(line);
    if (starts(lines.peek(), "\\ ")) {
        hunk.lines.back().text.remove_suffix(1);
        lines.take();
    }
    return {};
}

base::Result<Hunk> read_hunk(Lines& lines) {
    auto hunk = read_hunk_head(lines.peek());
    if (!hunk)
        return malformed(lines, "The head of this hunk cannot be read.");
    hunk->diff_line = lines.number();
    lines.take();
    auto old_left = hunk->old_count;
    auto new_left = hunk->new_count;
    while (old_left > 0 || new_left > 0)
        if (auto status = read_hunk_line(lines, *hunk, old_left, new_left); !status)
            return fail(status.error());
    return std::move(*hunk);
}

/// A name of a "---" or "+++" line, up to the tab before a time stamp; "/dev/null" is itself.
std::optional<std::string> read_name(std::string_view text) {
    text = without_line_end(text);
    if (starts(text, "\""))
        return take_quoted(text);
    return std::string(text.substr(0, text.find('\t')));
}

std::string without_first_part(const std::string& name) {
    const auto slash = name.find('/');
    return slash == std::string::npos ? std::string() : name.substr(slash + 1);
}

/// The path of "diff --git a/x b/x": both names are the same but for their first part.
std::optional<std::string> read_git_line(std::string_view text) {
    text = without_line_end(text);
    if (starts(text, "\"")) {
        const auto first = take_quoted(text);
        if (!first || !take_prefix(text, " "))
            return std::nullopt;
        return without_first_part(*first);
    }
    for (auto blank = text.find(' '); blank != std::string_view::npos;
         blank = text.find(' ', blank + 1)) {
        const auto left = without_first_part(std::string(text.substr(0, blank)));
        const auto right = without_first_part(std::string(text.substr(blank + 1)));
        if (!left.empty() && left == right)
            return left;
    }
    return std::nullopt;
}

unsigned read_mode(std::string_view text) {
    unsigned mode = 0;
    for (const char digit : base::trim(text)) {
        if (digit < '0' || digit > '7' || mode > 0777777)
            return 0;
        mode = mode * 8 + static_cast<unsigned>(digit - '0');
    }
    return mode;
}

void read_index_line(std::string_view text, DiffSection& section) {
    constexpr std::size_t k_full = 40;
    const auto words = base::split_words(without_line_end(text));
    const auto dots = words.empty() ? std::string_view::npos : words[0].find("..");
    if (dots == std::string_view::npos)
        return;
    if (words[0].size() - dots - 2 == k_full)
        section.new_hash = std::string(words[0].substr(dots + 2));
    if (words.size() > 1)
        section.old_mode = section.new_mode = read_mode(words[1]);
}

bool is_plain_head(const Lines& lines) {
    return starts(lines.peek(), "--- ") && starts(lines.peek_second(), "+++ ");
}

bool begins_section(const Lines& lines) {
    return starts(lines.peek(), "diff --git ") || is_plain_head(lines);
}

enum class Line { known, refused, other };

/// One extended header line of git's between "diff --git" and the content.
Line read_extended(std::string_view line, DiffSection& section) {
    if (take_prefix(line, "index "))
        read_index_line(line, section);
    else if (take_prefix(line, "old mode "))
        section.old_mode = read_mode(line);
    else if (take_prefix(line, "new mode "))
        section.new_mode = read_mode(line);
    else if (take_prefix(line, "new file mode ")) {
        section.created = true;
        section.new_mode = read_mode(line);
    } else if (take_prefix(line, "deleted file mode ")) {
        section.deleted = true;
        section.old_mode = read_mode(line);
    } else if (starts(line, "rename ") || starts(line, "copy ") || starts(line, "similarity ") ||
               starts(line, "dissimilarity "))
        return starts(line, "dissimilarity ") ? Line::known : Line::refused;
    else
        return Line::other;
    return Line::known;
}

/// The "---" and "+++" lines; in a plain diff they name the path too.
base::Status read_names(Lines& lines, DiffSection& section, bool is_git) {
    const auto old_name = read_name(lines.take().substr(4));
    const auto new_name = read_name(lines.take().substr(4));
    if (!old_name || !new_name)
        return malformed(lines, "The name of a file cannot be read.");
    section.created = section.created || *old_name == "/dev/null";
    section.deleted = section.deleted || *new_name == "/dev/null";
    if (is_git && !section.path.empty())
        return {};
    const auto& name = section.deleted ? *old_name : *new_name;
    const bool old_marked = starts(*old_name, "a/") || section.created;
    const bool new_marked = starts(*new_name, "b/") || section.deleted;
    section.path = is_git || (old_marked && new_marked) ? without_first_part(name) : name;
    return {};
}

base::Status read_binary(Lines& lines, DiffSection& section) {
    const auto begin = lines.offset();
    lines.take();
    while (!lines.at_end() && !begins_section(lines) && !starts(lines.peek(), "-- "))
        lines.take();
    section.binary = lines.since(begin);
    return {};
}

/// A line of a hunk where none is due; "-- " begins the signature of a mail, "--- " a file.
bool is_surplus(std::string_view line) {
    constexpr std::string_view k_kinds = "+- \\";
    return !line.empty() && k_kinds.find(line.front()) != std::string_view::npos &&
           !starts(line, "-- ") && !starts(line, "--- ");
}

base::Status read_content(Lines& lines, DiffSection& section) {
    if (starts(lines.peek(), "GIT binary patch"))
        return read_binary(lines, section);
    if (starts(lines.peek(), "Binary files "))
        return malformed(lines, "A binary file is named without its content; use --binary.");
    while (starts(lines.peek(), "@@")) {
        auto hunk = read_hunk(lines);
        if (!hunk)
            return fail(hunk.error());
        section.hunks.push_back(std::move(*hunk));
    }
    if (is_surplus(lines.peek()))
        return malformed(lines, "The hunk has more lines than its head announces.");
    return {};
}

base::Result<DiffSection> read_section(Lines& lines) {
    DiffSection section;
    std::string_view first = lines.peek();
    const bool is_git = take_prefix(first, "diff --git ");
    if (is_git) {
        section.path = read_git_line(first).value_or("");
        lines.take();
        auto kind = read_extended(lines.peek(), section);
        for (; kind == Line::known; kind = read_extended(lines.peek(), section))
            lines.take();
        if (kind == Line::refused)
            return malformed(lines, "Renames and copies are not taken; use --no-renames.");
    }
    if (is_plain_head(lines))
        if (auto status = read_names(lines, section, is_git); !status)
            return fail(status.error());
    if (auto status = read_content(lines, section); !status)
        return fail(status.error());
    if (section.path.empty())
        return malformed(lines, "The name of the file before this line cannot be read.");
    return section;
}

}  // namespace

base::Result<std::vector<DiffSection>> read_sections(std::string_view diff) {
    Lines lines(diff);
    std::vector<DiffSection> sections;
    while (!lines.at_end()) {
        if (starts(lines.peek(), "diff --cc ") || starts(lines.peek(), "diff --combined "))
            return malformed(lines, "This is the combined diff of a merge.");
        if (!begins_section(lines)) {
            lines.take();
            continue;
        }
        auto section = read_section(lines);
        if (!section)
            return fail(section.error());
        sections.push_back(std::move(*section));
    }
    return sections;
}

}  // namespace mendel::git
