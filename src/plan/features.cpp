#include "plan/features.hpp"

#include <algorithm>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::plan {

namespace {

using base::Regex;

constexpr std::size_t k_most_features = 12;
constexpr std::size_t k_longest = 300;

const Regex& item_line() {
    static const Regex pattern("^\\s*(?:[-*+]|[0-9]{1,2}[.)])\\s+(?:\\[[ xX]\\]\\s*)?(.+)$");
    return pattern;
}

const Regex& criteria_heading() {
    static const Regex pattern(
        "(?i)^\\s*#*\\s*\\**(acceptance( criteria)?|criteria|definition of done|done when)\\b");
    return pattern;
}

/// Another thing to do begins: "..., and add ...", "; fix ...", ". Then remove ...".
const Regex& next_act() {
    static const Regex pattern(
        "(?i)(?:,?\\s+and(?:\\s+then)?\\s+|;\\s*|[.!]\\s+(?:then\\s+|also\\s+)?|,\\s+then\\s+)"
        "(add|allow|build|bump|cache|change|convert|create|delete|document|drop|enable|export|"
        "extend|extract|fix|handle|implement|import|improve|introduce|log|make|migrate|move|"
        "optimi[sz]e|parse|print|provide|refactor|remove|rename|replace|report|rewrite|return|"
        "show|sort|speed|split|store|support|test|update|upgrade|use|validate|write)\\b");
    return pattern;
}

std::vector<std::string> split_sentence(std::string_view text) {
    std::vector<std::string> parts;
    std::size_t begin = 0;
    for (const auto& groups : next_act().match_all(text)) {
        const auto separator = static_cast<std::size_t>(groups[0].data() - text.data());
        const auto verb = static_cast<std::size_t>(groups[1].data() - text.data());
        if (separator > begin)
            parts.emplace_back(base::trim(text.substr(begin, separator - begin)));
        begin = verb;
    }
    parts.emplace_back(base::trim(text.substr(begin)));
    return parts;
}

struct Reading {
    std::vector<std::string> items = {};
    std::string prose = {};
    std::vector<std::string> criteria = {};
};

Reading read_lines(std::string_view goal) {
    Reading reading;
    bool is_criteria = false;
    bool is_code = false;
    for (const auto line : base::split_lines(goal)) {
        is_code = is_code != (base::trim(line).rfind("```", 0) == 0);
        if (is_code || base::trim(line).rfind("```", 0) == 0)
            continue;
        if (base::trim(line).rfind("#", 0) == 0 || criteria_heading().found_in(line)) {
            is_criteria = criteria_heading().found_in(line);
            continue;
        }
        const auto item = item_line().match(line);
        const auto text = base::trim(item ? (*item)[1] : line);
        if (text.empty())
            continue;
        if (is_criteria)
            reading.criteria.emplace_back(text);
        else if (item)
            reading.items.emplace_back(text);
        else
            reading.prose += (reading.prose.empty() ? "" : " ") + std::string(text);
    }
    return reading;
}

bool is_commonplace(const std::string& word) {
    static const std::set<std::string> k_words = {
        "add",     "all",     "and",   "are",   "bug",     "can",  "change", "code",   "create",
        "each",    "feature", "file",  "fix",   "for",     "from", "has",    "have",   "implement",
        "into",    "make",    "need",  "new",   "not",     "one",  "our",    "should", "some",
        "support", "that",    "the",   "their", "them",    "then", "there",  "this",   "use",
        "user",    "users",   "when",  "with",  "without", "work", "works",  "write",  "must",
        "more",    "than",    "every", "only",  "also"};
    return word.size() < 3 || k_words.count(word) > 0;
}

}  // namespace

std::vector<Feature> features_of(std::string_view goal) {
    const auto reading = read_lines(goal);
    auto parts = reading.items;
    if (parts.empty())
        parts = split_sentence(reading.prose);
    std::vector<Feature> features;
    for (const auto& part : parts) {
        auto text = base::ellipsize(base::trim(std::string_view(part)), k_longest);
        while (!text.empty() && (text.back() == '.' || text.back() == ';' || text.back() == ','))
            text.pop_back();
        if (text.empty())
            continue;
        if (features.size() == k_most_features)
            features.back().text += "; " + text;
        else
            features.push_back({std::move(text), reading.criteria});
    }
    return features;
}

std::vector<std::string> telling_words(std::string_view text) {
    std::vector<std::string> words;
    std::set<std::string> seen;
    std::string word;
    const auto end = [&] {
        auto lower = base::to_lower(word);
        word.clear();
        if (lower.size() > 4 && lower.back() == 's' && lower[lower.size() - 2] != 's')
            lower.pop_back();
        if (!is_commonplace(lower) && seen.insert(lower).second)
            words.push_back(std::move(lower));
    };
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char letter = text[at];
        const bool is_upper = letter >= 'A' && letter <= 'Z';
        const bool is_lower = letter >= 'a' && letter <= 'z';
        const bool was_lower = at > 0 && text[at - 1] >= 'a' && text[at - 1] <= 'z';
        if (!is_upper && !is_lower) {
            end();
            continue;
        }
        if (is_upper && was_lower)
            end();
        word += letter;
    }
    end();
    return words;
}

}  // namespace mendel::plan
