#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "code/language.hpp"
#include "evaluate/gates/cases.hpp"
#include "evaluate/gates/functions.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

using Refusals = std::vector<model::Refusal>;

/// A body this short says too little to be missed.
constexpr std::size_t k_trivial_body = 4;

std::vector<Function> read_side(const model::Patch& patch,
                                std::optional<std::string> model::FileChange::*side) {
    std::vector<Function> functions;
    for (const auto& change : patch.changes)
        if ((change.*side) && change.before && !code::is_test_file(change.path))
            for (auto& found : functions_of(change.path, *(change.*side)))
                functions.push_back(std::move(found));
    for (const auto& change : patch.changes)
        if ((change.*side) && !change.before && !code::is_test_file(change.path))
            for (auto& found : functions_of(change.path, *(change.*side)))
                functions.push_back(std::move(found));
    return functions;
}

bool is_any(const Token& token, std::string_view padded_words) {
    return padded_words.find(" " + token.text + " ") != std::string_view::npos;
}

/// Nothing but `pass`, `...`, a return of a literal, or nothing at all.
bool is_hollow(const Tokens& body) {
    if (body.size() > 6)
        return false;
    return std::all_of(body.begin(), body.end(), [](const Token& token) {
        return token.kind == TokenKind::number || token.kind == TokenKind::text ||
               is_any(token,
                      " pass ... return None null undefined nil true false True False ; {} [] ( ) "
                      "[ ] { } - NULL nullptr unimplemented ! todo ");
    });
}

bool raises_not_implemented(const Tokens& body) {
    return std::any_of(body.begin(), body.end(), [](const Token& token) {
        return token.text == "NotImplementedError" || token.text == "todo" ||
               token.text == "unimplemented";
    });
}

/// `except ...: pass` and the like at `at`.
bool is_empty_except(const Tokens& body, std::size_t at) {
    if (!is_word(body, at, "except"))
        return false;
    std::size_t colon = at;
    while (colon < body.size() && !is_symbol(body, colon, ":"))
        ++colon;
    return colon + 1 < body.size() && is_any(body[colon + 1], " pass ... continue return ");
}

/// `catch (e) {}` and `catch { return null; }` at `at`.
bool is_empty_catch(const Tokens& body, std::size_t at) {
    if (!is_word(body, at, "catch") && !is_word(body, at, "rescue"))
        return false;
    const auto open = is_symbol(body, at + 1, "(") ? closing(body, at + 1) + 1 : at + 1;
    const auto close = is_symbol(body, open, "{") ? closing(body, open) : 0;
    return close > open && close - open <= 4;
}

/// Handlers that do nothing.
int empty_handlers(const Tokens& body) {
    int count = 0;
    for (std::size_t i = 0; i < body.size(); ++i) {
        const bool suppressed = is_word(body, i, "suppress") && is_symbol(body, i + 1, "(");
        if (suppressed || is_empty_except(body, i) || is_empty_catch(body, i))
            ++count;
    }
    return count;
}

/// Branches that answer one literal input with one literal output.
int hard_coded_answers(const Tokens& body) {
    const auto literal = [&](std::size_t at) {
        return at < body.size() &&
               (body[at].kind == TokenKind::number || body[at].kind == TokenKind::text);
    };
    int count = 0;
    for (std::size_t i = 0; i + 3 < body.size(); ++i) {
        const bool equals = is_symbol(body, i, "==") || is_symbol(body, i, "===");
        if (!equals || !(literal(i + 1) || literal(i - 1)) || i == 0)
            continue;
        for (std::size_t j = i + 1; j < std::min(i + 8, body.size()); ++j)
            if (is_word(body, j, "return") && (literal(j + 1) || literal(j + 2)))
                ++count;
    }
    return count;
}

bool same_body(const Tokens& left, const Tokens& right) {
    return left.size() == right.size() &&
           std::equal(left.begin(), left.end(), right.begin(),
                      [](const Token& a, const Token& b) { return a.text == b.text; });
}

/// Names that the files of the patch still use, outside the definition itself.
std::map<std::string, int> used_names(const model::Patch& patch) {
    std::map<std::string, int> names;
    for (const auto& change : patch.changes)
        if (change.before)
            for (const auto& token : lex(dialect_of(change.path), *change.before))
                if (token.kind == TokenKind::word)
                    ++names[token.text];
    return names;
}

void compare(const Function& before, const Function& after, Refusals& refusals) {
    const auto refuse = [&](std::string_view rule, std::string message) {
        refusals.push_back(
            {fmt::format("weakening.{}", rule), std::move(message), after.file, after.line});
    };
    if (before.body.size() > k_trivial_body && !is_hollow(before.body) && is_hollow(after.body))
        refuse(after.body.size() <= 1 ? "code-removed" : "hard-coded",
               fmt::format("The body of {} no longer does anything.", after.name));
    else if (!raises_not_implemented(before.body) && raises_not_implemented(after.body))
        refuse("code-removed", fmt::format("{} is no longer implemented.", after.name));
    else if (before.body.size() >= 30 && after.body.size() * 3 < before.body.size())
        refuse("code-removed", fmt::format("Most of {} is gone.", after.name));
    if (empty_handlers(after.body) > empty_handlers(before.body))
        refuse("swallowed", fmt::format("{} now swallows errors.", after.name));
    if (hard_coded_answers(after.body) > hard_coded_answers(before.body))
        refuse("hard-coded",
               fmt::format("{} answers one input with a constant of its own.", after.name));
}

class CodeComparison {
  public:
    explicit CodeComparison(const model::Patch& patch)
        : m_before(read_side(patch, &model::FileChange::before)),
          m_after(read_side(patch, &model::FileChange::after)),
          m_used(used_names(patch)),
          m_taken(m_after.size()) {
        for (const auto& change : patch.changes)
            if (change.after && functions_of(change.path, *change.after).empty() &&
                !is_balanced(lex(dialect_of(change.path), *change.after)))
                m_unreadable.insert(change.path);
    }

    Refusals run() {
        std::vector<const Function*> open;
        for (const auto& before : m_before)
            if (!pair(before, [&](const Function& after) {
                    return before.file == after.file && before.name == after.name;
                }))
                open.push_back(&before);
        for (const auto* before : open)
            if (!pair(*before, [&](const Function& after) { return before->name == after.name; }) &&
                !pair(*before,
                      [&](const Function& after) { return same_body(before->body, after.body); }) &&
                !pair(*before, [&](const Function& after) {
                    return before->file == after.file && before->parameters == after.parameters &&
                           similar(before->body, after.body);
                }))
                missing(*before);
        return std::move(m_refusals);
    }

  private:
    template <class Same>
    bool pair(const Function& before, const Same& same) {
        for (std::size_t i = 0; i < m_after.size(); ++i)
            if (!m_taken[i] && same(m_after[i])) {
                m_taken[i] = true;
                compare(before, m_after[i], m_refusals);
                return true;
            }
        return false;
    }

    /// Of equal length but for a few tokens: renamed along with names inside.
    static bool similar(const Tokens& left, const Tokens& right) {
        if (left.empty() || left.size() != right.size())
            return false;
        std::size_t different = 0;
        for (std::size_t i = 0; i < left.size(); ++i)
            different += left[i].text != right[i].text ? 1 : 0;
        return different * 4 <= left.size();
    }

    /// A function that is gone: allowed where it was one of two of its name, or nothing used it.
    void missing(const Function& before) {
        const auto same_name = [&](const Function& other) { return other.name == before.name; };
        const auto earlier = std::count_if(m_before.begin(), m_before.end(), same_name);
        const auto later = std::count_if(m_after.begin(), m_after.end(), same_name);
        const bool duplicate = earlier > 1 && later >= 1;
        const auto used = m_used.find(before.name);
        const bool dead = before.local && used != m_used.end() && used->second <= 1;
        const bool unreadable = m_unreadable.count(before.file) != 0;
        if (before.body.size() <= k_trivial_body || duplicate || dead || unreadable)
            return;
        m_refusals.push_back(
            {"weakening.code-removed",
             fmt::format("The function {} is gone without replacement.", before.name), before.file,
             before.line});
    }

    std::vector<Function> m_before;
    std::vector<Function> m_after;
    std::map<std::string, int> m_used;
    std::vector<bool> m_taken;
    std::set<std::string> m_unreadable;
    Refusals m_refusals;
};

std::vector<model::Refusal> find_code(const model::Patch& patch) {
    return CodeComparison(patch).run();
}

}  // namespace

const Weakening k_code_weakening{"code", find_code};

}  // namespace mendel::evaluate
