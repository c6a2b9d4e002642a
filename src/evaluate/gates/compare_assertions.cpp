#include <algorithm>
#include <map>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "evaluate/gates/compare.hpp"

namespace mendel::evaluate {

namespace {

using Words = std::vector<std::string>;

/// Whether the word at `at` is given its meaning there: a definition, a variable, an assignment.
bool is_defined_at(Dialect dialect, const Tokens& tokens, std::size_t at) {
    static const base::Regex k_defining(
        R"(^(def|class|function|func|fn|const|let|var|auto|struct|type|interface|enum|macro)$)");
    static const base::Regex k_verbs(
        R"(^(return|else|new|await|throw|yield|case|do|co_await|co_return)$)");
    if (is_symbol(tokens, at + 1, "=") && tokens[at].indent >= 0)
        return true;
    if (at == 0 || tokens[at - 1].kind != TokenKind::word)
        return false;
    const bool has_type = dialect == Dialect::c || dialect == Dialect::java;
    return k_defining.found_in(tokens[at - 1].text) ||
           (has_type && !k_verbs.found_in(tokens[at - 1].text));
}

/// Names that a file calls and does not define itself: what its tests are about.
std::set<std::string> subjects_of(std::string_view path, const std::string& text) {
    const auto dialect = dialect_of(path);
    const auto tokens = lex(dialect, text);
    std::set<std::string> called;
    std::set<std::string> defined;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens[i].kind != TokenKind::word)
            continue;
        if (is_defined_at(dialect, tokens, i))
            defined.insert(tokens[i].text);
        else if (is_symbol(tokens, i + 1, "("))
            called.insert(tokens[i].text);
    }
    for (const auto& name : defined)
        called.erase(name);
    return called;
}

/// Which names a file holds on each side.
class Names {
  public:
    explicit Names(const model::Patch& patch) {
        for (const auto& change : patch.changes) {
            collect(m_before[change.path], change.path, change.before);
            collect(m_after[change.path], change.path, change.after);
            if (change.before && code::is_test_file(change.path))
                m_subjects[change.path] = subjects_of(change.path, *change.before);
        }
    }

    /// Whether `from` gave way to `to` all over the file, and is the file's own or was renamed
    /// outside the tests as well.
    bool may_be_renamed(const std::string& file, const std::string& from,
                        const std::string& to) const {
        if (!renamed(file, from, to))
            return false;
        const auto subjects = m_subjects.find(file);
        if (subjects == m_subjects.end() || subjects->second.count(from) == 0)
            return true;
        return std::any_of(m_before.begin(), m_before.end(), [&](const auto& other) {
            return m_subjects.count(other.first) == 0 && other.second.count(from) > 0 &&
                   m_after.at(other.first).count(to) > 0 && renamed(other.first, from, to);
        });
    }

  private:
    bool renamed(const std::string& file, const std::string& from, const std::string& to) const {
        const auto before = m_before.find(file);
        const auto after = m_after.find(file);
        return before != m_before.end() && after != m_after.end() &&
               after->second.count(from) == 0 && before->second.count(to) == 0;
    }

    static void collect(std::set<std::string>& names, const std::string& path,
                        const std::optional<std::string>& text) {
        if (text)
            for (auto& token : lex(dialect_of(path), *text))
                if (token.kind == TokenKind::word)
                    names.insert(std::move(token.text));
    }

    std::map<std::string, std::set<std::string>> m_before;
    std::map<std::string, std::set<std::string>> m_after;
    std::map<std::string, std::set<std::string>> m_subjects;  ///< of the test files
};

/// Words that say how strict an assertion is are never names that were changed.
bool is_strictness(const std::string& word) {
    static const base::Regex k_words(
        R"((?i)^(_?assert\w*|expect\w*|require\w*|refute\w*|check\w*|should\w*|verify\w*)"
        R"(|(?-i:to[A-Z])\w*|not\w*|is\w*|in|ok|equals?|deep\w*|same\w*|match\w*|contains?\w*)"
        R"(|throws?\w*|raises?\w*|fail\w*|true|false|none|null|nil|and|or|any|all|approx)"
        R"(|close\w*|near|be|have\w*|t)$)");
    return k_words.found_in(word);
}

bool is_name(const std::string& word) {
    return base::is_identifier(word) && !is_strictness(word);
}

/// Equal but for names that changed all over the file, one for one.
bool same_under_renames(const Words& before, const Words& after, const std::string& file,
                        const Names& names) {
    if (before.size() != after.size())
        return false;
    std::map<std::string, std::string> forth;
    std::map<std::string, std::string> back;
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (before[i] == after[i])
            continue;
        if (!is_name(before[i]) || !is_name(after[i]) ||
            !names.may_be_renamed(file, before[i], after[i]))
            return false;
        if (forth.try_emplace(before[i], after[i]).first->second != after[i] ||
            back.try_emplace(after[i], before[i]).first->second != before[i])
            return false;
    }
    return true;
}

bool only_awaited(const Words& before, const Words& after) {
    return after.size() == before.size() + 1 && after.front() == "await" &&
           std::equal(before.begin(), before.end(), after.begin() + 1);
}

/// Assertions of `after` not yet matched, in all cases that run.
class Surplus {
  public:
    explicit Surplus(const ComparedCases& cases) {
        for (const auto& found : cases.after)
            for (const auto& assertion : found.assertions)
                m_left.push_back({&found, &assertion, false});
    }

    struct Entry {
        const Case* of;
        const Assertion* assertion;
        bool taken;
    };

    template <class Same>
    Entry* take(const Case* within, const Same& same) {
        for (auto& entry : m_left)
            if (!entry.taken &&
                (within == nullptr ? entry.of->skips.empty() : entry.of == within) &&
                same(*entry.assertion)) {
                entry.taken = true;
                return &entry;
            }
        return nullptr;
    }

  private:
    std::vector<Entry> m_left;
};

struct Open {
    const CasePair* pair;
    const Assertion* assertion;
};

template <class Match>
void settle(std::vector<Open>& open, const Match& match) {
    open.erase(std::remove_if(open.begin(), open.end(), match), open.end());
}

}  // namespace

std::vector<LostAssertion> lost_assertions(const ComparedCases& cases, const model::Patch& patch) {
    const Names names(patch);
    Surplus surplus(cases);
    std::vector<Open> open;
    for (const auto& pair : cases.pairs)
        for (const auto& assertion : pair.before->assertions)
            open.push_back({&pair, &assertion});
    const auto in_own_case = [&](const auto& same) {
        settle(open, [&](const Open& lost) {
            return lost.pair->after != nullptr &&
                   surplus.take(lost.pair->after, [&](const Assertion& candidate) {
                       return same(lost, candidate);
                   }) != nullptr;
        });
    };
    in_own_case([](const Open& lost, const Assertion& candidate) {
        return lost.assertion->words == candidate.words;
    });
    in_own_case([](const Open& lost, const Assertion& candidate) {
        return only_awaited(lost.assertion->words, candidate.words);
    });
    in_own_case([&](const Open& lost, const Assertion& candidate) {
        return same_under_renames(lost.assertion->words, candidate.words, lost.pair->before->file,
                                  names);
    });
    settle(open, [&](const Open& lost) {
        return surplus.take(nullptr, [&](const Assertion& candidate) {
            return lost.assertion->words == candidate.words;
        }) != nullptr;
    });
    std::vector<LostAssertion> found;
    for (const auto& lost : open) {
        const auto* instead =
            lost.pair->after == nullptr
                ? nullptr
                : surplus.take(lost.pair->after, [](const Assertion&) { return true; });
        found.push_back({lost.pair->before, *lost.assertion, instead != nullptr,
                         instead != nullptr ? instead->assertion->line : 0});
    }
    return found;
}

}  // namespace mendel::evaluate
