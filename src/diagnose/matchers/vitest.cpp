#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::string_view k_rule = "⎯⎯⎯⎯";

/// One " FAIL  file > suite > test" with the error below it, up to the next rule.
struct Block {
    std::string suite;  ///< the file
    std::string title;  ///< what follows it; empty where the file itself failed
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::vector<Block> blocks_of(const Section& section) {
    static const base::Regex k_fail("^ FAIL  (?:\\|.*?\\| )?(\\S+)(?: > (.*)| \\[ .* \\])?$");
    std::vector<Block> blocks;
    bool in_list = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        in_list = in_list || (contains(text, k_rule) && contains(text, " Failed "));
        const auto groups =
            in_list && text.substr(0, 7) == " FAIL  " ? k_fail.match(text) : std::nullopt;
        if (!groups)
            continue;
        Block block{std::string((*groups)[1]), std::string((*groups)[2]), i, i + 1};
        while (block.end < section.size() && !contains(section.text(block.end), k_rule) &&
               section.text(block.end).substr(0, 7) != " FAIL  ")
            ++block.end;
        blocks.push_back(std::move(block));
    }
    return blocks;
}

/// " ❯ deep src/sum.js:5:18", innermost first as printed.
std::vector<model::Frame> frames_of(const Section& section, const Block& block) {
    static const base::Regex k_frame("^\\s+❯ (?:(.+) )?(\\S+?):(\\d+):\\d+$");
    std::vector<model::Frame> frames;
    for (auto i = block.begin; i < block.end && frames.size() < 50; ++i)
        if (const auto groups = k_frame.match(section.text(i).substr(0, 2000)))
            frames.push_back({std::string((*groups)[2]),
                              static_cast<int>(base::to_number((*groups)[3])),
                              std::string((*groups)[1])});
    std::reverse(frames.begin(), frames.end());
    return frames;
}

/// The minus and plus lines between "+ Received" and the first frame.
void read_diff(const Section& section, const Block& block, model::FailedTest& test) {
    bool in_diff = false;
    for (auto i = block.begin; i < block.end; ++i) {
        auto text = section.text(i).substr(0, 2000);
        if (contains(text, "❯"))
            return;
        const bool is_head = text == "+ Received";
        in_diff = in_diff || is_head;
        if (!in_diff || is_head || text.size() < 2 || (text[0] != '-' && text[0] != '+'))
            continue;
        auto& side = text[0] == '-' ? test.expected : test.actual;
        text = base::trim(text.substr(1));
        if (!text.empty() && text.back() == ',')
            text.remove_suffix(1);
        if (side.size() < 1000)
            side.append(side.empty() ? "" : "\n").append(text);
    }
}

void describe_block(const Section& section, const Block& block, const model::FailedTest& test,
                    model::Failure& failure) {
    failure.message = test.message;
    const auto error = node_error_of(test.message);
    if (error)
        describe(*error, Category::test_failure, section, failure);
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    const bool is_parse = contains(test.message, "Unexpected token") ||
                          contains(test.message, "Transform failed") ||
                          contains(test.message, "Parse failure");
    if (block.title.empty() && is_parse) {
        failure.category = Category::syntax_error;
        failure.rule = "SyntaxError";
    }
    if (failure.rule == "AssertionError" && !(test.expected.empty() && test.actual.empty()))
        failure.message += "; expected " + std::string(base::split(test.expected, '\n')[0]) +
                           "; received " + std::string(base::split(test.actual, '\n')[0]);
}

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.begin, Category::test_failure, "vitest", "");
    finding.end = block.end;
    auto& failure = finding.failure;
    failure.frames = frames_of(section, block);
    model::FailedTest test{block.title.empty() ? block.suite : block.title, block.suite};
    for (auto i = block.begin + 1; i < block.end && test.message.empty(); ++i)
        if (section.text(i).substr(0, 7) != " FAIL  ")
            test.message = base::trim(section.text(i));
    read_diff(section, block, test);
    describe_block(section, block, test, failure);
    for (const auto& frame : failure.frames)
        if (frame.file == block.suite)
            test.line = frame.line;
    const auto* own = innermost_own(failure.frames, section);
    failure.locations = {own != nullptr ? model::Location{own->file, own->line}
                                        : model::Location{block.suite}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

void match_vitest(const Section& section, Sink& sink) {
    for (const auto& block : blocks_of(section))
        report(section, block, sink);
}

}  // namespace

const Matcher vitest_matcher = {"vitest", {" FAIL  "}, match_vitest};

}  // namespace mendel::diagnose
