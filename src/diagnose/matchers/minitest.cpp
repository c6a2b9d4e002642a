#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/ruby_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "ATest#test_b [test/a_test.rb:7]:" of Minitest, "test_b(ATest) [a.rb:7]:" of its first years,
/// "test_b(ATest)" behind test-unit's "Failure: ".
struct Head {
    std::string name;
    model::Location place;
};

std::optional<Head> head_of(std::string_view text) {
    static const base::Regex k_now(
        "^((?:[A-Z]\\w*(?:::|\\.)?)+\\S*?#test_.+?|[A-Z][\\w:]*#.+?)(?: \\[(.+?):(\\d+)\\])?:$");
    static const base::Regex k_then(
        "^(test\\w*[^()]*)\\(([A-Z][\\w:]*)\\)(?: ?\\[(.+?):(\\d+)\\])?:?$");
    text = base::trim(text).substr(0, 2000);
    if (const auto groups = k_now.match(text))
        return Head{std::string((*groups)[1]),
                    {std::string((*groups)[2]), number_of((*groups)[3])}};
    if (const auto groups = k_then.match(text))
        return Head{std::string((*groups)[2]) + "#" + std::string((*groups)[1]),
                    {std::string((*groups)[3]), number_of((*groups)[4])}};
    return std::nullopt;
}

void read_values(const Section& section, std::size_t begin, std::size_t end,
                 model::FailedTest& test) {
    static const base::Regex k_expected("^(?:Expected:|-) ?(.+)$");
    static const base::Regex k_actual("^(?:Actual:|\\+) ?(.+)$");
    static const base::Regex k_unit("^<(.*)> expected but was$");
    for (auto i = begin; i < end; ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 1000);
        if (begins(text, "--- ") || begins(text, "+++ "))
            continue;
        if (const auto unit = k_unit.match(text)) {
            test.expected = (*unit)[1];
            const auto next = base::trim(section.text(i + 1));
            test.actual =
                next.size() > 2 && next[0] == '<' ? next.substr(1, next.rfind('>') - 1) : next;
        } else if (const auto expected = k_expected.match(text);
                   expected && test.expected.empty()) {
            test.expected = (*expected)[1];
        } else if (const auto actual = k_actual.match(text); actual && test.actual.empty()) {
            test.actual = (*actual)[1];
        }
    }
}

struct Block {
    Head head;
    bool is_error = false;
    std::size_t begin = 0;
    std::size_t first = 0;
    std::size_t end = 0;
};

void describe_block(const Section& section, const Block& block, const model::FailedTest& test,
                    model::Failure& failure) {
    static const base::Regex k_excerpt(
        "^\\s*(?:=> +)?\\d+:(?: |$)");  // test-unit quotes the source
    std::string_view said;
    for (auto i = block.first; i < block.end && said.empty(); ++i)
        if (!ruby_frame_of(section.text(i)) && !k_excerpt.found_in(section.text(i).substr(0, 500)))
            said = base::trim(section.text(i));
    failure.rule = "Assertion";
    failure.message = said;
    if (const auto error = block.is_error ? ruby_error_of(said) : std::nullopt)
        describe(failure, *error);
    else if (!(test.expected.empty() && test.actual.empty()) && !begins(said, "<"))
        failure.message =
            (begins(said, "Expected:") || begins(said, "--- ") ? "" : std::string(said) + " ") +
            "expected " + test.expected + ", actual " + test.actual;
    else if (!test.actual.empty())
        failure.message += " <" + test.actual + ">";
}

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.begin, Category::test_failure, "minitest", "");
    finding.begin = block.begin;
    finding.end = std::max(block.end, block.begin + 1);
    auto& failure = finding.failure;
    failure.frames = ruby_frames(section, block.first, block.end);
    model::FailedTest test{block.head.name};
    test.file = block.head.place.file;
    test.line = block.head.place.line;
    read_values(section, block.first, block.end, test);
    describe_block(section, block, test, failure);
    if (failure.message.empty())
        failure.message = block.head.name + " failed";
    test.message = failure.message;
    if (!test.file.empty())
        failure.locations = {{test.file, test.line}};
    for (const auto& frame : failure.frames)
        if (test.file.empty() && base::contains(frame.file, "test") && frame.file[0] != '<' &&
            !base::contains(frame.file, "/gems/")) {
            test.file = frame.file;
            test.line = frame.line;
        }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// Where the lines of a test end: at an empty line that no more frames or text of it follow.
std::size_t end_of_block(const Section& section, std::size_t at) {
    static const base::Regex k_next(
        "^ *(?:\\d+\\) )?(?:Failure|Error|Skipped|Omission)(?::|:.*\\(.*\\))$|"
        "^(?:bin/|bundle exec |ruby |rake )?(?:rails )?test \\S+:\\d+$|^Finished in |"
        "^\\d+ (?:runs|tests), |^={20,}$|^rails test |^bin/test ");
    auto end = at;
    std::size_t blanks = 0;
    for (auto i = at; i < section.size() && i < at + 300 && blanks < 2; ++i) {
        const auto text = section.text(i);
        if (k_next.found_in(text.substr(0, 500)))
            break;
        blanks = text.empty() ? blanks + 1 : 0;
        if (!text.empty())
            end = i + 1;
    }
    return end;
}

/// "  1) Failure:", "Error:" alone, "Failure: test_b(ATest)": what the test's line follows or ends.
std::optional<Block> block_at(const Section& section, std::size_t at) {
    static const base::Regex k_label("^ *(?:\\d+\\) )?(Failure|Error):(?: (.+))?$");
    const auto groups = k_label.match(section.text(at).substr(0, 1000));
    if (!groups)
        return std::nullopt;
    const bool is_inline = !(*groups)[2].empty();
    const auto head = head_of(is_inline ? (*groups)[2] : section.text(at + 1));
    if (!head)
        return std::nullopt;
    Block block{*head, (*groups)[1] == "Error", at, at + (is_inline ? 1 : 2), 0};
    block.end = end_of_block(section, block.first);
    return block;
}

/// test-unit prints the exception behind the name ("Error: test_b(A): NoMethodError: text").
std::optional<Block> unit_error_at(const Section& section, std::size_t at) {
    static const base::Regex k_error("^Error: (test[^(]*)\\(([A-Z][\\w:]*)\\): (.+)$");
    const auto groups = k_error.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    Block block{{std::string((*groups)[2]) + "#" + std::string((*groups)[1]), {}}, true, at, at, 0};
    block.end = end_of_block(section, at + 1);
    return block;
}

void match_minitest(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        if (const auto block = block_at(section, i)) {
            report(section, *block, sink);
            i = std::max(i, block->end - 1);
        } else if (const auto unit = unit_error_at(section, i)) {
            static const base::Regex k_words("\\): (.+)$");
            auto finding = finding_at(i, Category::test_failure, "minitest", "");
            finding.end = std::max(unit->end, i + 1);
            const auto words = k_words.match(section.text(i).substr(0, 2000));
            finding.failure.message = (*words)[1];
            if (const auto error = ruby_error_of((*words)[1]))
                describe(finding.failure, *error);
            finding.failure.frames = ruby_frames(section, i + 1, finding.end);
            model::FailedTest test{unit->head.name};
            test.message = finding.failure.message;
            if (!finding.failure.frames.empty()) {
                test.file = finding.failure.frames[0].file;
                test.line = finding.failure.frames[0].line;
            }
            finding.failure.tests = {std::move(test)};
            i = finding.end - 1;
            sink.report(std::move(finding));
        }
    }
}

}  // namespace

const Matcher minitest_matcher = {"minitest", {"Failure:", "Error:"}, match_minitest};

}  // namespace mendel::diagnose
