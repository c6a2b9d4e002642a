#include <optional>

#include "base/regex.hpp"
#include "code/language.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

/// A test, a group of tests or a function, with its body in tokens [begin, end).
struct Opener {
    std::string name;
    int line = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
    bool test = false;
    bool group = false;
    std::vector<std::string> skips = {};
};

bool is_any(const Tokens& tokens, std::size_t at, std::string_view pattern_words) {
    if (at >= tokens.size() || tokens[at].kind != TokenKind::word)
        return false;
    const auto padded = " " + tokens[at].text + " ";
    return pattern_words.find(padded) != std::string_view::npos;
}

/// The block in braces that follows `from` before any `;`.
std::optional<std::pair<std::size_t, std::size_t>> block_after(const Tokens& tokens,
                                                               std::size_t from) {
    for (std::size_t i = from; i < tokens.size(); ++i) {
        if (is_symbol(tokens, i, "{"))
            return std::make_pair(i + 1, closing(tokens, i));
        if (is_symbol(tokens, i, "(") || is_symbol(tokens, i, "["))
            i = closing(tokens, i);
        else if (is_symbol(tokens, i, ";") || is_symbol(tokens, i, "}") ||
                 is_symbol(tokens, i, "="))
            return std::nullopt;
    }
    return std::nullopt;
}

constexpr std::string_view k_control =
    " if for while switch catch match else do return sizeof function with using lock synchronized "
    "foreach try new super await typeof ";

/// `name(...) {` as C, C++, Java and JavaScript write functions and methods.
std::optional<Opener> plain_function(const Tokens& tokens, std::size_t at) {
    if (tokens[at].kind != TokenKind::word || !is_symbol(tokens, at + 1, "(") ||
        is_any(tokens, at, k_control))
        return std::nullopt;
    if (at > 0 && (is_symbol(tokens, at - 1, ".") || is_any(tokens, at - 1, " new return await ")))
        return std::nullopt;
    const auto close = closing(tokens, at + 1);
    if (close >= tokens.size())
        return std::nullopt;
    const bool direct = is_symbol(tokens, close + 1, "{") ||
                        is_any(tokens, close + 1, " const noexcept override throws final ");
    if (!direct)
        return std::nullopt;
    const auto block = block_after(tokens, close + 1);
    if (!block)
        return std::nullopt;
    return Opener{tokens[at].text, tokens[at].line, block->first, block->second};
}

std::string first_text(const Tokens& tokens, std::size_t open) {
    const auto stop = closing(tokens, open);
    for (std::size_t i = open + 1; i < stop && i < tokens.size(); ++i)
        if (tokens[i].kind == TokenKind::text)
            return tokens[i].text;
    return {};
}

/// The `(` of a test's arguments, behind `.skip`, `.each(...)` and the like, which go to `skips`.
std::size_t javascript_arguments(const Tokens& tokens, std::size_t at,
                                 std::vector<std::string>& skips) {
    std::size_t open = at + 1;
    while (is_symbol(tokens, open, ".") || is_symbol(tokens, open, "(")) {
        if (is_symbol(tokens, open, "(")) {
            const auto close = closing(tokens, open);
            if (!is_symbol(tokens, close + 1, "("))
                break;
            open = close + 1;
            continue;
        }
        if (is_any(tokens, open + 1, " skip todo fails skipIf failing only "))
            skips.push_back(tokens[open + 1].text);
        open += 2;
    }
    return open;
}

/// The first argument, where it is one token; else the first text within the arguments.
std::string javascript_test_name(const Tokens& tokens, std::size_t open) {
    const bool one_token = is_symbol(tokens, open + 2, ",") || is_symbol(tokens, open + 2, ")");
    const auto& first = tokens[std::min(open + 1, tokens.size() - 1)];
    if (!one_token && first.kind != TokenKind::text)
        return first_text(tokens, open);
    return open + 1 < tokens.size() ? first.text : std::string();
}

/// `{ skip: true }` among the arguments before the function.
void add_option_skips(const Tokens& tokens, std::size_t open, std::size_t close,
                      std::vector<std::string>& skips) {
    for (std::size_t i = open; i + 2 < close && i < tokens.size(); ++i) {
        if (is_symbol(tokens, i, "=>") || is_any(tokens, i, " function "))
            break;
        if (is_any(tokens, i, " skip todo ") && is_symbol(tokens, i + 1, ":") &&
            !is_word(tokens, i + 2, "false"))
            skips.push_back(tokens[i].text);
    }
}

std::optional<Opener> javascript_opener(const Tokens& tokens, std::size_t at) {
    static constexpr std::string_view k_tests =
        " it test specify xit xtest xspecify fit ftest describe xdescribe fdescribe suite context ";
    if (at > 0 && is_symbol(tokens, at - 1, ".") && !is_any(tokens, at, " test it describe "))
        return std::nullopt;
    if (!is_any(tokens, at, k_tests))
        return plain_function(tokens, at);
    Opener found{.line = tokens[at].line};
    found.group = is_any(tokens, at, " describe xdescribe fdescribe suite context ");
    found.test = !found.group;
    if (tokens[at].text.front() == 'x')
        found.skips.emplace_back("skip");
    const auto open = javascript_arguments(tokens, at, found.skips);
    if (!is_symbol(tokens, open, "("))
        return std::nullopt;
    found.name = javascript_test_name(tokens, open);
    found.begin = at + 1;
    found.end = closing(tokens, open);
    add_option_skips(tokens, open, found.end, found.skips);
    return found;
}

std::optional<Opener> c_opener(const Tokens& tokens, std::size_t at) {
    static const base::Regex k_macro(
        R"(^(TYPED_|FRIEND_)?(TEST|TEST_F|TEST_P|TEST_CASE|TEST_CASE_METHOD|SCENARIO)"
        R"(|SECTION|BOOST_AUTO_TEST_CASE|BOOST_FIXTURE_TEST_CASE|SUBCASE|TEST_METHOD|Test)"
        R"(|GIVEN|WHEN|THEN|IGNORE_TEST)$)");
    if (tokens[at].kind == TokenKind::word && k_macro.found_in(tokens[at].text) &&
        is_symbol(tokens, at + 1, "(")) {
        const auto close = closing(tokens, at + 1);
        const auto block = block_after(tokens, close + 1);
        if (!block)
            return std::nullopt;
        Opener found{
            .line = tokens[at].line, .begin = block->first, .end = block->second, .test = true};
        for (std::size_t i = at + 2; i < close; ++i)
            found.name += tokens[i].text;
        const auto disabled = found.name.find("DISABLED_");
        const bool hidden = found.name.find("[!mayfail]") != std::string::npos ||
                            found.name.find("[.]") != std::string::npos ||
                            found.name.find("[!shouldfail]") != std::string::npos;
        if (disabled != std::string::npos) {
            found.name.erase(disabled, 9);
            found.skips.push_back("DISABLED_");
        }
        if (hidden || tokens[at].text == "IGNORE_TEST")
            found.skips.push_back("hidden");
        return found;
    }
    auto function = plain_function(tokens, at);
    if (function) {
        static const base::Regex k_name(R"(^test|_test$|^Test)");
        function->test = k_name.found_in(function->name);
    }
    return function;
}

std::optional<Opener> go_opener(const Tokens& tokens, std::size_t at) {
    const bool run = is_symbol(tokens, at + 1, ".") && is_word(tokens, at + 2, "Run") &&
                     is_symbol(tokens, at + 3, "(");
    if (run && at + 4 < tokens.size() && tokens[at].text.size() <= 2)
        return Opener{tokens[at + 4].text, tokens[at].line, at + 4, closing(tokens, at + 3), true};
    if (!is_word(tokens, at, "func"))
        return std::nullopt;
    std::size_t name = at + 1;
    if (is_symbol(tokens, name, "("))
        name = closing(tokens, name) + 1;
    if (name >= tokens.size() || tokens[name].kind != TokenKind::word)
        return std::nullopt;
    const auto block = block_after(tokens, name + 1);
    if (!block)
        return std::nullopt;
    static const base::Regex k_name(R"(^(Test|Example|Fuzz)([^a-z]|$))");
    return Opener{tokens[name].text, tokens[name].line, block->first, block->second,
                  k_name.found_in(tokens[name].text)};
}

/// Words of the attributes or annotations that stand before the item at `at`.
std::vector<std::string> marks_before(const Tokens& tokens, std::size_t at) {
    std::vector<std::string> words;
    for (std::size_t i = at; i > 0; --i) {
        const auto& token = tokens[i - 1];
        const bool ends_item = token.text == ";" || token.text == "{" || token.text == "}";
        if (token.kind == TokenKind::symbol && ends_item)
            break;
        if (token.kind != TokenKind::symbol)
            words.push_back(token.text);
    }
    return words;
}

bool has(const std::vector<std::string>& words, std::string_view word) {
    for (const auto& candidate : words)
        if (candidate == word)
            return true;
    return false;
}

void apply_marks(const std::vector<std::string>& marks, Opener& found) {
    for (const auto* test : {"test", "Test", "rstest", "proptest", "ParameterizedTest",
                             "TestMethod", "Fact", "Theory", "RepeatedTest"})
        found.test = found.test || has(marks, test);
    for (const auto* skip :
         {"ignore", "Ignore", "Disabled", "Ignored", "Skip", "DisabledIf", "DisabledOnOs"})
        if (has(marks, skip))
            found.skips.emplace_back(skip);
}

std::optional<Opener> rust_opener(const Tokens& tokens, std::size_t at) {
    if (!is_word(tokens, at, "fn") || at + 1 >= tokens.size())
        return std::nullopt;
    const auto block = block_after(tokens, at + 2);
    if (!block)
        return std::nullopt;
    Opener found{tokens[at + 1].text, tokens[at].line, block->first, block->second};
    apply_marks(marks_before(tokens, at), found);
    return found;
}

std::optional<Opener> java_opener(const Tokens& tokens, std::size_t at) {
    auto found = plain_function(tokens, at);
    if (found) {
        apply_marks(marks_before(tokens, at), *found);
        found->test = found->test || found->name.compare(0, 4, "test") == 0;
    }
    return found;
}

std::optional<Opener> ruby_opener(const Tokens& tokens, std::size_t at) {
    const bool block = is_any(tokens, at, " it test specify scenario xit xspecify pending ") &&
                       at + 1 < tokens.size() && tokens[at + 1].kind == TokenKind::text;
    const bool method = is_word(tokens, at, "def") && at + 1 < tokens.size();
    if (!block && !method)
        return std::nullopt;
    Opener found{tokens[at + 1].text, tokens[at].line, at + 2, tokens.size()};
    found.test = block || found.name.compare(0, 5, "test_") == 0;
    if (tokens[at].text.front() == 'x' || tokens[at].text == "pending")
        found.skips.push_back("skip");
    for (std::size_t i = at + 2; i < tokens.size(); ++i) {
        const bool next =
            is_any(tokens, i, " it test specify scenario xit def ") && tokens[i].indent >= 0;
        if (next) {
            found.end = i;
            break;
        }
    }
    return found;
}

class Scanner {
  public:
    Scanner(const std::string& path, Dialect dialect, const Tokens& tokens)
        : m_path(path), m_dialect(dialect), m_tokens(tokens) {}

    std::vector<Case> run() {
        Case loose{.file = m_path, .name = "(file)"};
        scan(0, m_tokens.size(), "", {}, loose);
        loose.line = loose.assertions.empty() ? 1 : loose.assertions.front().line;
        if (code::is_test_file(m_path) || !loose.assertions.empty())
            m_cases.push_back(std::move(loose));
        return std::move(m_cases);
    }

  private:
    std::optional<Opener> opener(std::size_t at) const {
        switch (m_dialect) {
            case Dialect::javascript:
                return javascript_opener(m_tokens, at);
            case Dialect::c:
                return c_opener(m_tokens, at);
            case Dialect::go:
                return go_opener(m_tokens, at);
            case Dialect::rust:
                return rust_opener(m_tokens, at);
            case Dialect::java:
                return java_opener(m_tokens, at);
            default:
                return ruby_opener(m_tokens, at);
        }
    }

    /// Reads tokens [begin, end) into `outer`; each opener within becomes a Case of its own.
    void scan(std::size_t begin, std::size_t end, const std::string& prefix,
              const std::vector<std::string>& skips, Case& outer) {
        std::size_t from = begin;
        for (std::size_t i = begin; i < end; ++i) {
            const auto found = opener(i);
            if (!found || found->end > end || found->begin <= i)
                continue;
            read_body(m_dialect, m_tokens, from, i, outer);
            enter(*found, prefix, skips);
            from = found->end;
            i = found->end > i ? found->end - 1 : i;
        }
        read_body(m_dialect, m_tokens, from, end, outer);
    }

    void enter(const Opener& opener, const std::string& prefix,
               const std::vector<std::string>& outer_skips) {
        Case found{.file = m_path,
                   .name = prefix.empty() ? opener.name : prefix + " > " + opener.name,
                   .line = opener.line,
                   .test = opener.test};
        auto skips = opener.skips;
        skips.insert(skips.end(), outer_skips.begin(), outer_skips.end());
        scan(opener.begin, opener.end, found.name, skips, found);
        found.skips.insert(found.skips.end(), skips.begin(), skips.end());
        if (opener.group || found.test || !found.assertions.empty())
            m_cases.push_back(std::move(found));
    }

    const std::string& m_path;
    Dialect m_dialect;
    const Tokens& m_tokens;
    std::vector<Case> m_cases;
};

}  // namespace

std::vector<Case> braced_cases(const std::string& path, Dialect dialect, const Tokens& tokens) {
    return Scanner(path, dialect, tokens).run();
}

}  // namespace mendel::evaluate
