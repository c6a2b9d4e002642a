#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/ruby_error.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    return at == std::string_view::npos ? text.size() : at;
}

/// "  1) Calculator adds" and what stands below it, deeper or empty.
struct Block {
    std::string name;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// What "expected: 3" / "got: 2" and "expected 3 to be nil" say.
void read_values(const Section& section, const Block& block, model::FailedTest& test) {
    static const base::Regex k_expected("^expected:? (.*)$");
    static const base::Regex k_got("^(?:got|but got): (.*)$");
    for (auto i = block.begin + 1; i < block.end; ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 2000);
        const auto expected = k_expected.match(text);
        if (expected && test.expected.empty() && begins(text, "expected:"))
            test.expected = base::trim((*expected)[1]);
        if (const auto got = k_got.match(text); got && test.actual.empty())
            test.actual = base::trim((*got)[1]);
    }
}

/// The words below "Failure/Error: source": the exception, or the expectation.
void describe_block(const Section& section, const Block& block, std::size_t failure_line,
                    model::Failure& failure) {
    std::string said;
    std::size_t blanks = 0;
    for (auto i = failure_line + 1; i < block.end; ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 2000);
        if (ruby_frame_of(text))
            break;
        if (text.empty()) {
            blanks += said.empty() ? 1 : 0;
            continue;
        }
        if (const auto error = ruby_error_of(text)) {
            RubyError whole = *error;
            if (whole.message.empty())
                whole.message = base::trim(section.text(i + 1));
            describe(failure, whole);
            return;
        }
        if (begins(text, "expected") || begins(text, "Expected") || said.empty())
            said = (begins(said, "expected") ? said + "; " : std::string{}) + std::string(text);
        if (begins(text, "got:"))
            said += "; " + std::string(text);
    }
    failure.rule = "ExpectationNotMetError";
    failure.message = said;
}

std::size_t failure_line_of(const Section& section, const Block& block) {
    for (auto i = block.begin + 1; i < block.end; ++i)
        if (begins(base::trim(section.text(i)), "Failure/Error:"))
            return i;
    return block.begin + 1;
}

/// "rspec ./spec/a_spec.rb:4 # Calculator adds" below "Failed examples:".
model::Location listed_place(const Section& section, std::string_view name) {
    static const base::Regex k_listed("^rspec '?(\\./)?([^\\s:'\\[]+)(?::(\\d+))?\\S* # (.*)$");
    for (std::size_t i = section.size(); i-- > 0;) {
        if (!begins(section.text(i), "rspec "))
            continue;
        const auto groups = k_listed.match(section.text(i).substr(0, 4000));
        if (groups && base::trim((*groups)[4]) == name)
            return {std::string((*groups)[2]), number_of((*groups)[3])};
    }
    return {};
}

void report(const Section& section, const Block& block, Sink& sink) {
    const auto line = failure_line_of(section, block);
    auto finding = finding_at(line, Category::test_failure, "rspec", "");
    finding.begin = block.begin;
    finding.end = block.end;
    auto& failure = finding.failure;
    describe_block(section, block, line, failure);
    if (failure.message.empty())
        failure.message = base::trim(section.text(line));
    failure.frames = ruby_frames(section, line, block.end);
    model::FailedTest test{block.name};
    test.message = failure.message;
    read_values(section, block, test);
    const auto place = listed_place(section, block.name);
    test.file = place.file;
    test.line = place.line;
    for (const auto& frame : failure.frames)
        if (test.file.empty() && contains(frame.file, "_spec.rb")) {
            test.file = frame.file;
            test.line = frame.line;
        }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// A numbered block ends where a line stands that is not deeper than its number.
Block block_at(const Section& section, std::size_t at, std::string_view name) {
    Block block{std::string(base::trim(name)), at, at + 1};
    const auto indent = indent_of(section.text(at));
    for (auto i = at + 1; i < section.size() && i < at + 2000; ++i) {
        const auto text = section.text(i);
        if (text.empty())
            continue;
        if (indent_of(text) <= indent)
            break;
        block.end = i + 1;
    }
    return block;
}

/// "An error occurred while loading ./spec/a_spec.rb." and the error below.
std::size_t match_load(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_load(
        "^An error occurred (?:while loading|in a `[^`]+` hook)\\.? ?(?:(?:\\./)?(\\S+?)\\.?)?(?: "
        "- Did you mean\\?)?$");
    const auto groups = k_load.match(section.text(at).substr(0, 1000));
    if (!groups)
        return at;
    auto finding = finding_at(at, Category::test_failure, "rspec", "load");
    auto& failure = finding.failure;
    failure.message = section.text(at);
    auto i = at + 1;
    for (; i < section.size() && i < at + 60; ++i) {
        const auto text = section.text(i);
        if (begins(text, "An error occurred") || begins(text, "Run options:") ||
            begins(text, "Finished in") || begins(text, "No examples"))
            break;
        auto error = ruby_error_of(text);
        if (error && failure.rule == "load") {
            if (error->message.empty())
                error->message = base::trim(section.text(i + 1));
            describe(failure, *error);
            finding.line = i;
        }
    }
    finding.begin = at;
    finding.end = i;
    failure.frames = ruby_frames(section, at + 1, i);
    if (!(*groups)[1].empty())
        failure.locations = {{std::string((*groups)[1])}};
    sink.report(std::move(finding));
    return i - 1;
}

const base::Regex& numbered() {
    static const base::Regex k_head("^ *\\d+(?:\\.\\d+)?\\) (\\S.*)$");
    return k_head;
}

bool begins_pending(std::string_view text) {
    return text == "Pending:" || begins(text, "Pending: (");
}

/// One past the examples below "Pending:", which are expected to fail.
std::size_t end_of_pending(const Section& section, std::size_t at) {
    auto i = at + 1;
    while (i < section.size()) {
        const auto text = section.text(i).substr(0, 2000);
        if (text.empty())
            ++i;
        else if (text[0] == ' ' && numbered().found_in(text))
            i = block_at(section, i, text).end;
        else
            break;
    }
    return i;
}

void match_rspec(const Section& section, Sink& sink) {
    bool in_list = false;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (begins(text, "An error occurred ")) {
            i = match_load(section, i, sink);
            continue;
        }
        if (begins_pending(text)) {
            const auto end = end_of_pending(section, i);
            sink.pass_over(i, end);
            i = end - 1;
            in_list = false;
            continue;
        }
        in_list = (in_list || text == "Failures:") && !begins(text, "Finished in ");
        if (!in_list || section.claimed(i))
            continue;
        const auto head = numbered().match(text.substr(0, 2000));
        if (!head)
            continue;
        const auto block = block_at(section, i, (*head)[1]);
        if (failure_line_of(section, block) > i + 4)
            continue;
        report(section, block, sink);
        i = block.end - 1;
    }
}

}  // namespace

const Matcher rspec_matcher = {
    "rspec",
    {"Failure/Error:", "Pending: (", "An error occurred while loading", "An error occurred in a"},
    match_rspec};

}  // namespace mendel::diagnose
