#include "heal/rungs/syntax_candidates.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/rungs/syntax_lines.hpp"

namespace mendel::heal {

namespace {

class Generator : private SyntaxLines {
  public:
    explicit Generator(const code::Tree& tree) : SyntaxLines(tree) {
        static const base::Regex word(R"([A-Za-z_$][\w$]*)");
        for (const auto& found : word.match_all(m_text))
            ++m_words[found[0]];
    }

    std::vector<SyntaxFix> run(const std::vector<int>& lines) {
        for (const auto line : lines) {
            if (line < 1 || static_cast<std::size_t>(line) > m_lines.size())
                continue;
            go_to(static_cast<std::size_t>(line) - 1);
            at_line_end();
            removals();
            replacements();
            in_the_middle();
            split_words();
            close_empty();
        }
        return std::move(m_fixes);
    }

  private:
    void at_line_end() {
        if (code().empty())
            return;
        const auto end = m_here.code_end;
        const char last = code().back();
        if (is_block_opener()) {
            const double cost = next_is_deeper() ? k_likely : k_usual;
            insert(end, ":", cost);
            insert(end, "):", cost + 1);
            if (last == ';' || last == ',' || last == '=' || last == '{' || last == '.')
                add({.begin = end - 1, .end = end, .text = ":"}, cost + 1,
                    fmt::format("end line {} with ':'", m_line));
        }
        if (m_semicolons)
            insert(end, ";",
                   last == '}' || last == ')' || is_word(last) || last == '"' || last == ']' ||
                           last == '\''
                       ? k_usual
                       : k_middle);
        insert(end, ",", k_usual + 0.5);
        for (const char closer : k_closers)
            insert(end, std::string(1, closer), k_usual);
        if (!m_python)
            append(" {", next_is_deeper() ? k_likely + 1 : k_middle);
        for (const std::string quote : {"\"", "'", "`"})
            insert(end, quote, k_quote);
        before_trailing_marks();
    }

    /// `call(a;` lacks its bracket before the semicolon, `"text)` its quote before the bracket.
    void before_trailing_marks() {
        const auto line = code();
        auto at = line.size();
        while (at > 0 &&
               std::string_view(";:,{})] ").find(line[at - 1]) != std::string_view::npos) {
            --at;
            const auto offset = m_here.begin + static_cast<std::uint32_t>(at);
            for (const char closer : k_closers)
                insert(offset, std::string(1, closer), k_usual + 0.25);
            for (const std::string quote : {"\"", "'", "`"})
                insert(offset, quote, k_quote - 0.5);
        }
    }

    void removals() {
        static constexpr std::string_view marks = "()[]{}:;,\"'`";
        const auto line = code();
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (marks.find(line[i]) == std::string_view::npos)
                continue;
            const auto offset = m_here.begin + static_cast<std::uint32_t>(i);
            const bool alone = base::trim(line) == std::string(1, line[i]);
            const auto whole = std::min<std::size_t>(m_here.end + 1, m_text.size());
            code::Edit edit{.begin = offset, .end = offset + 1, .text = {}};
            if (alone)
                edit = {
                    .begin = m_here.begin, .end = static_cast<std::uint32_t>(whole), .text = {}};
            const bool repeated = i > 0 && line[i] == line[i - 1] && !is_quote(line[i]);
            const bool joins_words =
                i > 0 && i + 1 < line.size() && is_word(line[i - 1]) && is_word(line[i + 1]);
            const double cost = repeated                           ? k_repeated
                                : joins_words || is_quote(line[i]) ? k_middle + 4
                                                                   : k_removal;
            add(edit, cost, fmt::format("remove '{}' from line {}", line[i], m_line));
            m_fixes.back().is_repetition = repeated;
        }
    }

    bool is_known(std::string_view word) const {
        static const std::set<std::string_view> common = {
            "print",      "len",      "repr",       "str",       "int",        "list",
            "dict",       "set",      "tuple",      "range",     "sorted",     "zip",
            "min",        "max",      "sum",        "open",      "super",      "type",
            "float",      "bool",     "map",        "filter",    "any",        "all",
            "abs",        "self",     "this",       "if",        "while",      "for",
            "switch",     "return",   "push",       "test",      "match",      "replace",
            "forEach",    "join",     "split",      "slice",     "trim",       "append",
            "extend",     "format",   "strip",      "get",       "pop",        "add",
            "update",     "keys",     "values",     "items",     "includes",   "indexOf",
            "require",    "concat",   "reduce",     "find",      "some",       "every",
            "log",        "error",    "printf",     "sizeof",    "size",       "begin",
            "end",        "insert",   "at",         "count",     "startswith", "endswith",
            "startsWith", "endsWith", "isinstance", "enumerate", "getattr",    "hasattr"};
        const auto found = m_words.find(word);
        return common.count(word) > 0 || (found != m_words.end() && found->second > 0);
    }

    /// `reprself.x)` was `repr(self.x)`: an opener between two words that are known by themselves.
    void split_words() {
        const auto line = code();
        for (const auto& closer : m_brackets.surplus) {
            if (closer.offset < m_here.begin || closer.offset >= m_here.code_end)
                continue;
            open_before(closer);
            const std::string opener(1, opener_of(closer.bracket));
            for (std::size_t i = 1; i < closer.offset - m_here.begin; ++i)
                if (is_word(line[i - 1]) && is_word(line[i]))
                    split_at(line, i, opener);
        }
    }

    /// `list.pop)` lacks the opener of an empty call, `() => }` that of an empty block.
    void open_before(const OpenBracket& closer) {
        const auto before = m_text.substr(m_here.begin, closer.offset - m_here.begin);
        const auto head = base::trim_right(before);
        auto begin = head.size();
        while (begin > 0 && is_word(head[begin - 1]))
            --begin;
        const auto word = head.substr(begin);
        const bool is_called = !word.empty() && closer.bracket == ')' &&
                               (base::contains(m_text, std::string(word) + "(") ||
                                (begin > 0 && head[begin - 1] == '.' && is_known(word)));
        const bool is_empty_block = closer.bracket == '}' && head.size() > 1 &&
                                    (head.substr(head.size() - 2) == "=>" || head.back() == ')');
        if (is_called || is_empty_block)
            insert(closer.offset, std::string(1, opener_of(closer.bracket)), k_removal - 0.25);
    }

    /// `trim(.replace(...)` lacks the closer of an empty call.
    void close_empty() {
        for (const auto& open : m_brackets.unclosed) {
            if (open.offset < m_here.begin || open.offset >= m_here.code_end)
                continue;
            const auto next = m_text.substr(open.offset + 1, 1);
            if (!next.empty() && base::contains(".,;:)]}", next))
                insert(open.offset + 1, std::string(1, closer_of(open.bracket)), k_likely - 0.25);
        }
    }

    void split_at(std::string_view line, std::size_t at, const std::string& opener) {
        auto begin = at;
        while (begin > 0 && is_word(line[begin - 1]))
            --begin;
        auto end = at;
        while (end < line.size() && is_word(line[end]))
            ++end;
        const auto right = line.substr(at, end - at);
        // A word that stands elsewhere too is no two words run together.
        const auto whole = m_words.find(line.substr(begin, end - begin));
        if (whole == m_words.end() || whole->second > 1)
            return;
        const bool right_known = is_known(right) || base::to_number(right) >= 0;
        if (is_known(line.substr(begin, at - begin)) && right_known)
            insert(m_here.begin + static_cast<std::uint32_t>(at), opener, k_repeated - 0.25);
    }

    void replacements() {
        static constexpr std::array<std::pair<char, std::string_view>, 12> others = {
            {{')', "]}"},
             {']', ")}"},
             {'}', ")]"},
             {'(', "[{"},
             {'[', "({"},
             {'{', "(["},
             {';', ":,"},
             {':', ",;="},
             {',', ":;."},
             {'.', ","},
             {'"', "'`"},
             {'\'', "\"`"}}};
        const auto line = code();
        for (std::size_t i = 0; i < line.size(); ++i)
            for (const auto& [mark, replacing] : others)
                for (const char other : mark == line[i] ? replacing : std::string_view()) {
                    const auto offset = m_here.begin + static_cast<std::uint32_t>(i);
                    add({.begin = offset, .end = offset + 1, .text = std::string(1, other)},
                        k_removal + (k_closers.find(mark) == std::string_view::npos ? 0.5 : 0),
                        fmt::format("write '{}' for '{}' in line {}", other, mark, m_line));
                }
    }

    void in_the_middle() {
        const auto line = code();
        for (std::size_t i = 1; i < line.size(); ++i) {
            after_word(line, i);
            before_word(line, i);
        }
    }

    void after_word(std::string_view line, std::size_t i) {
        const auto offset = m_here.begin + static_cast<std::uint32_t>(i);
        const bool ends_word =
            is_word(line[i - 1]) || base::contains("\"')]", line.substr(i - 1, 1));
        if (!ends_word || is_word(line[i]))
            return;
        for (const std::string token : {",", ")", "]", "}", ":", "("})
            insert(offset, token, k_middle);
        if (m_semicolons)
            insert(offset, ";", k_middle);
        for (const std::string quote : {"\"", "'"})
            insert(offset, quote, k_middle + 1);
    }

    void before_word(std::string_view line, std::size_t i) {
        const auto offset = m_here.begin + static_cast<std::uint32_t>(i);
        if (is_quote(line[i]))
            insert(offset, std::string(1, line[i]), k_quote);
        const bool begins_word = is_word(line[i]) && !is_word(line[i - 1]);
        const bool begins_value = line[i] != ' ' && base::contains(" (=,[{", line.substr(i - 1, 1));
        if (!begins_word && !begins_value && !is_quote(line[i]))
            return;
        for (const std::string token : {"(", "[", "{", "\"", "'"})
            insert(offset, token, k_middle + 0.5);
        // `print x)`: the bracket stands in place of the blank.
        if (line[i - 1] == ' ' && i > 1 && is_word(line[i - 2]))
            add({.begin = offset - 1, .end = offset, .text = "("}, k_middle + 0.25,
                fmt::format("insert '(' in line {}", m_line));
    }

    std::map<std::string_view, int> m_words;
};

}  // namespace

std::vector<SyntaxFix> token_fixes(const code::Tree& tree, const std::vector<int>& lines) {
    auto fixes = Generator(tree).run(lines);
    for (auto& fix : layout_fixes(tree))
        fixes.push_back(std::move(fix));
    return fixes;
}

std::vector<int> conflict_markers(std::string_view text) {
    std::vector<int> lines;
    int number = 0;
    bool has_end = false;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (line.substr(0, 8) == "<<<<<<< ")
            lines.push_back(number);
        has_end = has_end || line.substr(0, 7) == ">>>>>>>";
    }
    return has_end ? lines : std::vector<int>();
}

}  // namespace mendel::heal
