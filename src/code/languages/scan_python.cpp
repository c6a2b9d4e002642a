#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

/// https://docs.python.org/3/reference/simple_stmts.html#the-import-statement
class PythonScanner {
  public:
    explicit PythonScanner(std::string_view text) : m_cursor(text) {}

    std::vector<ScannedImport> scan() {
        while (!m_cursor.at_end())
            read_token();
        return std::move(m_imports);
    }

  private:
    void read_token() {
        const char next = m_cursor.peek();
        if (next == '#') {
            m_cursor.skip_line();
        } else if (next == '"' || next == '\'') {
            skip_string();
            m_is_begin = false;
        } else if (next == '\n' || next == ';' || next == ':') {
            // Within brackets a line end or a colon begins no statement.
            m_is_begin = m_depth == 0;
            m_cursor.step();
        } else if (next == ' ' || next == '\t' || next == '\r') {
            m_cursor.step();
        } else if (next == '\\') {
            m_cursor.step(m_cursor.peek(1) == '\r' ? 3 : 2);
        } else if (Cursor::is_word(next)) {
            read_word();
        } else {
            if (next == '(' || next == '[' || next == '{')
                ++m_depth;
            else if ((next == ')' || next == ']' || next == '}') && m_depth > 0)
                --m_depth;
            m_is_begin = false;
            m_cursor.step();
        }
    }

    void skip_string() {
        const bool is_triple = m_cursor.sees("\"\"\"") || m_cursor.sees("'''");
        if (!is_triple) {
            m_cursor.take_string();
            return;
        }
        const std::string end(3, m_cursor.peek());
        m_cursor.step(3);
        while (!m_cursor.at_end() && !m_cursor.sees(end))
            m_cursor.step(m_cursor.peek() == '\\' ? 2 : 1);
        m_cursor.step(3);
    }

    void read_word() {
        const int line = m_cursor.line();
        const auto word = m_cursor.take_word();
        const bool is_begin = std::exchange(m_is_begin, false);
        if (is_begin && word == "import")
            read_import(line);
        else if (is_begin && word == "from")
            read_from(line);
        else if (word == "import_module" || word == "__import__")
            read_call(line);
    }

    void skip_blanks() {
        for (;;) {
            m_cursor.skip_blanks();
            if (m_cursor.peek() == '\\' && m_cursor.peek(1) == '\n')
                m_cursor.step(2);
            else if (m_cursor.peek() == '\\' && m_cursor.peek(1) == '\r')
                m_cursor.step(3);
            else
                return;
        }
    }

    std::string dotted() {
        std::string name;
        for (;;) {
            skip_blanks();
            name += m_cursor.take_word();
            skip_blanks();
            if (m_cursor.peek() != '.')
                return name;
            m_cursor.step();
            name += '.';
        }
    }

    void skip_alias() {
        skip_blanks();
        if (m_cursor.sees("as") && !Cursor::is_word(m_cursor.peek(2))) {
            m_cursor.step(2);
            skip_blanks();
            m_cursor.take_word();
            skip_blanks();
        }
    }

    void read_import(int line) {
        for (;;) {
            auto module = dotted();
            if (module.empty())
                return;
            m_imports.push_back({.module = std::move(module), .line = line});
            skip_alias();
            if (m_cursor.peek() != ',')
                return;
            m_cursor.step();
        }
    }

    void read_from(int line) {
        ScannedImport found{.module = {}, .style = ImportStyle::from, .line = line};
        skip_blanks();
        for (; m_cursor.peek() == '.'; m_cursor.step(), skip_blanks())
            ++found.level;
        // After the dots the word `import` may stand at once.
        if (!(found.level > 0 && m_cursor.sees("import") && !Cursor::is_word(m_cursor.peek(6))))
            found.module = dotted();
        skip_blanks();
        if (!m_cursor.sees("import"))
            return;
        m_cursor.step(6);
        skip_blanks();
        const bool is_wrapped = m_cursor.peek() == '(';
        if (is_wrapped)
            m_cursor.step();
        read_names(found, is_wrapped);
        m_imports.push_back(std::move(found));
    }

    void skip_in_names(bool is_wrapped) {
        skip_blanks();
        while (is_wrapped && (m_cursor.peek() == '\n' || m_cursor.peek() == '#')) {
            if (m_cursor.peek() == '#')
                m_cursor.skip_line();
            m_cursor.step();
            skip_blanks();
        }
    }

    void read_names(ScannedImport& found, bool is_wrapped) {
        for (;;) {
            skip_in_names(is_wrapped);
            if (m_cursor.peek() == '*') {
                found.names.emplace_back("*");
                m_cursor.step();
                return;
            }
            const auto name = m_cursor.take_word();
            if (name.empty())
                break;
            found.names.emplace_back(name);
            skip_alias();
            skip_in_names(is_wrapped);
            if (m_cursor.peek() != ',')
                break;
            m_cursor.step();
        }
        if (is_wrapped && m_cursor.peek() == ')')
            m_cursor.step();
    }

    void read_call(int line) {
        skip_blanks();
        if (m_cursor.peek() != '(')
            return;
        ++m_depth;
        m_cursor.step();
        m_cursor.skip_blanks();
        if (m_cursor.peek() != '"' && m_cursor.peek() != '\'')
            return;
        const std::string module(m_cursor.take_string());
        m_cursor.skip_blanks();
        if (m_cursor.peek() == ')' && !module.empty() && module[0] != '.')
            m_imports.push_back({.module = module, .line = line});
    }

    Cursor m_cursor;
    int m_depth = 0;
    bool m_is_begin = true;  ///< of a statement
    std::vector<ScannedImport> m_imports = {};
};

}  // namespace

std::vector<ScannedImport> scan_python(std::string_view text) {
    return PythonScanner(text).scan();
}

}  // namespace mendel::code
