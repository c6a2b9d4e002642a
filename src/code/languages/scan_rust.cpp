#include "code/dependency_scan.hpp"
#include "code/languages/dependency_cursor.hpp"

namespace mendel::code {

namespace {

/// https://doc.rust-lang.org/reference/items/use-declarations.html
class RustScanner {
  public:
    explicit RustScanner(std::string_view text) : m_cursor(text) {}

    std::vector<ScannedImport> scan() {
        while (!m_cursor.at_end())
            read_token();
        return std::move(m_imports);
    }

  private:
    void read_token() {
        m_cursor.skip_space();
        const char next = m_cursor.peek();
        if (m_cursor.sees("#[path")) {
            read_path_attribute();
        } else if (next == '"') {
            skip_string();
        } else if (next == '\'') {
            skip_character();
        } else if (next == 'r' && (m_cursor.peek(1) == '"' || m_cursor.peek(1) == '#')) {
            skip_raw();
        } else if (Cursor::is_word(next)) {
            read_word();
        } else {
            m_cursor.step();
        }
    }

    void skip_string() {
        m_cursor.step();
        while (!m_cursor.at_end() && m_cursor.peek() != '"')
            m_cursor.step(m_cursor.peek() == '\\' ? 2 : 1);
        m_cursor.step();
    }

    /// A character, or a lifetime, which has no second quote.
    void skip_character() {
        m_cursor.step();
        if (m_cursor.peek() == '\\')
            m_cursor.skip_past("'");
        else if (m_cursor.peek(1) == '\'')
            m_cursor.step(2);
    }

    void skip_raw() {
        m_cursor.step();
        std::string end = "\"";
        for (; m_cursor.peek() == '#'; m_cursor.step())
            end += '#';
        if (m_cursor.peek() != '"')
            return;  // r#name
        m_cursor.step();
        m_cursor.skip_past(end);
    }

    void read_path_attribute() {
        m_cursor.step(6);
        m_cursor.skip_space();
        m_cursor.step(m_cursor.peek() == '=' ? 1 : 0);
        m_cursor.skip_space();
        if (m_cursor.peek() == '"')
            m_path = std::string(m_cursor.take_string());
    }

    void read_word() {
        const int line = m_cursor.line();
        const auto word = m_cursor.take_word();
        if (word == "mod")
            read_mod(line);
        else if (word == "use")
            read_use(line);
        else if (word == "extern")
            read_extern(line);
    }

    void read_mod(int line) {
        m_cursor.skip_space();
        const std::string name(m_cursor.take_word());
        m_cursor.skip_space();
        auto path = std::exchange(m_path, {});
        if (m_cursor.peek() == ';' && !name.empty())
            m_imports.push_back({.module = name,
                                 .style = ImportStyle::declared,
                                 .names = path.empty() ? std::vector<std::string>{}
                                                       : std::vector<std::string>{path},
                                 .line = line});
    }

    void read_extern(int line) {
        m_cursor.skip_space();
        if (!m_cursor.sees("crate"))
            return;
        m_cursor.step(5);
        m_cursor.skip_space();
        m_imports.push_back({.module = std::string(m_cursor.take_word()), .line = line});
    }

    /// `a::b::{c, d::{e, f}} as g;`: every leaf as one import.
    void read_use(int line) {
        std::vector<std::string> outer;  // what stands before each open brace
        std::string path;
        const auto leaf = [&] {
            if (!path.empty() && path.back() != ':')
                m_imports.push_back({.module = path, .line = line});
        };
        for (;;) {
            m_cursor.skip_space();
            const char next = m_cursor.peek();
            const auto word = m_cursor.take_word();
            if (word == "as") {
                m_cursor.skip_space();
                m_cursor.take_word();
                continue;
            }
            if (!word.empty()) {
                path += word;
                continue;
            }
            if (next == '{') {
                outer.push_back(path);
            } else if (next == ',' && !outer.empty()) {
                leaf();
                path = outer.back();
            } else if (next == '}' && !outer.empty()) {
                leaf();
                outer.pop_back();
                path.clear();
            } else if (next == ':' || next == '*') {
                path += next;
            } else {
                leaf();
                return;
            }
            m_cursor.step();
        }
    }

    Cursor m_cursor;
    std::string m_path = {};  ///< of the latest #[path = "..."]
    std::vector<ScannedImport> m_imports = {};
};

}  // namespace

std::vector<ScannedImport> scan_rust(std::string_view text) {
    return RustScanner(text).scan();
}

}  // namespace mendel::code
