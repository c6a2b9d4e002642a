#include "evaluate/gates/functions.hpp"

#include <algorithm>
#include <cctype>

namespace mendel::evaluate {

namespace {

bool is_one_of(const Tokens& tokens, std::size_t at, std::string_view padded_words) {
    return at < tokens.size() && tokens[at].kind == TokenKind::word &&
           padded_words.find(" " + tokens[at].text + " ") != std::string_view::npos;
}

std::size_t count_parameters(const Tokens& tokens, std::size_t open) {
    const auto close = closing(tokens, open);
    std::size_t count = 0;
    bool in_parameter = false;
    for (std::size_t i = open + 1; i < close && i < tokens.size(); ++i) {
        if (is_symbol(tokens, i, ",")) {
            in_parameter = false;
            continue;
        }
        if (is_symbol(tokens, i, "(") || is_symbol(tokens, i, "[") || is_symbol(tokens, i, "{"))
            i = closing(tokens, i);
        if (!in_parameter && !is_one_of(tokens, i, " self cls void ") &&
            !is_symbol(tokens, i, "*") && !is_symbol(tokens, i, "/") && !is_symbol(tokens, i, "&"))
            ++count;
        in_parameter = true;
    }
    return count;
}

class PythonFunctions {
  public:
    PythonFunctions(const std::string& path, const Tokens& tokens)
        : m_path(path), m_tokens(tokens) {}

    std::vector<Function> run() {
        for (std::size_t i = 0; i < m_tokens.size(); ++i)
            if (is_word(m_tokens, i, "def") && i + 2 < m_tokens.size())
                add(i);
        return std::move(m_found);
    }

  private:
    void add(std::size_t at) {
        const auto head = is_word(m_tokens, at - 1, "async") && at > 0 ? at - 1 : at;
        const int indent = m_tokens[head].indent;
        if (indent < 0 || !is_symbol(m_tokens, at + 2, "("))
            return;
        std::size_t body = closing(m_tokens, at + 2);
        while (body < m_tokens.size() && !is_symbol(m_tokens, body, ":"))
            ++body;
        ++body;
        Function found{m_path, m_tokens[at + 1].text, m_tokens[at + 1].line};
        found.parameters = count_parameters(m_tokens, at + 2);
        found.local = found.name.front() == '_' && found.name.compare(0, 2, "__") != 0;
        bool first = true;
        for (std::size_t i = body; i < m_tokens.size(); ++i) {
            if (m_tokens[i].indent >= 0 && m_tokens[i].indent <= indent && depth_free(body, i))
                break;
            const bool docstring = first && m_tokens[i].kind == TokenKind::text;
            first = false;
            if (!docstring)
                found.body.push_back(m_tokens[i]);
        }
        m_found.push_back(std::move(found));
    }

    /// Whether `at` stands outside every bracket opened since `from`.
    bool depth_free(std::size_t from, std::size_t at) {
        int depth = 0;
        for (std::size_t i = from; i < at; ++i) {
            const auto& token = m_tokens[i];
            if (token.kind != TokenKind::symbol)
                continue;
            if (token.text == "(" || token.text == "[" || token.text == "{")
                ++depth;
            if (token.text == ")" || token.text == "]" || token.text == "}")
                --depth;
        }
        return depth <= 0;
    }

    const std::string& m_path;
    const Tokens& m_tokens;
    std::vector<Function> m_found;
};

constexpr std::string_view k_control =
    " if for while switch catch match else do return sizeof with using lock synchronized foreach "
    "try select loop unsafe ";

/// Functions of languages with braces: what stands before a `{` names it.
class BracedFunctions {
  public:
    BracedFunctions(const std::string& path, Dialect dialect, const Tokens& tokens)
        : m_path(path), m_dialect(dialect), m_tokens(tokens) {}

    std::vector<Function> run() {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            if (is_symbol(m_tokens, i, ";") || is_symbol(m_tokens, i, "}")) {
                m_start = i + 1;
            } else if (is_symbol(m_tokens, i, "{")) {
                add(m_start, i);
                m_start = i + 1;
            }
        }
        return std::move(m_found);
    }

  private:
    void add(std::size_t begin, std::size_t open) {
        const auto name = name_at(begin, open);
        if (name >= open)
            return;
        Function found{m_path, m_tokens[name].text, m_tokens[name].line};
        const auto close = std::min(closing(m_tokens, open), m_tokens.size());
        found.body.assign(m_tokens.begin() + static_cast<long>(open) + 1,
                          m_tokens.begin() + static_cast<long>(close));
        for (std::size_t i = name; i < open; ++i)
            if (is_symbol(m_tokens, i, "(")) {
                found.parameters = count_parameters(m_tokens, i);
                break;
            }
        found.local = is_local(begin, open, found.name);
        m_found.push_back(std::move(found));
    }

    bool is_local(std::size_t begin, std::size_t open, const std::string& name) const {
        const auto has = [&](std::string_view word) {
            for (std::size_t i = begin; i < open; ++i)
                if (is_word(m_tokens, i, word))
                    return true;
            return false;
        };
        switch (m_dialect) {
            case Dialect::c:
                return has("static");
            case Dialect::go:
                return std::islower(static_cast<unsigned char>(name.front())) != 0;
            case Dialect::rust:
                return !has("pub");
            case Dialect::java:
                return has("private");
            case Dialect::javascript:
                return !has("export");
            default:
                return false;
        }
    }

    std::size_t name_at(std::size_t begin, std::size_t open) const {
        if (begin >= open)
            return open;
        if (m_dialect == Dialect::go || m_dialect == Dialect::rust)
            return after_keyword(begin, open, m_dialect == Dialect::go ? "func" : "fn");
        if (m_dialect == Dialect::javascript)
            return javascript_name(begin, open);
        for (std::size_t i = begin; i + 1 < open; ++i) {
            if (is_symbol(m_tokens, i, "=") || is_one_of(m_tokens, i, k_control))
                return open;
            if (is_symbol(m_tokens, i + 1, "(") && m_tokens[i].kind == TokenKind::word)
                return i;
        }
        return open;
    }

    std::size_t after_keyword(std::size_t begin, std::size_t open, std::string_view keyword) const {
        for (std::size_t i = begin; i + 1 < open; ++i) {
            if (!is_word(m_tokens, i, keyword))
                continue;
            auto name = i + 1;
            if (is_symbol(m_tokens, name, "("))
                name = closing(m_tokens, name) + 1;
            return name < open && m_tokens[name].kind == TokenKind::word ? name : open;
        }
        return open;
    }

    std::size_t javascript_name(std::size_t begin, std::size_t open) const {
        const bool arrow = is_symbol(m_tokens, open - 1, "=>");
        for (std::size_t i = begin; i < open; ++i) {
            if (is_word(m_tokens, i, "function"))
                return function_name(begin, i, open);
            if (arrow && is_symbol(m_tokens, i, "=") && i > begin)
                return i - 1;
            if (is_one_of(m_tokens, i, k_control))
                return open;
            if (!arrow && is_symbol(m_tokens, i + 1, "(") && m_tokens[i].kind == TokenKind::word)
                return closing(m_tokens, i + 1) < open ? i : open;
        }
        return open;
    }

    /// `function name`, `function* name`, else the name that the function is assigned to.
    std::size_t function_name(std::size_t begin, std::size_t at, std::size_t open) const {
        const auto name = is_symbol(m_tokens, at + 1, "*") ? at + 2 : at + 1;
        if (name < open && m_tokens[name].kind == TokenKind::word)
            return name;
        return at >= begin + 2 && is_symbol(m_tokens, at - 1, "=") ? at - 2 : open;
    }

    const std::string& m_path;
    Dialect m_dialect;
    const Tokens& m_tokens;
    std::size_t m_start = 0;
    std::vector<Function> m_found;
};

}  // namespace

std::vector<Function> functions_of(const std::string& path, std::string_view text) {
    const auto dialect = dialect_of(path);
    if (dialect == Dialect::none || dialect == Dialect::shell || dialect == Dialect::ruby)
        return {};
    const auto tokens = lex(dialect, text);
    if (!is_balanced(tokens))
        return {};
    if (dialect == Dialect::python)
        return PythonFunctions(path, tokens).run();
    return BracedFunctions(path, dialect, tokens).run();
}

}  // namespace mendel::evaluate
