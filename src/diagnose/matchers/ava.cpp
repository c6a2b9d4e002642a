#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

std::string_view after_cross(std::string_view text) {
    const auto trimmed = base::trim(text);
    for (const std::string_view cross : {"✘ [fail]: ", "✖ [fail]: ", "× [fail]: "})
        if (begins(trimmed, cross))
            return trimmed.substr(cross.size());
    return {};
}

/// The detailed block of a test: its name, "file.js:12", the source, the words, the frames.
struct Block {
    std::string_view name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::optional<Block> block_below(const Section& section, std::size_t from, std::string_view name) {
    const auto bare = name;
    static const base::Regex k_place("^ *\\S+\\.[cm]?[jt]sx?:\\d+$");
    for (auto i = from; i < section.size(); ++i) {
        const auto text = base::trim(section.text(i));
        const bool is_title = text == bare || (bare.size() > text.size() && !text.empty() &&
                                               bare.substr(0, text.size()) == text);
        if (!is_title)
            continue;
        auto place = i + 1;
        while (place < i + 3 && section.text(place).empty())
            ++place;
        const auto below = base::trim(section.text(place));
        const bool is_thrown = below.size() > 1 && text.size() + below.size() == bare.size() &&
                               bare.substr(text.size() + 1) == below.substr(0, below.size() - 1);
        if (!is_thrown && !k_place.found_in(section.text(place).substr(0, 500)))
            continue;
        auto end = place + 1;
        for (std::size_t blanks = 0; end < section.size() && blanks < 3 && end < i + 200; ++end)
            blanks = section.text(end).empty() ? blanks + 1 : 0;
        return Block{name, i, end};
    }
    return std::nullopt;
}

/// "message: 'text'," within what AVA prints of an error: "TypeError {"; quotes are escaped.
std::string thrown_message(std::string_view type, std::string_view words) {
    static const base::Regex k_message("^message: ['`\"](.*)['`\"],$");
    const auto groups = k_message.match(words);
    if (!groups)
        return {};
    return std::string(type) + ": " + base::replace_all((*groups)[1], "\\'", "'");
}

/// A list's elements end in commas, which are no part of them.
void drop_commas(model::FailedTest& test) {
    if (test.expected.empty() || test.actual.empty() || test.expected.back() != ',' ||
        test.actual.back() != ',')
        return;
    test.expected.pop_back();
    test.actual.pop_back();
}

void read_block(const Section& section, const Block& block, model::FailedTest& test,
                model::Failure& failure) {
    static const base::Regex k_place("^ *(\\S+\\.[cm]?[jt]sx?):(\\d+)$");
    static const base::Regex k_source("^ *(?:→ )?\\d+: ");
    static const base::Regex k_difference("^ *([-+]) (.*)$");
    static const base::Regex k_type("^(\\w*(?:Error|Exception)) \\{$");
    std::string_view type;
    bool in_difference = false;
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        const auto place = test.file.empty() ? k_place.match(text) : std::nullopt;
        const auto words = base::trim(text);
        if (place) {
            test.file = (*place)[1];
            test.line = number_of((*place)[2]);
        } else if (const auto thrown = k_type.match(words)) {
            type = (*thrown)[1];
        } else if (!type.empty() && begins(words, "message: ") && test.message.empty()) {
            test.message = thrown_message(type, words);
        } else if (begins(words, "Difference")) {
            in_difference = true;
        } else if (const auto side = in_difference ? k_difference.match(text) : std::nullopt) {
            auto& value = (*side)[1] == "+" ? test.expected : test.actual;
            value += (value.empty() ? "" : "\n") + base::trim(std::string((*side)[2]));
        } else if (!in_difference && test.message.empty() && !words.empty() &&
                   !k_source.found_in(text) && !begins(words, "› ") &&
                   !begins(words, "Error thrown in test") && words.back() != '{' &&
                   words.back() != '}' && words != "─") {
            test.message = words;
        }
    }
    drop_commas(test);
    if (test.message.empty() && in_difference)
        test.message = "expected " + test.expected + ", got " + test.actual;
    failure.frames = node_frames(section, block.begin, block.end);
    if (const auto* own = innermost_own(failure.frames, section); own && test.file.empty()) {
        test.file = own->file;
        test.line = own->line;
    }
    if (const auto error = node_error_of(test.message))
        describe(*error, Category::test_failure, section, failure);
}

/// "✘ Timed out while running tests", the tests that still ran below: "◌ name".
void read_timeout(const Section& section, std::size_t at, Sink& sink) {
    constexpr std::string_view k_pending = "◌ ";
    static const base::Regex k_file("^ *\\d+ tests? (?:was|were) pending in (\\S+)$");
    auto finding = finding_at(at, Category::timeout, "ava", "timeout");
    auto& failure = finding.failure;
    failure.message = "Timed out while running tests";
    std::string file;
    for (auto i = at + 1; i < section.size() && i < at + 40; ++i) {
        const auto text = base::trim(section.text(i));
        if (const auto groups = k_file.match(text.substr(0, 1000)))
            file = (*groups)[1];
        else if (begins(text, k_pending))
            failure.tests.push_back({std::string(text.substr(k_pending.size())), file});
        else if (!text.empty())
            break;
        finding.end = i + 1;
    }
    if (!file.empty())
        failure.locations = {{file}};
    sink.report(std::move(finding));
}

/// "Uncaught exception in test/a.mjs", the error's own words below.
void read_uncaught(const Section& section, std::size_t at, Sink& sink) {
    constexpr std::string_view k_head = "Uncaught exception in ";
    for (auto i = at + 1; i < section.size() && i < at + 4; ++i) {
        const auto words = base::trim(section.text(i));
        const auto error = node_error_of(words);
        if (!error)
            continue;
        auto finding = finding_at(i, Category::runtime_error, "ava", "uncaught-exception");
        finding.begin = at;
        describe(*error, Category::runtime_error, section, finding.failure);
        finding.failure.locations = {
            {std::string(base::trim(section.text(at)).substr(k_head.size()))}};
        sink.report(std::move(finding));
        return;
    }
}

/// "✘ [fail]: name message" in the list, and the block that tells of it below.
void match_ava(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (base::trim(section.text(i)) == "✘ Timed out while running tests" && !section.claimed(i))
            read_timeout(section, i, sink);
        if (begins(base::trim(section.text(i)), "Uncaught exception in ") && !section.claimed(i))
            read_uncaught(section, i, sink);
        const auto name = after_cross(section.text(i));
        if (name.empty() || section.claimed(i))
            continue;
        auto finding = finding_at(i, Category::test_failure, "ava", "AssertionError");
        model::FailedTest test{std::string(name)};
        if (const auto block = block_below(section, i + 1, name)) {
            read_block(section, *block, test, finding.failure);
            finding.line = block->begin;
            finding.begin = block->begin;
            finding.end = block->end;
            test.name = base::trim(section.text(block->begin));
        }
        if (test.message.empty())
            test.message = std::string(name) + " failed";
        if (finding.failure.message.empty())
            finding.failure.message = test.message;
        if (!test.file.empty())
            finding.failure.locations = {{test.file, test.line}};
        finding.failure.tests = {std::move(test)};
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher ava_matcher = {
    "ava", {"[fail]: ", "Timed out while running tests", "Uncaught exception in "}, match_ava};

}  // namespace mendel::diagnose
