#include "repair/ranking.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "base/text.hpp"

namespace mendel::repair {

namespace {

constexpr double k_mark_weight = 0.1;
/// Of two edits that pass the smaller one is more often meant: for each token that it adds.
constexpr double k_token_weight = 0.9;
constexpr std::size_t k_most_tokens = 6;

/// Values of failing assertions that are long enough to be no accident.
std::vector<std::string> expected_values(const model::Round& round) {
    std::vector<std::string> values;
    for (const auto& failure : round.failures)
        for (const auto& test : failure.tests)
            if (test.expected.size() > 2)
                values.push_back(test.expected);
    return values;
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size()))
        ++count;
    return count;
}

/// Words, numbers and signs of a text in any language.
std::size_t token_count(const std::string& text) {
    std::size_t count = 0;
    bool in_word = false;
    for (const char each : text) {
        const bool is_word = base::is_word_byte(each);
        const bool is_blank = std::isspace(static_cast<unsigned char>(each)) != 0;
        if (!is_blank && !(is_word && in_word))
            ++count;
        in_word = is_word;
    }
    return count;
}

double smallness(const model::Round& round, const Candidate& candidate) {
    std::size_t grown = 0;
    for (const auto& file : candidate.files) {
        const auto before = round.tree.read(file.path);
        const auto old_count = before ? token_count(*before) : 0;
        grown += std::max(token_count(file.text), old_count) - old_count;
    }
    return std::pow(k_token_weight, static_cast<double>(std::min(grown, k_most_tokens)));
}

void mark(const model::Round& round, const std::vector<std::string>& expected,
          Candidate& candidate) {
    for (const auto& file : candidate.files) {
        const auto before = round.tree.read(file.path);
        if (!before)
            continue;
        for (const auto& value : expected)
            if (count_of(file.text, value) > count_of(*before, value))
                candidate.marks.push_back("holds the expected value " + value);
    }
    if (removes_code(candidate))
        candidate.marks.emplace_back("removes code");
}

double weight(const Candidate& candidate) {
    double product = candidate.score;
    for (std::size_t i = 0; i < candidate.marks.size(); ++i)
        product *= k_mark_weight;
    return product;
}

}  // namespace

bool removes_code(const Candidate& candidate) {
    return candidate.operator_name == "removal";
}

void rank(const model::Round& round, std::vector<Candidate>& plausible) {
    const auto expected = expected_values(round);
    for (auto& candidate : plausible) {
        mark(round, expected, candidate);
        candidate.score *= smallness(round, candidate);
    }
    std::stable_sort(plausible.begin(), plausible.end(), [](const auto& left, const auto& right) {
        return weight(left) > weight(right);
    });
}

}  // namespace mendel::repair
