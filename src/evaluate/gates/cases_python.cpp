#include <map>

#include "base/regex.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

struct Scope {
    int indent = 0;
    std::string name;
    bool collected = true;  ///< pytest or unittest looks for tests in it
    std::vector<std::string> skips = {};
};

const base::Regex& skip_words() {
    static const base::Regex k_words(
        R"(^(skip|skipif|skipIf|skipUnless|xfail|expectedFailure|skip_\w+|ignore)$)");
    return k_words;
}

class Reader {
  public:
    Reader(const std::string& path, const Tokens& tokens) : m_path(path), m_tokens(tokens) {}

    std::vector<Case> run() {
        for (std::size_t i = 0; i < m_tokens.size();) {
            const auto stop = statement_stop(i);
            statement(i, stop);
            i = m_next > i ? m_next : stop;
        }
        read_module();
        return std::move(m_cases);
    }

  private:
    std::size_t statement_stop(std::size_t at) const {
        for (std::size_t i = at; i < m_tokens.size(); ++i) {
            if (i > at && m_tokens[i].indent >= 0)
                return i;
            if (is_symbol(m_tokens, i, "(") || is_symbol(m_tokens, i, "[") ||
                is_symbol(m_tokens, i, "{"))
                i = closing(m_tokens, i);
        }
        return m_tokens.size();
    }

    /// End of the block whose header ends at `from`: the next line not indented deeper.
    std::size_t block_stop(std::size_t from, int indent) const {
        for (std::size_t i = from; i < m_tokens.size(); i = statement_stop(i))
            if (m_tokens[i].indent >= 0 && m_tokens[i].indent <= indent)
                return i;
        return m_tokens.size();
    }

    void leave_scopes(int indent) {
        while (!m_scopes.empty() && m_scopes.back().indent >= indent)
            m_scopes.pop_back();
    }

    std::vector<std::string> decorator_skips() const {
        std::vector<std::string> skips;
        for (const auto& [begin, end] : m_decorators)
            for (std::size_t i = begin; i < end; ++i)
                if (m_tokens[i].kind == TokenKind::word && skip_words().found_in(m_tokens[i].text))
                    skips.push_back(m_tokens[i].text);
        return skips;
    }

    void statement(std::size_t begin, std::size_t end) {
        m_next = 0;
        const auto& first = m_tokens[begin];
        const int indent = std::max(first.indent, 0);
        leave_scopes(indent);
        if (is_symbol(m_tokens, begin, "@")) {
            m_decorators.emplace_back(begin, end);
            return;
        }
        const bool async = first.text == "async";
        if (is_word(m_tokens, begin + (async ? 1 : 0), "def"))
            function(begin + (async ? 2 : 1), end, indent);
        else if (first.text == "class")
            enter_class(begin + 1, end, indent);
        else
            loose(begin, end);
        m_decorators.clear();
    }

    void enter_class(std::size_t name, std::size_t end, int indent) {
        const bool has_base =
            is_symbol(m_tokens, name + 1, "(") && closing(m_tokens, name + 1) > name + 2;
        const bool collected = m_tokens[name].text.compare(0, 4, "Test") == 0 || has_base;
        m_scopes.push_back({indent, m_tokens[name].text, collected, decorator_skips()});
        (void)end;
    }

    void function(std::size_t name, std::size_t end, int indent) {
        if (name >= m_tokens.size())
            return;
        const auto header =
            is_symbol(m_tokens, name + 1, "(") ? closing(m_tokens, name + 1) + 1 : end;
        std::size_t body = header;
        while (body < m_tokens.size() && !is_symbol(m_tokens, body, ":"))
            ++body;
        ++body;
        const auto stop = block_stop(end, indent);
        Case found{.file = m_path, .line = m_tokens[name].line};
        bool collected = true;
        for (const auto& scope : m_scopes) {
            found.name += scope.name + "::";
            collected = collected && scope.collected;
            found.skips.insert(found.skips.end(), scope.skips.begin(), scope.skips.end());
        }
        found.name += m_tokens[name].text;
        found.test = collected && m_tokens[name].text.compare(0, 4, "test") == 0;
        const auto own = decorator_skips();
        found.skips.insert(found.skips.end(), own.begin(), own.end());
        for (const auto& [from, to] : m_decorators)
            read_decorator(from, to, found);
        read_body(Dialect::python, m_tokens, body, stop, found);
        m_next = stop;
        if (found.test || !found.assertions.empty())
            m_cases.push_back(std::move(found));
    }

    /// Tables of cases: parametrize and subTest rows.
    void read_decorator(std::size_t begin, std::size_t end, Case& found) const {
        Case table;
        read_body(Dialect::python, m_tokens, begin, end, table);
        found.literals.insert(found.literals.end(), table.literals.begin(), table.literals.end());
        found.rows += table.rows;
        if (table.rows > 0)
            return;
        for (std::size_t i = begin; i < end; ++i) {
            if (!is_word(m_tokens, i, "parametrize"))
                continue;
            for (std::size_t j = i; j < end; ++j)
                if (is_symbol(m_tokens, j, "["))
                    count_items(j, found);
        }
    }

    void count_items(std::size_t open, Case& found) const {
        const auto stop = closing(m_tokens, open);
        for (std::size_t i = open + 1; i < stop && i < m_tokens.size(); ++i) {
            if (is_symbol(m_tokens, i, ",") && i + 1 < stop)
                ++found.rows;
            if (is_symbol(m_tokens, i, "(") || is_symbol(m_tokens, i, "["))
                i = closing(m_tokens, i);
        }
        ++found.rows;
    }

    /// Statements outside functions: assertions of scripts, and marks for the whole module.
    void loose(std::size_t begin, std::size_t end) {
        const bool mark =
            is_word(m_tokens, begin, "pytestmark") || is_word(m_tokens, begin, "__test__");
        if (!mark) {
            read_body(Dialect::python, m_tokens, begin, end, m_module);
            return;
        }
        for (std::size_t i = begin; i < end; ++i)
            if (skip_words().found_in(m_tokens[i].text) || m_tokens[i].text == "False")
                m_module.skips.push_back(m_tokens[i].text);
    }

    void read_module() {
        for (auto& found : m_cases)
            found.skips.insert(found.skips.end(), m_module.skips.begin(), m_module.skips.end());
        m_module.file = m_path;
        m_module.name = "(module)";
        m_module.line = m_module.assertions.empty() ? 1 : m_module.assertions.front().line;
        m_cases.push_back(m_module);
    }

    const std::string& m_path;
    const Tokens& m_tokens;
    std::vector<Scope> m_scopes;
    std::vector<std::pair<std::size_t, std::size_t>> m_decorators;
    std::vector<Case> m_cases;
    Case m_module;
    std::size_t m_next = 0;
};

}  // namespace

std::vector<Case> python_cases(const std::string& path, const Tokens& tokens) {
    return Reader(path, tokens).run();
}

}  // namespace mendel::evaluate
