#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

struct Block {
    std::string title;      ///< suites and test, joined by blanks as mocha's --grep sees them
    std::size_t begin = 0;  ///< the numbered line
    std::size_t error = 0;  ///< the first line after the title
    std::size_t end = 0;
};

bool is_numbered(std::string_view text, long number) {
    const auto start = "  " + std::to_string(number) + ") ";
    return text.substr(0, start.size()) == start;
}

/// The title goes over the lines up to the one that ends in a colon.
Block block_at(const Section& section, std::size_t begin, std::size_t end) {
    Block block;
    block.begin = begin;
    block.end = end;
    const auto first = section.text(begin);
    block.title = base::trim(first.substr(first.find(')') + 1));
    auto at = begin + 1;
    if (block.title.empty() || block.title.back() != ':')
        for (; at < end && at < begin + 12 && !section.text(at).empty(); ++at) {
            block.title += " " + std::string(base::trim(section.text(at)));
            if (section.text(at).back() == ':') {
                ++at;
                break;
            }
        }
    if (!block.title.empty() && block.title.back() == ':')
        block.title.pop_back();
    while (at < end && section.text(at).empty())
        ++at;
    block.error = at;
    return block;
}

std::vector<Block> blocks_after(const Section& section, std::size_t summary, long count) {
    std::vector<std::size_t> starts;
    for (auto i = summary + 1; i < section.size() && static_cast<long>(starts.size()) < count; ++i)
        if (is_numbered(section.text(i), static_cast<long>(starts.size()) + 1))
            starts.push_back(i);
    std::vector<Block> blocks;
    for (std::size_t n = 0; n < starts.size(); ++n) {
        auto end = n + 1 < starts.size() ? starts[n + 1] : section.size();
        if (n + 1 == starts.size())
            for (end = starts[n] + 1; end < section.size(); ++end)
                if (section.text(end).empty() && section.text(end + 1).empty() &&
                    section.text(end + 2).empty())
                    break;
        blocks.push_back(block_at(section, starts[n], end));
    }
    return blocks;
}

/// Lines below "+ expected - actual", each indented by six.
void read_diff(const Section& section, const Block& block, model::FailedTest& test) {
    constexpr std::size_t k_indent = 6;
    bool in_diff = false;
    for (auto i = block.error; i < block.end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (base::trim(text) == "+ expected - actual") {
            in_diff = true;
            continue;
        }
        if (node_frame_of(text))
            return;
        if (!in_diff || text.size() <= k_indent || (text[k_indent] != '+' && text[k_indent] != '-'))
            continue;
        auto& side = text[k_indent] == '+' ? test.expected : test.actual;
        if (side.size() < 1000)
            side.append(side.empty() ? "" : "\n").append(base::trim(text.substr(k_indent + 1)));
    }
}

/// The test's own file is that of the outermost frame of the repository.
const model::Frame* outermost_own(const std::vector<model::Frame>& frames, const Section& section) {
    for (const auto& frame : frames)
        if (is_own_frame(frame, section))
            return &frame;
    return nullptr;
}

void describe_block(const Section& section, const Block& block, const model::FailedTest& test,
                    model::Failure& failure) {
    const auto said = base::trim(section.text(block.error));
    failure.rule = "AssertionError";
    failure.message = said;
    if (const auto error = node_error_of(said))
        describe(*error, Category::test_failure, section, failure);
    if (contains(said, "Timeout of ") && contains(said, "exceeded"))
        failure.rule = "timeout";
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    if (failure.rule == "AssertionError" && !(test.expected.empty() && test.actual.empty()))
        failure.message += " expected " + std::string(base::split(test.expected, '\n')[0]) +
                           ", actual " + std::string(base::split(test.actual, '\n')[0]);
}

void report(const Section& section, const Block& block, Sink& sink) {
    static const base::Regex k_file("\\((/?[^()\\s]+\\.[cm]?[jt]sx?)\\)$");
    auto finding = finding_at(block.begin, Category::test_failure, "mocha", "");
    finding.end = block.end;
    auto& failure = finding.failure;
    failure.frames = node_frames(section, block.error, block.end);
    model::FailedTest test{block.title};
    test.message = base::trim(section.text(block.error));
    read_diff(section, block, test);
    if (const auto* frame = outermost_own(failure.frames, section)) {
        test.file = frame->file;
        test.line = frame->line;
    } else if (const auto groups = k_file.match(test.message)) {
        test.file = (*groups)[1];
    }
    describe_block(section, block, test, failure);
    if (const auto* own = innermost_own(failure.frames, section))
        failure.locations = {{own->file, own->line}};
    else if (!test.file.empty())
        failure.locations = {{test.file}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

void match_mocha(const Section& section, Sink& sink) {
    static const base::Regex k_failing("^  (\\d{1,6}) failing$");
    for (std::size_t i = 0; i < section.size(); ++i)
        if (const auto groups = k_failing.match(section.text(i).substr(0, 40)))
            for (const auto& block : blocks_after(section, i, base::to_number((*groups)[1])))
                report(section, block, sink);
}

}  // namespace

// The report behind the one line that tells it can be long.
const Matcher mocha_matcher = {"mocha", {" failing"}, match_mocha, {60, 5000}};

}  // namespace mendel::diagnose
