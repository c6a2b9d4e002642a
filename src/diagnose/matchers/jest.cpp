#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::string_view k_bullet = "  ● ";

/// What stands under one "  ● " line.
struct Block {
    std::string_view suite;  ///< the file named by the FAIL line above; "" in a repeated summary
    std::string_view title;
    std::size_t begin = 0;
    std::size_t end = 0;
};

bool is_bullet(std::string_view text) {
    return text.substr(0, k_bullet.size()) == k_bullet;
}

bool is_console(std::string_view title) {
    return title == "Console" || title.substr(0, 12) == "Deprecation " ||
           contains(title, "Validation Warning") || contains(title, "Deprecation Warning");
}

std::string_view suite_of(std::string_view text) {
    static const base::Regex k_fail(
        "^\\s*FAIL\\s+(?:.*\\s)?(\\S+?\\.[A-Za-z]+)(?: \\([\\d.]+ ?m?s\\))?$");
    const auto groups = text.size() < 2000 ? k_fail.match(text) : std::nullopt;
    return groups ? (*groups)[1] : std::string_view{};
}

std::vector<Block> blocks_of(const Section& section) {
    std::vector<Block> blocks;
    std::string_view suite;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (const auto named = suite_of(text); !named.empty())
            suite = named;
        else if (text.substr(0, 5) == "PASS ")
            suite = {};
        if (!is_bullet(text))
            continue;
        auto end = i + 1;
        while (end < section.size() && !is_bullet(section.text(end)) &&
               (section.text(end).empty() || section.text(end)[0] == ' ') &&
               section.text(end).substr(0, 4) != " › ")
            ++end;
        while (end > i + 1 && section.text(end - 1).empty())
            --end;
        if (!suite.empty() && !is_console(text.substr(k_bullet.size())))
            blocks.push_back({suite, text.substr(k_bullet.size()), i, end});
        i = end - 1;
    }
    return blocks;
}

/// Printed objects end each line but the last with a comma.
std::string_view without_comma(std::string_view text) {
    text = base::trim(text);
    return text.empty() || text.back() != ',' ? text : text.substr(0, text.size() - 1);
}

/// "Expected: 3" and "Received: -1", or the minus and plus lines of a diff.
void read_values(const Section& section, const Block& block, model::FailedTest& test) {
    static const base::Regex k_expected("^    (?:Expected[^:\"]*|Snapshot): +(.*)$");
    static const base::Regex k_received("^    Received[^:\"]*: +(.*)$");
    bool in_diff = false;
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (const auto g = test.expected.empty() ? k_expected.match(text) : std::nullopt)
            test.expected = (*g)[1];
        else if (const auto r = test.actual.empty() ? k_received.match(text) : std::nullopt)
            test.actual = (*r)[1];
        in_diff = (in_diff || text.substr(0, 13) == "    + Receive") && !node_frame_of(text) &&
                  !contains(text.substr(0, 12), " | ");
        if (!in_diff || text.size() < 6 || contains(text, "+ Received") ||
            contains(text, "- Expected"))
            continue;
        auto& side = text[4] == '-' ? test.expected : test.actual;
        if ((text[4] == '-' || text[4] == '+') && side.size() < 1000)
            side.append(side.empty() ? "" : "\n").append(without_comma(text.substr(5)));
    }
}

std::size_t first_line(const Section& section, const Block& block) {
    auto at = block.begin + 1;
    while (at < block.end && section.text(at).empty())
        ++at;
    return at < block.end ? at : block.begin;
}

/// Babel's "SyntaxError: /path/file.js: Unexpected token (2:8)" somewhere in the block.
bool describe_syntax(const Section& section, const Block& block, model::Failure& failure) {
    static const base::Regex k_syntax(
        "^\\s*SyntaxError: (?:(/?[^\\s:][^:]*): )?(.*?)(?: ?\\((\\d+):(\\d+)\\))?$");
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto groups = contains(section.text(i), "SyntaxError: ")
                                ? k_syntax.match(section.text(i).substr(0, 4000))
                                : std::nullopt;
        if (!groups)
            continue;
        failure.category = Category::syntax_error;
        failure.rule = "SyntaxError";
        failure.message = "SyntaxError: " + std::string((*groups)[2]);
        if (!(*groups)[1].empty() && !(*groups)[3].empty())
            failure.locations = {{std::string((*groups)[1]),
                                  static_cast<int>(base::to_number((*groups)[3])),
                                  static_cast<int>(base::to_number((*groups)[4])) + 1}};
        return true;
    }
    return false;
}

void describe_assertion(std::string_view said, const model::FailedTest& test,
                        model::Failure& failure) {
    failure.rule = contains(said, "Snapshot") ? "snapshot" : "AssertionError";
    if (contains(said, "Exceeded timeout"))
        failure.rule = "timeout";
    failure.message = said;
    if (!test.expected.empty())
        failure.message += "; expected " + std::string(base::split(test.expected, '\n')[0]);
    if (!test.actual.empty())
        failure.message += "; received " + std::string(base::split(test.actual, '\n')[0]);
}

/// The frame in the test's own file, else the outermost of the repository.
int line_in(const std::vector<model::Frame>& frames, std::string_view file,
            const Section& section) {
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
        if (contains(frame->file, file) && is_own_frame(*frame, section))
            return frame->line;
    return 0;
}

void add_place(const Section& section, const Block& block, model::Failure& failure) {
    if (!failure.locations.empty())
        return;
    const auto* own = innermost_own(failure.frames, section);
    auto importer = importer_of(failure.message);
    if (failure.category == Category::import_error && !importer.empty())
        failure.locations = {{importer, line_in(failure.frames, importer, section)}};
    else if (own != nullptr)
        failure.locations = {{own->file, own->line}};
    else
        failure.locations = {{std::string(block.suite)}};
}

/// A suite whose TypeScript does not compile shows the compiler's words, which tsc's matcher reads.
bool is_explained(const Section& section, const Block& block) {
    for (auto i = block.begin; i < block.end; ++i)
        if (section.claimed(i))
            return true;
    return false;
}

void report(const Section& section, const Block& block, Sink& sink) {
    const bool is_suite = contains(block.title, "Test suite failed to run");
    const auto at = first_line(section, block);
    auto said = std::string(base::trim(section.text(at)));
    if (said.substr(0, 9) == "thrown: \"")
        said = said.substr(9);
    auto finding = finding_at(block.begin, Category::test_failure, "jest", "");
    finding.end = block.end;
    auto& failure = finding.failure;
    failure.frames = node_frames(section, block.begin, block.end);
    model::FailedTest test{is_suite ? std::string(block.suite) : std::string(block.title),
                           std::string(block.suite), line_in(failure.frames, block.suite, section),
                           said};
    read_values(section, block, test);
    finding.weight =
        is_suite && is_explained(section, block) ? Weight::consequence : Weight::problem;
    const auto error =
        node_error_of(said.substr(0, 12) == "Cannot find " ? "Error: " + said : said);
    if (!(is_suite && describe_syntax(section, block, failure))) {
        if (error)
            describe(*error, Category::test_failure, section, failure);
        else
            describe_assertion(said, test, failure);
    }
    if (failure.category == Category::infrastructure && !is_suite)
        failure.category = Category::test_failure;
    if (error && said.substr(0, 12) == "Cannot find ")
        failure.message = said;
    add_place(section, block, failure);
    if (test.line == 0 && contains(failure.locations[0].file, test.file))
        test.line = failure.locations[0].line;
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// What jest says about the run as a whole.
void match_run(const Section& section, Sink& sink) {
    static const base::Regex k_threshold("^Jest: (?:.* )?coverage threshold for .* not met");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        std::string_view rule;
        if (text.substr(0, 5) == "Jest:" && k_threshold.found_in(text))
            rule = "coverage";
        else if (text.substr(0, 24) == "No tests found, exiting ")
            rule = "no-tests";
        else if (text.substr(0, 4) == "● " &&
                 (contains(text, "Validation Error") || contains(text, "configurations found")))
            rule = "config";
        if (rule.empty())
            continue;
        auto finding = finding_at(
            i, rule == "config" ? Category::build_failure : Category::test_failure, "jest", rule);
        finding.failure.message = text;
        sink.report(std::move(finding));
    }
}

void match_jest(const Section& section, Sink& sink) {
    for (const auto& block : blocks_of(section))
        report(section, block, sink);
    match_run(section, sink);
}

}  // namespace

const Matcher jest_matcher = {"jest", {"● ", "Jest: ", "No tests found, exiting"}, match_jest};

}  // namespace mendel::diagnose
