#include <algorithm>

#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

/// What stood before decides whether a slash divides or begins a regular expression, and whether a
/// word is a property.
enum class Before { operand, operation, dot };

bool is_operation_word(std::string_view word) {
    static constexpr std::string_view k_words[] = {"return", "typeof", "case",  "in",        "of",
                                                   "delete", "void",   "throw", "new",       "else",
                                                   "do",     "await",  "yield", "instanceof"};
    return std::find(std::begin(k_words), std::end(k_words), word) != std::end(k_words);
}

/// https://tc39.es/ecma262/#sec-modules
class ScriptScanner {
  public:
    explicit ScriptScanner(std::string_view text) : m_cursor(text) {}

    std::vector<ScannedImport> scan() {
        if (m_cursor.sees("#!"))
            m_cursor.skip_line();
        while (!m_cursor.at_end())
            read_token();
        return std::move(m_imports);
    }

  private:
    void read_token() {
        m_cursor.skip_space();
        const char next = m_cursor.peek();
        if (m_cursor.at_end())
            return;
        if (next == '"' || next == '\'') {
            m_cursor.take_string();
            m_before = Before::operand;
        } else if (next == '`') {
            m_cursor.step();
            read_template();
        } else if (next == '/' && m_before != Before::operand) {
            skip_expression();
        } else if (Cursor::is_word(next)) {
            read_word();
        } else {
            read_sign(next);
        }
    }

    void read_sign(char sign) {
        m_cursor.step();
        if (sign == '{')
            m_braces.push_back(false);
        if (sign == '}' && !m_braces.empty()) {
            const bool is_template = m_braces.back();
            m_braces.pop_back();
            if (is_template) {
                read_template();
                return;
            }
        }
        if (sign == '.')
            // A spread is followed by an operand, not by a property.
            m_before = m_cursor.peek() == '.' ? (m_cursor.step(2), Before::operation) : Before::dot;
        else
            m_before =
                sign == ')' || sign == ']' || sign == '}' ? Before::operand : Before::operation;
    }

    /// Within a template up to its end or the next "${", which is code.
    void read_template() {
        while (!m_cursor.at_end() && m_cursor.peek() != '`') {
            if (m_cursor.sees("${")) {
                m_cursor.step(2);
                m_braces.push_back(true);
                m_before = Before::operation;
                return;
            }
            m_cursor.step(m_cursor.peek() == '\\' ? 2 : 1);
        }
        m_cursor.step();
        m_before = Before::operand;
    }

    void skip_expression() {
        m_cursor.step();
        for (bool in_class = false; !m_cursor.at_end() && m_cursor.peek() != '\n';) {
            const char next = m_cursor.peek();
            if (next == '/' && !in_class)
                break;
            in_class = next == '[' || (in_class && next != ']');
            m_cursor.step(next == '\\' ? 2 : 1);
        }
        m_cursor.step();
        m_cursor.take_word();
        m_before = Before::operand;
    }

    void read_word() {
        const int line = m_cursor.line();
        const auto word = m_cursor.take_word();
        const bool is_property = m_before == Before::dot;
        m_before = is_operation_word(word) ? Before::operation : Before::operand;
        if (is_property)
            return;
        if (word == "import")
            read_import(line);
        else if (word == "export")
            read_export(line);
        else if (word == "require")
            read_call(line, ImportStyle::require);
    }

    void add(std::string_view module, int line, ImportStyle style) {
        if (!module.empty())
            m_imports.push_back({.module = std::string(module), .style = style, .line = line});
    }

    bool sees_quote() const { return m_cursor.peek() == '"' || m_cursor.peek() == '\''; }

    /// `("x")`, `('x', ...)` or a template without parts.
    void read_call(int line, ImportStyle style) {
        m_cursor.skip_space();
        if (m_cursor.peek() != '(')
            return;
        m_cursor.step();
        m_before = Before::operation;
        m_cursor.skip_space();
        if (sees_quote() || (m_cursor.peek() == '`')) {
            const bool is_template = m_cursor.peek() == '`';
            const auto module = m_cursor.take_string();
            m_cursor.skip_space();
            const bool is_whole = m_cursor.peek() == ')' || m_cursor.peek() == ',';
            if (is_whole && !(is_template && module.find("${") != std::string_view::npos))
                add(module, line, style);
            m_before = Before::operand;
        }
    }

    void read_import(int line) {
        m_cursor.skip_space();
        if (m_cursor.peek() == '(') {
            read_call(line, ImportStyle::module);
        } else if (sees_quote()) {
            add(m_cursor.take_string(), line, ImportStyle::module);
        } else if (m_cursor.peek() != '.') {
            read_clause(line);
        }
    }

    void read_export(int line) {
        m_cursor.skip_space();
        if (m_cursor.sees("type") && !Cursor::is_word(m_cursor.peek(4))) {
            m_cursor.step(4);
            m_cursor.skip_space();
        }
        if (m_cursor.peek() == '*' || m_cursor.peek() == '{')
            read_clause(line);
    }

    /// Names, braces, commas and stars up to `from "x"`, or TypeScript's `= require("x")`.
    void read_clause(int line) {
        bool was_from = false;
        for (;;) {
            m_cursor.skip_space();
            const char next = m_cursor.peek();
            if (was_from && sees_quote()) {
                add(m_cursor.take_string(), line, ImportStyle::module);
                return;
            }
            if (sees_quote()) {
                m_cursor.take_string();
            } else if (Cursor::is_word(next)) {
                was_from = m_cursor.take_word() == "from";
                continue;
            } else if (next == '=') {
                m_cursor.step();
                m_before = Before::operation;
                return;
            } else if (next == '{' || next == '}' || next == ',' || next == '*') {
                m_cursor.step();
            } else {
                return;
            }
            was_from = false;
        }
    }

    Cursor m_cursor;
    Before m_before = Before::operation;
    std::vector<bool> m_braces = {};  ///< open ones; true: the code of a template
    std::vector<ScannedImport> m_imports = {};
};

}  // namespace

std::vector<ScannedImport> scan_script(std::string_view text) {
    return ScriptScanner(text).scan();
}

}  // namespace mendel::code
