#include <algorithm>
#include <map>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

struct Block {
    std::string name;
    std::string_view tool;
    std::size_t begin = 0;
    std::size_t first = 0;
    std::size_t end = 0;
};

/// Karma prints the browser's frames: "at UserContext.<anonymous> (src/a.spec.js:3:5)".
void report(const Section& section, const Block& block, Sink& sink) {
    static const base::Regex k_values(
        "^Expected (.{1,200}?) (?:to (?:be|equal|contain|match|have)\\S*|not to \\S+) "
        "(.{1,200}?)\\.?$");
    auto finding = finding_at(block.first, Category::test_failure, block.tool, "AssertionError");
    finding.begin = block.begin;
    finding.end = block.end;
    auto& failure = finding.failure;
    model::FailedTest test{block.name};
    for (auto i = block.first; i < block.end && test.message.empty(); ++i) {
        const auto text = base::trim(section.text(i));
        if (!text.empty() && text != "Message:" && text != "Failed:" &&
            !node_frame_of(section.text(i)))
            test.message = text;
    }
    failure.frames = node_frames(section, block.first, block.end);
    failure.message = test.message.empty() ? block.name + " failed" : test.message;
    if (const auto error = node_error_of(test.message))
        describe(*error, Category::test_failure, section, failure);
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    if (const auto values = k_values.match(test.message)) {
        test.actual = (*values)[1];
        test.expected = (*values)[2];
    }
    if (const auto* own = innermost_own(failure.frames, section)) {
        failure.locations = {{own->file, own->line}};
        test.file = own->file;
        test.line = own->line;
    }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// "Chrome 90.0 (Linux) suite test FAILED", its lines indented by a tab or more below.
std::optional<Block> karma_at(const Section& section, std::size_t at) {
    static const base::Regex k_failed(
        "^(?:\\S+ )?[A-Z]\\w+(?: Headless)? [\\d.]+ \\([^)]*\\) (?:ERROR: )?(\\S.*?) FAILED$");
    auto text = section.text(at).substr(0, 2000);
    const auto groups = k_failed.match(text);
    if (!groups || begins((*groups)[1], "Executed"))
        return std::nullopt;
    auto end = at + 1;
    while (end < section.size() && end < at + 100 &&
           (begins(section.text(end), "\t") || begins(section.text(end), "    ")))
        ++end;
    return Block{std::string((*groups)[1]), "karma", at, at + 1, std::min(end, section.size())};
}

/// "1) suite test" below "Failures:", "Message:" and "Stack:" under it.
std::optional<Block> jasmine_at(const Section& section, std::size_t at) {
    static const base::Regex k_head("^ *\\d+\\) (\\S.*)$");
    const auto groups = k_head.match(section.text(at).substr(0, 2000));
    if (!groups || base::trim(section.text(at + 1)) != "Message:")
        return std::nullopt;
    auto end = at + 2;
    while (end < section.size() && end < at + 100 && !section.text(end).empty() &&
           !k_head.found_in(section.text(end).substr(0, 200)))
        ++end;
    return Block{std::string((*groups)[1]), "jasmine", at, at + 2, end};
}

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    return at == std::string_view::npos ? text.size() : at;
}

/// Karma's reporter for Mocha: below "FAILED TESTS:" the suites by indentation, "✖ name", the
/// browser, the words.
void match_karma_list(const Section& section, std::size_t from, Sink& sink) {
    constexpr std::string_view k_cross = "✖ ";
    std::map<std::size_t, std::string> suites;
    for (auto i = from; i < section.size(); ++i) {
        const auto text = section.text(i);
        const auto words = base::trim(text);
        const auto indent = indent_of(text);
        if (words.empty() || section.claimed(i))
            continue;
        suites.erase(suites.lower_bound(indent), suites.end());
        if (!begins(words, k_cross)) {
            suites[indent] = words;
            continue;
        }
        Block block{{}, "karma", i, i + 1, i + 1};
        for (const auto& [depth, suite] : suites)
            block.name += suite + " ";
        block.name += words.substr(k_cross.size());
        if (base::contains(section.text(block.first), "("))
            ++block.first;  // the browser
        block.end = block.first;
        while (block.end < section.size() && block.end < i + 60 && !section.text(block.end).empty())
            ++block.end;
        report(section, block, sink);
        i = block.end - 1;
    }
}

void match_jasmine(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        if (section.text(i) == "FAILED TESTS:")
            match_karma_list(section, i + 1, sink);
        auto block = jasmine_at(section, i);
        if (!block && contains(section.text(i), " FAILED"))
            block = karma_at(section, i);
        if (block) {
            report(section, *block, sink);
            i = block->end - 1;
        }
    }
}

}  // namespace

const Matcher jasmine_matcher = {
    "jasmine", {") FAILED", " FAILED", "Message:", "FAILED TESTS:"}, match_jasmine};

}  // namespace mendel::diagnose
