#include <algorithm>
#include <map>

#include "base/text.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

using Words = std::vector<std::string>;

/// Spellings of one meaning, and of deprecated names.
const std::map<std::string, std::string>& equal_words() {
    static const std::map<std::string, std::string> k_words = {
        {"assertEquals", "assertEqual"},
        {"assertNotEquals", "assertNotEqual"},
        {"assert_", "assertTrue"},
        {"failUnless", "assertTrue"},
        {"assertItemsEqual", "assertCountEqual"},
        {"assertRegexpMatches", "assertRegex"},
        {"assertRaisesRegexp", "assertRaisesRegex"},
        {"assertAlmostEquals", "assertAlmostEqual"},
        {"deepStrictEqual", "deepEqual"},
        {"strictEqual", "equal"},
        {"notStrictEqual", "notEqual"},
        {"toStrictEqual", "toEqual"},
        {"toBeCalled", "toHaveBeenCalled"},
        {"toBeCalledWith", "toHaveBeenCalledWith"},
        {"===", "=="},
        {"!==", "!="},
        {"?.", "."}};
    return k_words;
}

bool one_of(const std::string& word, std::initializer_list<std::string_view> words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Where a top-level comma begins the message of a Python assert; words.size() where none does.
std::size_t message_at(const Words& words, std::size_t from) {
    int depth = 0;
    for (std::size_t i = from; i < words.size(); ++i) {
        if (one_of(words[i], {"(", "[", "{"}))
            ++depth;
        else if (one_of(words[i], {")", "]", "}"}))
            --depth;
        else if (words[i] == "," && depth == 0)
            return i;
    }
    return words.size();
}

/// Index after the bracket that closes the one at `open`.
std::size_t after_group(const Words& words, std::size_t open) {
    int depth = 0;
    for (std::size_t i = open; i < words.size(); ++i) {
        if (one_of(words[i], {"(", "[", "{"}))
            ++depth;
        else if (one_of(words[i], {")", "]", "}"}) && --depth == 0)
            return i + 1;
    }
    return words.size();
}

/// A Python assert without its message and the parentheses around the whole; a tuple, which is
/// always true, keeps a mark of its own.
void strip_python_assert(Words& words) {
    words.resize(message_at(words, 1));
    while (words.size() > 3 && words[1] == "(" && after_group(words, 1) == words.size()) {
        const Words inner(words.begin() + 2, words.end() - 1);
        const auto comma = message_at(inner, 0);
        if (comma + 1 < inner.size() || (comma < inner.size() && comma + 1 == inner.size())) {
            words.insert(words.begin() + 1, "<tuple>");
            return;
        }
        words.erase(words.begin() + 1);
        words.pop_back();
    }
}

/// `type(a) == type(b)` and `type(a) is type(b)` are one.
void unify_types(Words& words) {
    if (std::find(words.begin(), words.end(), "type") != words.end())
        std::replace(words.begin(), words.end(), std::string("=="), std::string("is"));
}

/// Comparisons that linters rewrite: `== None` to `is None`, `not a in b` to `a not in b`.
void unify_comparisons(Words& words) {
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
        const bool literal = one_of(words[i + 1], {"None", "True", "False", "int", "str", "float",
                                                   "bool", "list", "dict", "tuple", "set"});
        if (words[i] == "==" && literal)
            words[i] = "is";
        if (words[i] == "!=" && literal) {
            words[i] = "is";
            words.insert(words.begin() + static_cast<long>(i) + 1, "not");
        }
        if (words[i] == "not" && words[i + 1] == "in" && i > 0) {
            words.erase(words.begin() + static_cast<long>(i));
            std::size_t start = i;
            while (start > 0 && !one_of(words[start - 1], {"assert", "and", "or", ","}))
                --start;
            words.insert(words.begin() + static_cast<long>(start), "not");
            ++i;
        }
    }
}

/// The name in quotes; empty where it is none.
std::string unquoted_name(const std::string& word) {
    if (word.size() < 3 || word.front() != '"')
        return {};
    auto name = word.substr(1, word.size() - 2);
    return base::is_identifier(name) ? name : std::string();
}

/// `a["b"]` is `a.b`.
void unify_indexes(Words& words) {
    for (std::size_t i = 1; i + 2 < words.size(); ++i) {
        const bool indexed =
            words[i] == "[" && words[i + 2] == "]" &&
            (base::is_identifier(words[i - 1]) || one_of(words[i - 1], {")", "]"}));
        const auto name = indexed ? unquoted_name(words[i + 1]) : std::string();
        if (name.empty())
            continue;
        words[i] = ".";
        words[i + 1] = name;
        words.erase(words.begin() + static_cast<long>(i) + 2);
    }
}

/// `{ a: a }` and `{ "a": a }` are `{ a }`.
void unify_members(Words& words) {
    Words kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool key = i > 0 && i + 1 < words.size() && words[i + 1] == ":" &&
                         one_of(words[i - 1], {"{", ","});
        const auto plain = key ? unquoted_name(words[i]) : std::string();
        kept.push_back(plain.empty() ? words[i] : plain);
        const bool shorthand = key && i + 3 < words.size() && words[i + 2] == kept.back() &&
                               one_of(words[i + 3], {",", "}"});
        if (shorthand)
            i += 2;
    }
    words = std::move(kept);
}

}  // namespace

void unify_words(Dialect dialect, Words& words) {
    for (auto& word : words)
        if (const auto known = equal_words().find(word); known != equal_words().end())
            word = known->second;
    if (dialect == Dialect::python) {
        if (!words.empty() && words.front() == "assert")
            strip_python_assert(words);
        unify_types(words);
        unify_comparisons(words);
    }
    if (dialect == Dialect::javascript) {
        unify_indexes(words);
        unify_members(words);
    }
    Words kept;
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool trailing =
            words[i] == "," && (i + 1 == words.size() || one_of(words[i + 1], {")", "]", "}"}));
        if (!trailing && !one_of(words[i], {"(", ")", ";"}))
            kept.push_back(words[i]);
    }
    words = std::move(kept);
}

Assertion assertion_of(Dialect dialect, const Tokens& tokens, std::size_t begin, std::size_t end) {
    Assertion found{.line = tokens[begin].line};
    for (std::size_t i = begin; i < end; ++i)
        found.words.push_back(tokens[i].text);
    unify_words(dialect, found.words);
    return found;
}

}  // namespace mendel::evaluate
