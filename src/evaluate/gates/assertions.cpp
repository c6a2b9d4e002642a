#include <algorithm>
#include <map>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

/// Words that begin an assertion, by dialect.
const base::Regex& assertion_words(Dialect dialect) {
    static const base::Regex k_python(
        R"(^(assert|assert[A-Z_]\w*|failUnless\w*|raises|warns|deprecated_call|expect|fail)$)");
    static const base::Regex k_javascript(R"(^(assert|expect|should|sinon|chai|expectTypeOf)$)");
    static const base::Regex k_c(
        R"(^((ASSERT|EXPECT|REQUIRE|CHECK|TEST_ASSERT|BOOST_TEST|BOOST_CHECK|BOOST_REQUIRE)"
        R"(|TEST_CHECK|STATIC_REQUIRE|VERIFY|QVERIFY|QCOMPARE|MU_ASSERT|CU_ASSERT)\w*|)"
        R"(assert|assert_\w+|ck_assert\w*|cr_assert\w*|cr_expect\w*|mu_assert\w*)"
        R"(|munit_assert\w*|g_assert\w*|static_assert|verify\w*|fail|expect\w*|check\w*)$)");
    static const base::Regex k_go(R"(^(assert|require|is|qt|cmp)$)");
    static const base::Regex k_rust(R"(^(assert|assert_\w+|debug_assert\w*|panic|unreachable)$)");
    static const base::Regex k_java(
        R"(^(assert|assert[A-Z]\w*|verify\w*|fail|expect\w*|Assert|Assertions|XCTAssert\w*)"
        R"(|should\w*)$)");
    static const base::Regex k_ruby(R"(^(assert|assert_\w+|refute\w*|expect|should|must_\w+)$)");
    switch (dialect) {
        case Dialect::python:
            return k_python;
        case Dialect::javascript:
            return k_javascript;
        case Dialect::c:
            return k_c;
        case Dialect::go:
            return k_go;
        case Dialect::rust:
            return k_rust;
        case Dialect::java:
            return k_java;
        default:
            return k_ruby;
    }
}

/// Methods that assert on an object handed to the test: tape's and node:test's `t`.
bool is_handle_assertion(Dialect dialect, const Tokens& tokens, std::size_t at) {
    static const base::Regex k_javascript(
        R"(^(equal|equals|notEqual|deepEqual|notDeepEqual|strictEqual|deepStrictEqual|same)"
        R"(|is|not|like|ok|notOk|true|false|truthy|falsy|throws|rejects|doesNotThrow)"
        R"(|notThrows|match|regex|doesNotMatch|fail|error|ifError|assert|plan|snapshot)$)");
    if (!is_symbol(tokens, at + 1, ".") || at + 3 >= tokens.size() ||
        !is_symbol(tokens, at + 3, "("))
        return false;
    const bool handle =
        tokens[at].text == "t" || tokens[at].text == "test" || tokens[at].text == "qunit";
    return dialect == Dialect::javascript && handle && k_javascript.found_in(tokens[at + 2].text);
}

bool is_go_failure(const Tokens& tokens, std::size_t at) {
    static const base::Regex k_methods(R"(^(Error|Errorf|Fatal|Fatalf|Fail|FailNow)$)");
    return at + 3 < tokens.size() && tokens[at].text.size() <= 2 &&
           is_symbol(tokens, at + 1, ".") && is_symbol(tokens, at + 3, "(") &&
           k_methods.found_in(tokens[at + 2].text);
}

/// End of a chain of members, calls and indexes that begins at a word.
std::size_t chain_end(const Tokens& tokens, std::size_t at, std::size_t end) {
    std::size_t i = at + 1;
    while (i < end) {
        if (is_symbol(tokens, i, "(") || is_symbol(tokens, i, "["))
            i = closing(tokens, i) + 1;
        else if (is_symbol(tokens, i, "!") && is_symbol(tokens, i + 1, "("))
            ++i;
        else if ((is_symbol(tokens, i, ".") || is_symbol(tokens, i, "?.") ||
                  is_symbol(tokens, i, "::")) &&
                 i + 1 < end)
            i += 2;
        else
            break;
    }
    return std::min(i, end);
}

/// End of a Python statement: the next token that begins a line outside brackets.
std::size_t statement_end(const Tokens& tokens, std::size_t at, std::size_t end) {
    for (std::size_t i = at + 1; i < end; ++i) {
        if (is_symbol(tokens, i, "(") || is_symbol(tokens, i, "[") || is_symbol(tokens, i, "{"))
            i = closing(tokens, i);
        else if (tokens[i].indent >= 0 || is_symbol(tokens, i, ";"))
            return i;
    }
    return end;
}

/// The condition of the `if` that encloses a Go t.Error: tokens of the nearest `if` before whose
/// block is still open.
std::size_t enclosing_if(const Tokens& tokens, std::size_t begin, std::size_t at) {
    int depth = 0;
    for (std::size_t i = at; i > begin; --i) {
        const auto& token = tokens[i - 1];
        if (token.kind == TokenKind::symbol && token.text == "}")
            ++depth;
        else if (token.kind == TokenKind::symbol && token.text == "{" && --depth < 0) {
            for (std::size_t j = i - 1; j > begin; --j) {
                const auto& word = tokens[j - 1];
                if (word.kind == TokenKind::word && (word.text == "if" || word.text == "case"))
                    return j - 1;
                if (word.text == "{" || word.text == "}")
                    break;
            }
            return at;
        }
    }
    return at;
}

Assertion go_failure(const Tokens& tokens, std::size_t begin, std::size_t at) {
    const auto from = enclosing_if(tokens, begin, at);
    Assertion found{.line = tokens[at].line};
    for (std::size_t i = from; i < at && !is_symbol(tokens, i, "{"); ++i)
        found.words.push_back(tokens[i].text);
    found.words.push_back("t.fail");
    unify_words(Dialect::go, found.words);
    return found;
}

/// Where an assertion that has its word at `at` begins: with its receiver and `await`.
std::size_t assertion_begin(const Tokens& tokens, std::size_t begin, std::size_t at) {
    std::size_t from = at;
    while (from >= begin + 2 &&
           (is_symbol(tokens, from - 1, ".") || is_symbol(tokens, from - 1, "::")))
        from -= 2;
    if (from > begin && is_word(tokens, from - 1, "await"))
        --from;
    return from;
}

bool asserts_at(Dialect dialect, const Tokens& tokens, std::size_t at) {
    if (tokens[at].kind != TokenKind::word)
        return false;
    if (is_handle_assertion(dialect, tokens, at))
        return true;
    if (!assertion_words(dialect).found_in(tokens[at].text))
        return false;
    if (dialect == Dialect::python && tokens[at].text == "assert")
        return true;
    if (dialect == Dialect::java && tokens[at].text == "assert")
        return true;
    return is_symbol(tokens, at + 1, "(") || is_symbol(tokens, at + 1, ".") ||
           (is_symbol(tokens, at + 1, "!") && is_symbol(tokens, at + 2, "("));
}

std::size_t assertion_end(Dialect dialect, const Tokens& tokens, std::size_t at, std::size_t end) {
    const bool statement = tokens[at].text == "assert" &&
                           (dialect == Dialect::python ||
                            (dialect == Dialect::java && !is_symbol(tokens, at + 1, "(")));
    if (!statement)
        return chain_end(tokens, at, end);
    if (dialect == Dialect::python)
        return statement_end(tokens, at, end);
    std::size_t stop = at;
    while (stop < end && !is_symbol(tokens, stop, ";"))
        ++stop;
    return stop;
}

bool swallows_at(const Tokens& tokens, std::size_t at) {
    static const base::Regex k_words(R"(^(except|catch|suppress|recover|rescue|catch_unwind)$)");
    return tokens[at].kind == TokenKind::word && k_words.found_in(tokens[at].text);
}

/// A call within the body that skips the test or expects it to fail.
bool skips_at(const Tokens& tokens, std::size_t at) {
    static const base::Regex k_words(
        R"(^(skip|skipTest|SkipTest|Skip|Skipf|SkipNow|xfail|importorskip|GTEST_SKIP|SKIP)"
        R"(|TEST_IGNORE|TEST_IGNORE_MESSAGE|assumeTrue|assumeFalse|todo|pending)$)");
    return tokens[at].kind == TokenKind::word && k_words.found_in(tokens[at].text) &&
           (is_symbol(tokens, at + 1, "(") || is_word(tokens, at - 1, "raise"));
}

/// Rows of a table: bracketed groups side by side within one bracketed literal.
int rows_at(const Tokens& tokens, std::size_t at, std::size_t end) {
    if (!is_symbol(tokens, at, "[") && !is_symbol(tokens, at, "{"))
        return 0;
    int rows = 0;
    const auto stop = std::min(closing(tokens, at), end);
    for (std::size_t i = at + 1; i < stop; ++i) {
        const bool opens =
            is_symbol(tokens, i, "(") || is_symbol(tokens, i, "[") || is_symbol(tokens, i, "{");
        if (!opens)
            continue;
        const bool row = is_symbol(tokens, i - 1, ",") || i == at + 1;
        i = closing(tokens, i);
        rows += row && (is_symbol(tokens, i + 1, ",") || i + 1 == stop) ? 1 : 0;
    }
    return rows >= 2 ? rows : 0;
}

/// The index after the `def` at `at`: the first line that is indented no deeper.
std::size_t after_python_function(const Tokens& tokens, std::size_t at, std::size_t end) {
    for (std::size_t i = at + 1; i < end; ++i) {
        if (tokens[i].indent >= 0 && tokens[i].indent <= tokens[at].indent)
            return i;
        if (is_symbol(tokens, i, "(") || is_symbol(tokens, i, "[") || is_symbol(tokens, i, "{"))
            i = closing(tokens, i);
    }
    return end;
}

/// Whether the `{` at `at` begins the body of a function without a name of its own.
bool opens_inner_function(const Tokens& tokens, std::size_t at) {
    if (!is_symbol(tokens, at, "{") || at == 0)
        return false;
    if (is_symbol(tokens, at - 1, "=>"))
        return true;
    for (std::size_t i = at; i > 0 && at - i < 40; --i) {
        if (is_symbol(tokens, i - 1, ";") || is_symbol(tokens, i - 1, "{") ||
            is_symbol(tokens, i - 1, "}"))
            return false;
        if (is_word(tokens, i - 1, "function") || is_word(tokens, i - 1, "func"))
            return true;
    }
    return false;
}

/// The index after a function within the body that begins at `at`; `at` where none does. What it
/// returns does not end the test.
std::size_t after_inner_function(Dialect dialect, const Tokens& tokens, std::size_t at,
                                 std::size_t end) {
    if (dialect == Dialect::python) {
        const bool begins = is_word(tokens, at, "def") && tokens[at].indent >= 0;
        return begins ? after_python_function(tokens, at, end) : at;
    }
    return opens_inner_function(tokens, at) ? std::min(closing(tokens, at), end) : at;
}

}  // namespace

void read_body(Dialect dialect, const Tokens& tokens, std::size_t begin, std::size_t end,
               Case& found) {
    read_tokens(tokens, begin, end, found);
    std::size_t last_assertion = begin;
    std::vector<std::size_t> exits;
    std::size_t inner_until = begin;
    for (std::size_t i = begin; i < end && i < tokens.size(); ++i) {
        found.rows += rows_at(tokens, i, end);
        if (swallows_at(tokens, i))
            ++found.swallows;
        if (skips_at(tokens, i))
            found.skips.push_back(tokens[i].text);
        inner_until = std::max(inner_until, after_inner_function(dialect, tokens, i, end));
        if ((is_word(tokens, i, "return") && i >= inner_until) ||
            (is_word(tokens, i, "if") &&
             (is_word(tokens, i + 1, "False") || is_word(tokens, i + 2, "false"))))
            exits.push_back(i);
        if (dialect == Dialect::go && is_go_failure(tokens, i)) {
            found.assertions.push_back(go_failure(tokens, begin, i));
            last_assertion = i;
            i = std::min(closing(tokens, i + 3), end);
            continue;
        }
        if (!asserts_at(dialect, tokens, i))
            continue;
        const auto stop = assertion_end(dialect, tokens, i, end);
        found.assertions.push_back(
            assertion_of(dialect, tokens, assertion_begin(tokens, begin, i), stop));
        last_assertion = i;
        i = stop > i ? stop - 1 : i;
    }
    found.early_exits = static_cast<int>(
        std::count_if(exits.begin(), exits.end(), [&](auto at) { return at < last_assertion; }));
}

}  // namespace mendel::evaluate
