#include "base/regex.hpp"

#include <stdexcept>

#include <re2/re2.h>

namespace mendel::base {

namespace {

re2::StringPiece piece(std::string_view text) {
    return {text.data(), text.size()};
}

RE2::Options options() {
    RE2::Options chosen;
    chosen.set_log_errors(false);
    chosen.set_encoding(RE2::Options::EncodingLatin1);
    return chosen;
}

/// The first occurrence at or behind `from`; anchors and word boundaries are those of the text.
std::optional<std::vector<std::string_view>> match_from(const RE2& pattern, std::string_view text,
                                                        std::size_t from) {
    const auto count = static_cast<std::size_t>(pattern.NumberOfCapturingGroups()) + 1;
    std::vector<re2::StringPiece> pieces(count);
    if (!pattern.Match(piece(text), from, text.size(), RE2::UNANCHORED, pieces.data(),
                       static_cast<int>(count)))
        return std::nullopt;
    std::vector<std::string_view> groups;
    groups.reserve(count);
    for (const auto& group : pieces)
        groups.emplace_back(group.data() == nullptr ? text.data() : group.data(), group.size());
    return groups;
}

}  // namespace

Regex::Regex(std::string_view pattern)
    : m_pattern(std::make_unique<RE2>(piece(pattern), options())) {
    if (!m_pattern->ok())
        throw std::logic_error("bad pattern " + std::string(pattern) + ": " + m_pattern->error());
}
Regex::~Regex() = default;
Regex::Regex(Regex&&) noexcept = default;
Regex& Regex::operator=(Regex&&) noexcept = default;

std::size_t Regex::group(const std::string& name) const {
    const auto& groups = m_pattern->NamedCapturingGroups();
    const auto found = groups.find(name);
    return found == groups.end() ? 0 : static_cast<std::size_t>(found->second);
}

bool Regex::found_in(std::string_view text) const {
    return RE2::PartialMatch(piece(text), *m_pattern);
}

std::optional<std::vector<std::string_view>> Regex::match(std::string_view text) const {
    return match_from(*m_pattern, text, 0);
}

std::vector<std::vector<std::string_view>> Regex::match_all(std::string_view text) const {
    std::vector<std::vector<std::string_view>> all;
    std::size_t from = 0;
    while (from <= text.size()) {
        auto groups = match_from(*m_pattern, text, from);
        if (!groups)
            return all;
        const auto end =
            static_cast<std::size_t>((*groups)[0].data() - text.data()) + (*groups)[0].size();
        from = (*groups)[0].empty() ? end + 1 : end;
        all.push_back(std::move(*groups));
    }
    return all;
}

std::string Regex::replace_all(std::string_view text, std::string_view replacement) const {
    std::string replaced(text);
    RE2::GlobalReplace(&replaced, *m_pattern, piece(replacement));
    return replaced;
}

}  // namespace mendel::base
