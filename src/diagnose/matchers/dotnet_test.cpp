#include <algorithm>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// A failed test of the .NET runners and the lines that tell of it.
struct Block {
    std::string name;
    std::string_view tool;
    std::size_t begin = 0;
    std::size_t first = 0;  ///< of the message
    std::size_t end = 0;
};

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "at Type.Method() in /x/A.cs:line 12", "A.cs(12,0): at Type.Method()" of xunit's own runner,
/// "[0x00001] in <hash>:0" of Mono.
std::optional<model::Frame> frame_of(std::string_view text) {
    static const base::Regex k_in("^at (.+?) (?:\\[0x[0-9a-f]+\\] )?in (.+?):(?:line )?(\\d+)");
    static const base::Regex k_xunit("^(\\S+\\.(?:cs|fs|vb))\\((\\d+),\\d+\\): at (.+)$");
    static const base::Regex k_bare("^at ([\\w.`+<>\\[\\], ]+\\(.*\\))$");
    text = base::trim(text).substr(0, 2000);
    if (const auto groups = k_in.match(text)) {
        const bool is_hash = (*groups)[2].substr(0, 1) == "<";
        return model::Frame{std::string((*groups)[2]), is_hash ? 0 : number_of((*groups)[3]),
                            std::string((*groups)[1])};
    }
    if (const auto groups = k_xunit.match(text))
        return model::Frame{std::string((*groups)[1]), number_of((*groups)[2]),
                            std::string((*groups)[3])};
    if (const auto groups = k_bare.match(text))
        return model::Frame{"<unknown>", 0, std::string((*groups)[1])};
    return std::nullopt;
}

void read_values(std::string_view message, model::FailedTest& test) {
    static const base::Regex k_angle("(?s)Expected:<(.*?)>\\. Actual:<(.*?)>");
    static const base::Regex k_lines(
        "(?s)Expected:\\s+(.*?)\\n\\s*(?:Actual|But was|Received):\\s+(.*?)(?:\\n|$)");
    static const base::Regex k_fluent(
        "(?s)^Expected .*? to be (.*?)(?: because .*?)?, but (?:found|it was) (.*?)\\.?$");
    for (const auto* pattern : {&k_angle, &k_lines, &k_fluent})
        if (const auto groups = pattern->match(message)) {
            test.expected = base::trim((*groups)[1]);
            test.actual = base::trim((*groups)[2]);
            return;
        }
}

/// The exception's type in front of a message ("System.InvalidOperationException : text").
std::string type_in(std::string_view message) {
    static const base::Regex k_type("^(?:[A-Za-z]\\w*\\.)*(\\w+(?:Exception|Error)) ?: ");
    static const base::Regex k_assert("^((?:Xunit\\.)?Assert\\.\\w+)");
    if (const auto groups = k_type.match(message))
        return std::string((*groups)[1]);
    return k_assert.found_in(message) ? "Assert" : "AssertionException";
}

/// "[xUnit.net 00:00:00.61]" in front of what xunit says under dotnet test.
std::string_view without_clock(std::string_view text) {
    static const base::Regex k_clock("^\\[xUnit\\.net [\\d:.]+\\]");
    if (const auto groups = k_clock.match(text))
        text.remove_prefix((*groups)[0].size());
    return text;
}

/// MSTest names the method alone; the stack has its class.
std::string qualified(const std::string& name, const std::vector<model::Frame>& frames) {
    for (const auto& frame : frames)
        if (!contains(name, ".") && contains(frame.function, "." + name + "("))
            return frame.function.substr(0, frame.function.find('('));
    return name;
}

void report(const Section& section, const Block& block, Sink& sink) {
    auto finding = finding_at(block.first, Category::test_failure, block.tool, "");
    finding.begin = block.begin;
    finding.end = block.end;
    auto& failure = finding.failure;
    std::string message;
    for (auto i = block.first; i < block.end; ++i) {
        const auto text = without_clock(section.text(i).substr(0, 2000));
        if (auto frame = frame_of(text))
            failure.frames.push_back(std::move(*frame));
        else if (failure.frames.empty() && !contains(text, "Stack Trace:") && message.size() < 8000)
            message.append(message.empty() ? "" : "\n").append(base::trim(text));
    }
    std::reverse(failure.frames.begin(), failure.frames.end());
    failure.message = base::split(message, '\n')[0];
    failure.rule = type_in(failure.message);
    model::FailedTest test{qualified(block.name, failure.frames)};
    read_values(message, test);
    if (begins(failure.message, "Expected:"))
        failure.message = "expected " + test.expected + ", actual " + test.actual;
    else if (!(test.expected.empty() && test.actual.empty()) &&
             !contains(failure.message, test.actual))
        failure.message += "; expected " + test.expected + ", actual " + test.actual;
    if (failure.message.empty())
        failure.message = block.name + " failed";
    test.message = failure.message;
    for (const auto& frame : failure.frames)
        if (frame.line > 0) {
            test.file = frame.file;
            test.line = frame.line;
            break;
        }
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    return at == std::string_view::npos ? text.size() : at;
}

/// "  Failed Name [12 ms]", "Error Message:", text, "Stack Trace:", frames of vstest.
std::optional<Block> vstest_at(const Section& section, std::size_t at) {
    static const base::Regex k_failed("^\\s*(?:X|Failed)\\s+(\\S.*?)(?: \\[[<\\d][^\\]]*\\])?$");
    if (base::trim(section.text(at + 1)) != "Error Message:")
        return std::nullopt;
    const auto groups = k_failed.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    Block block{std::string((*groups)[1]), "dotnet test", at, at + 2, at + 2};
    bool in_trace = false;
    for (auto i = at + 2; i < section.size() && i < at + 400; ++i) {
        const auto text = section.text(i);
        const auto rest = base::trim(text);
        in_trace = in_trace || rest == "Stack Trace:";
        const bool is_over = begins(rest, "Failed ") || begins(rest, "Passed ") ||
                             begins(rest, "Standard Output Messages") || begins(rest, "Skipped ") ||
                             begins(rest, "Total tests:") || begins(rest, "[xUnit.net") ||
                             (in_trace && rest.empty());
        if (is_over)
            break;
        block.end = i + 1;
    }
    return block;
}

/// "    Type.Method [FAIL]" of xunit, deeper lines below it.
std::optional<Block> xunit_at(const Section& section, std::size_t at) {
    static const base::Regex k_fail("^(?:\\[xUnit\\.net [\\d:.]+\\])?(\\s+)(\\S.*?) \\[FAIL\\]$");
    const auto groups = k_fail.match(section.text(at).substr(0, 2000));
    if (!groups || base::contains((*groups)[2], " ..."))  // Twisted's trial fills up with blanks
        return std::nullopt;
    Block block{std::string((*groups)[2]), "xunit", at, at + 1, at + 1};
    const auto indent = (*groups)[1].size();
    for (auto i = at + 1; i < section.size() && i < at + 300; ++i) {
        const auto text = without_clock(section.text(i));
        if (!text.empty() && indent_of(text) <= indent)
            break;
        block.end = i + 1;
    }
    while (block.end > at + 1 && base::trim(section.text(block.end - 1)).empty())
        --block.end;
    return block;
}

/// "1) Failed : Type.Method" (NUnit 3), "1) Test Failure : Type.Method" (NUnit 2).
std::optional<Block> nunit_at(const Section& section, std::size_t at) {
    static const base::Regex k_head(
        "^\\d+\\) (?:Failed|Error|Test Failure|Test Error|TearDown Error) : (\\S.*)$");
    const auto groups = k_head.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    Block block{std::string((*groups)[1]), "nunit", at, at + 1, at + 1};
    bool has_frames = false;
    for (auto i = at + 1; i < section.size() && i < at + 200; ++i) {
        const auto text = section.text(i);
        if (k_head.found_in(text.substr(0, 200)) || (text.empty() && has_frames) ||
            begins(text, "Run Settings") || begins(text, "Test Run Summary"))
            break;
        has_frames = has_frames || frame_of(text).has_value();
        block.end = i + 1;
    }
    return block;
}

/// "Unhandled exception. System.X: text", "Unhandled Exception:".
std::optional<Finding> unhandled_at(const Section& section, std::size_t at) {
    const auto text = section.text(at);
    if (!begins(text, "Unhandled exception. ") && !begins(text, "Unhandled Exception:"))
        return std::nullopt;
    auto finding = finding_at(at, Category::runtime_error, "dotnet", "");
    auto& failure = finding.failure;
    auto words = base::trim(text.substr(20));
    auto i = at + 1;
    if (words.empty() && i < section.size())
        words = base::trim(section.text(i++));
    for (; i < section.size() && i < at + 60; ++i) {
        auto frame = frame_of(section.text(i));
        if (!frame)
            break;
        failure.frames.insert(failure.frames.begin(), std::move(*frame));
    }
    finding.end = i;
    failure.message = words;
    failure.rule = type_in(words);
    failure.severity = model::Severity::high;
    failure.confidence = 0.7;
    return finding;
}

/// vstest and NUnit tell a test in full; xunit's own lines count for what they left out.
void match_tests(const Section& section, Sink& sink) {
    std::set<std::string> known;
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto block = section.claimed(i) ? std::nullopt : vstest_at(section, i);
        if (!block && !section.claimed(i))
            block = nunit_at(section, i);
        if (!block)
            continue;
        known.insert(block->name);
        report(section, *block, sink);
        i = block->end - 1;
    }
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto block = section.claimed(i) ? std::nullopt : xunit_at(section, i);
        if (block && known.insert(block->name).second)
            report(section, *block, sink);
    }
}

void match_dotnet_test(const Section& section, Sink& sink) {
    match_tests(section, sink);
    if (sink.has_problem())
        return;
    for (std::size_t i = 0; i < section.size(); ++i)
        if (auto finding = unhandled_at(section, i))
            sink.report(std::move(*finding));
}

}  // namespace

const Matcher dotnet_test_matcher = {
    "dotnet test",
    {"Error Message:", " [FAIL]", ") Failed : ", ") Error : ", ") Test Failure : ",
     ") Test Error : ", "Unhandled exception. ", "Unhandled Exception:"},
    match_dotnet_test};

}  // namespace mendel::diagnose
