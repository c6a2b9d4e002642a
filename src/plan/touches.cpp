#include "plan/touches.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "base/text.hpp"
#include "code/language.hpp"
#include "plan/features.hpp"

namespace mendel::plan {

namespace {

constexpr std::size_t k_most_sources = 6;
constexpr std::size_t k_most_tests = 4;
constexpr double k_least_score = 0.5;
constexpr double k_share_of_best = 0.5;

bool is_document(std::string_view path) {
    const auto ends = [&](std::string_view ending) {
        return path.size() >= ending.size() && path.substr(path.size() - ending.size()) == ending;
    };
    return ends(".md") || ends(".rst") || ends(".adoc") || ends(".txt");
}

std::string language_of(std::string_view path) {
    static const std::map<std::string_view, const char*> k_languages = {{"py", "python"},
                                                                        {"js", "javascript"},
                                                                        {"jsx", "javascript"},
                                                                        {"mjs", "javascript"},
                                                                        {"cjs", "javascript"},
                                                                        {"ts", "typescript"},
                                                                        {"tsx", "typescript"},
                                                                        {"c", "c"},
                                                                        {"h", "c"},
                                                                        {"cpp", "cpp"},
                                                                        {"cc", "cpp"},
                                                                        {"hpp", "cpp"},
                                                                        {"go", "go"},
                                                                        {"java", "java"},
                                                                        {"rs", "rust"}};
    const auto dot = path.rfind('.');
    const auto found =
        k_languages.find(dot == std::string_view::npos ? std::string_view() : path.substr(dot + 1));
    return found == k_languages.end() ? std::string() : found->second;
}

using Words = std::map<std::string, std::vector<std::uint32_t>>;

/// Which files hold a word in their path.
Words words_of(const code::DependencyGraph& graph) {
    Words words;
    for (std::uint32_t file = 0; file < graph.files.size(); ++file)
        for (auto& word : telling_words(graph.files[file]))
            words[word].push_back(file);
    return words;
}

/// A file that the text names by its whole path, or by its name where only one has it.
std::vector<std::uint32_t> named_files(std::string_view text, const code::DependencyGraph& graph) {
    std::map<std::string, std::vector<std::uint32_t>> by_name;
    for (std::uint32_t file = 0; file < graph.files.size(); ++file) {
        const auto& path = graph.files[file];
        by_name[path].push_back(file);
        if (const auto slash = path.rfind('/'); slash != std::string::npos)
            by_name[path.substr(slash + 1)].push_back(file);
    }
    std::vector<std::uint32_t> named;
    std::string token;
    for (const char letter : std::string(text) + " ") {
        if (base::contains("./_-", std::string_view(&letter, 1)) ||
            std::isalnum(static_cast<unsigned char>(letter)) != 0) {
            token += letter;
            continue;
        }
        while (!token.empty() && token.back() == '.')
            token.pop_back();
        const auto found = by_name.find(token);
        if (base::contains(token, ".") && found != by_name.end() && found->second.size() == 1)
            named.push_back(found->second.front());
        token.clear();
    }
    return named;
}

/// Files by how much of the text their paths share, best first.
std::vector<std::pair<double, std::uint32_t>> ranked(std::string_view text,
                                                     const code::DependencyGraph& graph) {
    const auto words = words_of(graph);
    std::map<std::uint32_t, double> scores;
    const auto all = static_cast<double>(graph.files.size());
    for (const auto& word : telling_words(text)) {
        const auto found = words.find(word);
        if (found == words.end())
            continue;
        const auto weight = std::log((all + 1) / static_cast<double>(found->second.size()));
        for (const auto file : found->second)
            scores[file] += weight;
    }
    std::vector<std::pair<double, std::uint32_t>> sorted;
    for (const auto& [file, score] : scores)
        sorted.emplace_back(score, file);
    std::sort(sorted.begin(), sorted.end(), [](const auto& left, const auto& right) {
        return left.first != right.first ? left.first > right.first : left.second < right.second;
    });
    return sorted;
}

void add_once(std::vector<std::string>& list, const std::string& value, std::size_t most) {
    if (list.size() < most && !value.empty() &&
        std::find(list.begin(), list.end(), value) == list.end())
        list.push_back(value);
}

void sort_out(const std::string& path, Surroundings& found) {
    if (is_document(path))
        add_once(found.documents, path, 2);
    else if (code::is_test_file(path))
        add_once(found.tests, path, k_most_tests);
    else if (!language_of(path).empty())
        add_once(found.sources, path, k_most_sources);
}

}  // namespace

Surroundings surroundings_of(std::string_view text, const code::DependencyGraph& graph) {
    Surroundings found;
    for (const auto file : named_files(text, graph))
        sort_out(graph.files[file], found);
    const auto best = ranked(text, graph);
    const auto least =
        best.empty() ? 0 : std::max(k_least_score, best.front().first * k_share_of_best);
    for (const auto& [score, file] : best)
        if (score >= least)
            sort_out(graph.files[file], found);
    const auto users = code::affected_by(graph, found.sources);
    found.users = users.size() - std::min(users.size(), found.sources.size());
    for (const auto& path : users)
        if (code::is_test_file(path))
            add_once(found.tests, path, k_most_tests);
    for (const auto& path : found.sources)
        add_once(found.languages, language_of(path), 3);
    return found;
}

}  // namespace mendel::plan
