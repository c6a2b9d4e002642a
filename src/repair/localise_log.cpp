#include "repair/localise_log.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "code/language.hpp"
#include "repair/score_map.hpp"
#include "repair/sources.hpp"

namespace mendel::repair {
namespace {

constexpr double k_innermost_frame = 1.0;
constexpr double k_frame_decay = 0.8;
constexpr double k_location = 0.9;
constexpr double k_function_of_frame = 0.6;
constexpr double k_named_by_test = 0.5;
constexpr double k_reached = 0.35;
constexpr double k_imported = 0.15;
constexpr std::size_t k_most_sources = 100;

/// One pass over the failures of a round.
class LogLocaliser {
  public:
    explicit LogLocaliser(const model::Round& round) : m_round(round) {}

    Localisation run() {
        add_failure(m_round.failure);
        for (const auto& failure : m_round.failures)
            add_failure(failure);
        for (const auto& file : m_tests)
            add_tested(file);
        auto found = suspected("stack and log");
        if (!found.lines.empty())
            return found;
        for (const auto& file : sources())
            add_rest(file);
        found = suspected("all sources");
        found.notes.emplace_back(
            "The log names no file of the repository, so all its sources are searched.");
        return found;
    }

  private:
    Localisation suspected(std::string method) {
        Localisation found{.lines = m_scores.sorted(), .tests = {}, .method = std::move(method)};
        std::erase_if(found.lines,
                      [&](const Suspicion& line) { return is_in_test(line.file, line.line); });
        return found;
    }

    /// Files that are no tests, in the language that most of them are of.
    std::vector<std::string> sources() const {
        std::map<code::Language, std::vector<std::string>> by_language;
        for (const auto& file : m_round.tree.files().value_or(std::vector<std::string>()))
            if (const auto language = code::language_of(file);
                language && !code::is_test_file(file))
                by_language[*language].push_back(file);
        std::vector<std::string> most;
        for (auto& [language, files] : by_language)
            if (files.size() > most.size())
                most = std::move(files);
        most.resize(std::min(most.size(), k_most_sources));
        return most;
    }

    void add_failure(const model::Failure& failure) {
        double score = k_innermost_frame;
        for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame) {
            if (!frame->own)
                continue;
            add_place(frame->file, frame->line, score);
            score *= k_frame_decay;
        }
        for (const auto& location : failure.locations)
            add_place(location.file, location.line, k_location);
        for (const auto& test : failure.tests)
            add_test(test);
    }

    void add_test(const model::FailedTest& test) {
        auto file = relative_path(m_round.tree, test.file);
        if (file.empty() || file == ".")
            file = test.name.substr(0, test.name.find("::"));
        if (!m_round.tree.read(file))
            return;
        m_tests.insert(file);
        const auto last = test.name.find_last_of(":.#> ");
        auto name = last == std::string::npos ? test.name : test.name.substr(last + 1);
        m_names.insert(name.substr(0, name.find('[')));
    }

    void add_place(const std::string& printed, int line, double score) {
        const auto file = relative_path(m_round.tree, printed);
        if (!m_round.tree.read(file))
            return;
        if (code::is_test_file(file)) {
            m_tests.insert(file);
            return;
        }
        if (is_in_test(file, line)) {
            m_tests.insert(file);
            for (const auto& span : functions(file))
                if (span.first_line <= line && line <= span.last_line)
                    m_names.insert(span.name);
            return;
        }
        m_scores.add(file, line, score);
        add_function_around(file, line, score);
    }

    void add_function_around(const std::string& file, int line, double score) {
        for (const auto& span : functions(file))
            if (span.first_line <= line && line <= span.last_line)
                for (const int inner : span.lines)
                    m_scores.add(file, inner, score * k_function_of_frame);
    }

    /// Functions that the test names, those they name in turn, then the rest of the file.
    void add_tested(const std::string& test_file) {
        const auto named = named_by_tests(test_file);
        auto files = imported_files(m_round.tree, test_file);
        if (!code::is_test_file(test_file))
            files.push_back(test_file);
        for (const auto& file : files) {
            std::set<std::string> reached;
            for (const auto& span : functions(file))
                if (named.count(span.name) != 0)
                    reached.insert(span.mentions.begin(), span.mentions.end());
            for (const auto& span : functions(file))
                add_span(file, span,
                         named.count(span.name) != 0     ? k_named_by_test
                         : reached.count(span.name) != 0 ? k_reached
                                                         : k_imported);
            add_rest(file);
        }
    }

    void add_span(const std::string& file, const FunctionSpan& span, double score) {
        for (const int line : span.lines)
            m_scores.add(file, line, score);
    }

    void add_rest(const std::string& file) {
        if (const auto& tree = parsed(file)) {
            for (const int line : code_lines(*tree))
                m_scores.add(file, line, k_imported / 2);
            return;
        }
        const auto text = m_round.tree.read(file);
        const auto count = text ? std::count(text->begin(), text->end(), '\n') : 0;
        for (int line = 1; line <= static_cast<int>(count); ++line)
            m_scores.add(file, line, k_imported);
    }

    /// Identifiers of the failing test functions; of the whole file where none can be found.
    std::set<std::string> named_by_tests(const std::string& test_file) {
        std::set<std::string> named;
        for (const auto& span : functions(test_file))
            if (m_names.count(span.name) != 0)
                named.insert(span.mentions.begin(), span.mentions.end());
        if (!named.empty())
            return named;
        const auto text = m_round.tree.read(test_file);
        return text ? identifiers_of(*text) : named;
    }

    bool is_in_test(const std::string& file, int line) {
        auto known = m_inner_tests.find(file);
        if (known == m_inner_tests.end()) {
            const auto& tree = parsed(file);
            known = m_inner_tests.emplace(file, tree ? tests_within(*tree) : LineSpans()).first;
        }
        return holds_line(known->second, line);
    }

    const std::vector<FunctionSpan>& functions(const std::string& file) {
        const auto known = m_functions.find(file);
        if (known != m_functions.end())
            return known->second;
        const auto& tree = parsed(file);
        return m_functions[file] = tree ? functions_of(*tree) : std::vector<FunctionSpan>();
    }

    const std::optional<code::Tree>& parsed(const std::string& file) {
        const auto known = m_trees.find(file);
        if (known != m_trees.end())
            return known->second;
        return m_trees.emplace(file, parsed_file(m_round.tree, file)).first->second;
    }

    const model::Round& m_round;
    ScoreMap m_scores;
    std::set<std::string> m_tests;  ///< test files
    std::set<std::string> m_names;  ///< failing test functions
    std::map<std::string, std::vector<FunctionSpan>> m_functions;
    std::map<std::string, LineSpans> m_inner_tests;
    std::map<std::string, std::optional<code::Tree>> m_trees;
};

}  // namespace

Localisation localise_log(const model::Round& round) {
    return LogLocaliser(round).run();
}

}  // namespace mendel::repair
