#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "  1) [chromium] › tests/a.spec.ts:3:5 › suite › name ────" and what stands below it.
struct Block {
    std::string name;
    model::Location place;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<Block> block_at(const Section& section, std::size_t at) {
    static const base::Regex k_head(
        "^ *\\d+\\) (?:\\[([^\\]]+)\\] › )?([^\\s:›]+\\.[cm]?[jt]sx?):(\\d+):(\\d+) › (.*?)[ "
        "─=]*$");
    static const base::Regex k_end(
        "^ *\\d+\\) (?:\\[[^\\]]+\\] › )?\\S+:\\d+:\\d+ › |^  \\d+ "
        "(?:failed|flaky|passed|skipped|did not run)");
    const auto groups = k_head.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    Block block{std::string((*groups)[5]),
                {std::string((*groups)[2]), number_of((*groups)[3]), number_of((*groups)[4])},
                at,
                at + 1};
    while (block.end < section.size() && block.end < at + 400 &&
           !k_end.found_in(section.text(block.end).substr(0, 300)))
        ++block.end;
    return block;
}

void read_values(const Section& section, const Block& block, model::FailedTest& test) {
    static const base::Regex k_expected("^Expected(?: \\w+)?: +(.*)$");
    static const base::Regex k_received("^Received(?: \\w+)?: +(.*)$");
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 1000);
        if (const auto expected = k_expected.match(text); expected && test.expected.empty())
            test.expected = (*expected)[1];
        else if (const auto received = k_received.match(text); received && test.actual.empty())
            test.actual = (*received)[1];
    }
}

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.begin, Category::test_failure, "playwright", "failed");
    finding.end = block.end;
    auto& failure = finding.failure;
    model::FailedTest test{block.name, block.place.file, block.place.line};
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto text = base::trim(section.text(i));
        if (text.empty() || text.substr(0, 6) == "Retry ")
            continue;
        finding.line = i;
        test.message = text;
        break;
    }
    if (const auto error = node_error_of(test.message))
        describe(*error, Category::test_failure, section, failure);
    else
        failure.message = test.message;
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    if (base::contains(test.message, "Test timeout of"))
        failure.rule = "timeout";
    failure.frames = node_frames(section, block.begin, block.end);
    read_values(section, block, test);
    const auto* own = innermost_own(failure.frames, section);
    failure.locations = {own != nullptr ? model::Location{own->file, own->line} : block.place};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// The tests that a retry saved stand in the list "N flaky" below and are none.
bool is_flaky(const Section& section, const Block& block) {
    bool in_flaky = false;
    for (auto i = block.end; i < section.size(); ++i) {
        const auto text = base::trim(section.text(i));
        static const base::Regex k_count("^\\d+ (failed|flaky|skipped|passed|did not run)");
        if (const auto groups = k_count.match(text.substr(0, 100)))
            in_flaky = (*groups)[1] == "flaky";
        else if (in_flaky && base::contains(text, block.name))
            return true;
    }
    return false;
}

void match_playwright(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (const auto block = block_at(section, i)) {
            if (!is_flaky(section, *block))
                report(section, *block, sink);
            i = block->end - 1;
        }
}

}  // namespace

const Matcher playwright_matcher = {"playwright", {" › "}, match_playwright};

}  // namespace mendel::diagnose
