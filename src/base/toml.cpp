#include "base/toml.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::base {
namespace {

std::string without_quotes(std::string_view name) {
    std::string plain;
    for (const char byte : name) {
        if (byte != '"' && byte != '\'' && byte != ' ' && byte != '\t')
            plain += byte;
    }
    return plain;
}

char escaped(char byte) {
    switch (byte) {
        case 'n':
            return '\n';
        case 't':
            return '\t';
        case 'r':
            return '\r';
        case 'b':
            return '\b';
        case 'f':
            return '\f';
        default:
            return byte;
    }
}

class Reader {
  public:
    explicit Reader(std::string_view text) : m_text(text) {}

    TomlDocument read() {
        while (m_at < m_text.size()) {
            skip_blanks();
            if (peek() == '[')
                header();
            else if (peek() != '\n' && peek() != '#' && m_at < m_text.size())
                entry();
            skip_line();
        }
        if (!m_document.tables.empty())
            m_document.tables.back().body_end = m_text.size();
        return std::move(m_document);
    }

  private:
    char peek() const { return m_at < m_text.size() ? m_text[m_at] : '\0'; }
    bool starts(std::string_view part) const { return m_text.substr(m_at, part.size()) == part; }

    void skip_blanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\r')
            ++m_at;
    }
    void skip_comment() {
        while (m_at < m_text.size() && peek() != '\n')
            ++m_at;
    }
    void skip_line() {
        skip_comment();
        if (m_at < m_text.size())
            ++m_at;
    }

    void header() {
        const auto begin = m_at;
        const auto line_end = std::min(m_text.find('\n', m_at), m_text.size());
        const auto line = m_text.substr(m_at, line_end - m_at);
        const auto name_begin = line.find_first_not_of('[');
        const auto name_end = line.find(']');
        if (name_begin == std::string_view::npos || name_end == std::string_view::npos ||
            name_end < name_begin)
            return;
        if (!m_document.tables.empty())
            m_document.tables.back().body_end = begin;
        m_table = without_quotes(line.substr(name_begin, name_end - name_begin));
        m_document.tables.push_back(
            {m_table, begin, std::min(line_end + 1, m_text.size()), m_text.size()});
    }

    void entry() {
        const auto begin = m_at;
        while (m_at < m_text.size() && peek() != '=' && peek() != '\n')
            ++m_at;
        if (peek() != '=')
            return;
        TomlEntry entry;
        entry.table = m_table;
        entry.key = without_quotes(m_text.substr(begin, m_at - begin));
        entry.begin = begin;
        ++m_at;
        skip_blanks();
        entry.value.begin = m_at;
        entry.value.is_array = peek() == '[';
        value(entry.value, 0);
        entry.value.end = m_at;
        entry.value.raw = std::string(
            trim(m_text.substr(entry.value.begin, entry.value.end - entry.value.begin)));
        m_document.entries.push_back(std::move(entry));
    }

    void value(TomlValue& into, int depth) {
        if (peek() == '"' || peek() == '\'')
            into.strings.push_back(string());
        else if ((peek() == '[' || peek() == '{') && depth < 32)
            bracketed(into, depth);
        else
            while (m_at < m_text.size() &&
                   std::string_view(depth > 0 ? ",]}#\n=" : "#\n").find(peek()) ==
                       std::string_view::npos)
                ++m_at;
    }

    void bracketed(TomlValue& into, int depth) {
        const char close = peek() == '[' ? ']' : '}';
        ++m_at;
        while (m_at < m_text.size() && peek() != close) {
            const auto before = m_at;
            if (peek() == '#')
                skip_comment();
            else if (std::string_view(" \t\r\n,=").find(peek()) != std::string_view::npos)
                ++m_at;
            else
                value(into, depth + 1);
            if (m_at == before)
                ++m_at;
        }
        if (m_at < m_text.size())
            ++m_at;
    }

    TomlString string() {
        TomlString result;
        result.begin = m_at;
        const char quote = peek();
        const std::string triple(3, quote);
        const bool many = starts(triple);
        m_at += many ? 3 : 1;
        if (many && peek() == '\n')
            ++m_at;
        while (m_at < m_text.size() && (many ? !starts(triple) : peek() != quote)) {
            if (!many && peek() == '\n')
                break;
            if (peek() == '\\' && quote == '"' && m_at + 1 < m_text.size()) {
                ++m_at;
                result.text += escaped(peek());
            } else {
                result.text += peek();
            }
            ++m_at;
        }
        m_at = std::min(m_at + (many ? 3 : 1), m_text.size());
        result.end = m_at;
        return result;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::string m_table;
    TomlDocument m_document;
};

}  // namespace

const TomlEntry* TomlDocument::find(std::string_view table_name, std::string_view key) const {
    const auto found = std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& entry) {
        return entry.table == table_name && entry.key == key;
    });
    return found == entries.end() ? nullptr : &*found;
}

const TomlTable* TomlDocument::table(std::string_view name) const {
    const auto found = std::find_if(tables.begin(), tables.end(),
                                    [&](const TomlTable& each) { return each.name == name; });
    return found == tables.end() ? nullptr : &*found;
}

std::vector<const TomlEntry*> TomlDocument::entries_of(std::string_view table_name) const {
    std::vector<const TomlEntry*> all;
    for (const auto& entry : entries) {
        if (entry.table == table_name)
            all.push_back(&entry);
    }
    return all;
}

TomlDocument parse_toml(std::string_view text) {
    return Reader(text).read();
}

}  // namespace mendel::base
