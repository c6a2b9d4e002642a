#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "/x/tests/ATest.php:12", alone or behind a bar of the testdox printer, phpunit.phar aside.
std::optional<model::Frame> frame_of(std::string_view text) {
    static const base::Regex k_frame(
        "^(?:│ *)?(?:at )?((?:[A-Za-z]:)?[^\\s:]+\\.(?:php|phpt|inc)):(\\d+)$");
    const auto groups = k_frame.match(base::trim(text).substr(0, 1000));
    if (!groups)
        return std::nullopt;
    return model::Frame{std::string((*groups)[1]), number_of((*groups)[2])};
}

bool is_library(std::string_view file) {
    return contains(file, "/vendor/") || begins(file, "vendor/") || begins(file, "phar://") ||
           contains(file, "/.phpunit/") || begins(file, "/usr/");
}

void read_values(std::string_view message, model::FailedTest& test) {
    static const base::Regex k_matches(
        "(?s)^Failed asserting that (.{1,300}?) (?:matches expected|is identical to|is equal to|"
        "equals) (.{1,300}?)\\.(?:\\n|$)");
    static const base::Regex k_is(
        "^Failed asserting that (.{1,200}?) (is [a-z].{0,100}?)\\.(?:\\n|$)");
    static const base::Regex k_diff("(?s)--- Expected\\n\\+\\+\\+ Actual\\n@@ @@\\n(.*)$");
    if (const auto diff = k_diff.match(message)) {
        for (const auto line : base::split((*diff)[1], '\n')) {
            auto* side = begins(line, "-")   ? &test.expected
                         : begins(line, "+") ? &test.actual
                                             : nullptr;
            if (side != nullptr && side->size() < 1000)
                side->append(side->empty() ? "" : "\n").append(line.substr(1));
        }
    } else if (const auto matches = k_matches.match(message)) {
        test.actual = (*matches)[1];
        test.expected = (*matches)[2];
    } else if (const auto is = k_is.match(message)) {
        test.actual = (*is)[1];
        test.expected = (*is)[2];
    }
}

void describe(std::string_view message, model::Failure& failure) {
    static const base::Regex k_type(
        "^((?:[\\w]+\\\\)*)(\\w*(?:Exception|Error|Warning|Notice|Deprecated))(?:: (.*))?$");
    static const base::Regex k_class(
        "^Error: (?:Class|Interface|Trait) [\"']([^\"']+)[\"'] not found");
    const auto first = base::split(message, '\n')[0];
    failure.message = first;
    failure.rule = "AssertionFailed";
    if (const auto groups = k_type.match(first))
        failure.rule = (*groups)[2];
    if (const auto groups = k_class.match(first)) {
        failure.category = Category::import_error;
        failure.subject = (*groups)[1];
    }
}

struct Block {
    std::string name;
    std::size_t begin = 0;
    std::size_t first = 0;
    std::size_t end = 0;
};

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.first, Category::test_failure, "phpunit", "");
    finding.begin = block.begin;
    finding.end = block.end;
    auto& failure = finding.failure;
    std::string message;
    for (auto i = block.first; i < block.end; ++i) {
        auto text = base::trim(section.text(i));
        if (begins(text, "│"))
            text = base::trim(text.substr(std::string_view("│").size()));
        if (auto frame = frame_of(text))
            failure.frames.insert(failure.frames.begin(), std::move(*frame));
        else if (failure.frames.empty() && message.size() < 8000 &&
                 !(message.empty() && text.empty()))
            message.append(message.empty() ? "" : "\n").append(text);
    }
    describe(message, failure);
    if (failure.message.empty())
        failure.message = block.name + " failed";
    model::FailedTest test{block.name};
    test.message = failure.message;
    read_values(message, test);
    for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame)
        if (!is_library(frame->file)) {
            if (failure.locations.empty())
                failure.locations = {{frame->file, frame->line}};
            test.file = frame->file;
            test.line = frame->line;
        }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// Lists of what fails a run; those of skipped, incomplete and risky tests do not.
bool opens_list(std::string_view text) {
    static const base::Regex k_open(
        "^There (?:was|were) \\d+ (?:PHPUnit )?(?:failures?|errors?):$");
    return begins(text, "There w") && k_open.found_in(text.substr(0, 100));
}

bool closes_list(std::string_view text) {
    static const base::Regex k_close(
        "^(?:There (?:was|were) \\d+ |FAILURES!|ERRORS!|OK|WARNINGS!|Tests: \\d+|Generating code|"
        "Remaining |Legacy deprecation|--$)");
    return k_close.found_in(text.substr(0, 100));
}

/// "1) Pkg\ATest::testB with data set #0", the message, an empty line, the frames.
void match_lists(const Section& section, Sink& sink) {
    static const base::Regex k_head("^\\d+\\) (\\S.*)$");
    bool in_list = false;
    bool is_open = false;
    Block block;
    const auto finish = [&](std::size_t end) {
        block.end = end;
        if (is_open)
            report(section, block, sink);
        is_open = false;
    };
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        auto head = in_list ? k_head.match(text.substr(0, 1000)) : std::nullopt;
        if (head && !contains((*head)[1], "::") && !contains((*head)[1], ".phpt"))
            head = std::nullopt;  // JUnit numbers its failures too
        const bool closes = in_list && !head && closes_list(text);
        if (head || closes)
            finish(i);
        if (head) {
            block = Block{std::string((*head)[1]), i, i + 1, i + 1};
            is_open = true;
        }
        in_list = (in_list && !closes) || opens_list(text);
    }
    finish(section.size());
}

/// " ✘ Name [1.2 ms]" of the testdox printer, below "Title (Pkg\ATest)".
void match_testdox(const Section& section, Sink& sink) {
    static const base::Regex k_class("^.+ \\(([\\w\\\\]+)\\)$");
    static const base::Regex k_cross("^ *(?:✘|⨯) (.+?)(?: *\\[?[\\d.]+ ?m?s\\]?)?$");
    std::string type;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        if (const auto groups = k_class.match(text); groups && text[0] != ' ')
            type = (*groups)[1];
        const auto cross = k_cross.match(text);
        if (!cross || !begins(base::trim(section.text(i + 1)), "│"))
            continue;
        auto end = i + 1;
        while (end < section.size() && begins(base::trim(section.text(end)), "│"))
            ++end;
        report(section,
               {(type.empty() ? "" : type + "::") + std::string((*cross)[1]), i, i + 1, end}, sink);
        i = end - 1;
    }
}

/// "   FAILED  Tests\ATest > it works" of Pest and artisan, the message, "at tests/ATest.php:12".
void match_pest(const Section& section, Sink& sink) {
    static const base::Regex k_head(
        "^ *• +(\\S+ > .+)$|^ +FAILED +(\\S+ > .+?)(?: +\\w+(?:Exception|Error))?$");
    static const base::Regex k_at("^ *at (\\S+\\.php):(\\d+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto head = k_head.match(section.text(i).substr(0, 1000));
        if (!head)
            continue;
        const auto name = (*head)[1].empty() ? (*head)[2] : (*head)[1];
        for (auto at = i + 1; at < section.size() && at < i + 60; ++at) {
            const auto place = k_at.match(section.text(at).substr(0, 1000));
            if (!place)
                continue;
            report(section, {std::string(name), i, i + 1, at + 1}, sink);
            break;
        }
    }
}

void match_phpunit(const Section& section, Sink& sink) {
    match_lists(section, sink);
    if (!sink.has_problem())
        match_testdox(section, sink);
    if (!sink.has_problem())
        match_pest(section, sink);
}

}  // namespace

const Matcher phpunit_matcher = {
    "phpunit", {"There was 1 ", "There were ", "✘ ", "⨯ ", " FAILED  "}, match_phpunit};

}  // namespace mendel::diagnose
