#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/paths.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

struct Panic {
    model::Location place;
    std::string message;
    std::string left;
    std::string right;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// "thread 'x' panicked at file:1:2:" with the message below, or before Rust 1.73 within quotes.
std::optional<Panic> panic_at(const Section& section, std::size_t at, std::size_t end) {
    static const base::Regex k_new(
        "^thread '(?:[^']*)'(?: \\(\\d+\\))? panicked at (\\S.*?):(\\d+):(\\d+):$");
    static const base::Regex k_old(
        "^thread '(?:[^']*)' panicked at '(.*?)'?, (\\S+?):(\\d+):(\\d+)$");
    static const base::Regex k_old_open("^thread '(?:[^']*)' panicked at '(.*)$");
    static const base::Regex k_side("^\\s*(left|right): (.*?)(?:', (\\S+?):(\\d+):(\\d+))?$");
    const auto text = section.text(at).substr(0, 4000);
    if (text.substr(0, 8) != "thread '" || !contains(text, "panicked at "))
        return std::nullopt;
    Panic panic;
    panic.begin = at;
    const auto set_place = [&panic](const std::vector<std::string_view>& groups,
                                    std::size_t first) {
        panic.place = {std::string(groups[first]),
                       static_cast<int>(base::to_number(groups[first + 1])),
                       static_cast<int>(base::to_number(groups[first + 2]))};
    };
    auto i = at + 1;
    if (const auto groups = k_new.match(text)) {
        set_place(*groups, 1);
        panic.message = section.text(i++);
    } else if (const auto old = k_old.match(text)) {
        panic.message = (*old)[1];
        set_place(*old, 2);
    } else if (const auto open = k_old_open.match(text)) {
        panic.message = (*open)[1];
    }
    for (; i < end && !section.text(i).empty() && section.text(i).substr(0, 5) != "note:" &&
           section.text(i) != "stack backtrace:";
         ++i) {
        const auto side = k_side.match(section.text(i).substr(0, 2000));
        if (!side)
            continue;
        ((*side)[1] == "left" ? panic.left : panic.right) =
            base::replace_all(base::trim((*side)[2]), "`,", "");
        if (!(*side)[3].empty())
            set_place(*side, 3);
    }
    panic.end = i;
    return panic;
}

/// "   4: app::f" and below it "             at ./src/lib.rs:12:9", innermost first.
std::vector<model::Frame> backtrace(const Section& section, std::size_t begin, std::size_t end) {
    static const base::Regex k_function("^\\s+\\d+: (.*)$");
    static const base::Regex k_place("^\\s+at (\\S+?):(\\d+)(?::\\d+)?$");
    std::vector<model::Frame> frames;
    std::string function;
    for (auto i = begin; i < end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (const auto groups = k_function.match(text))
            function = (*groups)[1];
        else if (const auto place = k_place.match(text))
            frames.insert(frames.begin(),
                          {std::string((*place)[1]), static_cast<int>(base::to_number((*place)[2])),
                           function});
    }
    return frames;
}

void describe(const Section& section, std::size_t begin, std::size_t end, model::FailedTest& test,
              model::Failure& failure) {
    failure.rule = "panic";
    std::optional<Panic> panic;
    for (auto i = begin; i < end && !panic; ++i) {
        panic = panic_at(section, i, end);
        const auto text = section.text(i).substr(0, 2000);
        if (test.message.empty() &&
            (text.substr(0, 7) == "Error: " || text.substr(0, 10) == "note: test"))
            test.message = text.substr(0, 6) == "note: " ? text.substr(6) : text;
        if (text.substr(0, 9) == "error[E0:" || text.substr(0, 6) == "error[")
            test.message = text;
    }
    if (panic) {
        test.message = panic->message;
        test.file = panic->place.file;
        test.line = panic->place.line;
        test.actual = panic->left;
        test.expected = panic->right;
        failure.rule = contains(panic->message, "assertion") ? "assertion" : "panic";
        failure.frames = backtrace(section, panic->end, end);
        failure.locations = {panic->place};
    }
    failure.message = test.message.empty() ? test.name + " failed" : test.message;
    if (!test.expected.empty() || !test.actual.empty())
        failure.message += " left: " + test.actual + ", right: " + test.expected;
}

/// The panic of a helper names its own place; the test's is that of the outermost own frame.
void place_test(const Section& section, model::FailedTest& test, const model::Failure& failure) {
    static const base::Regex k_doc("^(\\S+\\.rs) - .*\\(line (\\d+)\\)$");
    Paths paths(section.root(), section.step().command);
    if (const auto groups = k_doc.match(test.name)) {
        test.file = (*groups)[1];
        test.line = static_cast<int>(base::to_number((*groups)[2]));
        return;
    }
    for (auto frame = failure.frames.rbegin(); frame != failure.frames.rend(); ++frame)
        if (frame->function.size() >= test.name.size() && contains(frame->function, test.name) &&
            paths.is_own(paths.relative(frame->file)) &&
            !contains(frame->function, "{{closure}}")) {
            test.file = frame->file;
            test.line = frame->line;
            return;
        }
}

void report(const Section& section, std::size_t at, std::string_view name, Sink& sink) {
    auto end = at + 1;
    while (end < section.size() && section.text(end).substr(0, 5) != "---- " &&
           section.text(end) != "failures:" && section.text(end).substr(0, 12) != "test result:")
        ++end;
    auto finding = finding_at(at, Category::test_failure, "cargo test", "");
    finding.end = end;
    auto& failure = finding.failure;
    model::FailedTest test{std::string(name)};
    describe(section, at + 1, end, test, failure);
    place_test(section, test, failure);
    if (failure.locations.empty() && !test.file.empty())
        failure.locations = {{test.file, test.line}};
    if (failure.rule == "panic" && failure.frames.empty() && test.line == 0)
        failure.rule = "";
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// A panic outside a test ends a program.
void match_programs(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto panic = section.claimed(i) ? std::nullopt : panic_at(section, i, section.size());
        if (!panic || section.text(i).substr(0, 13) != "thread 'main'")
            continue;
        auto end = panic->end;
        while (end < section.size() && !section.text(end).empty())
            ++end;
        auto finding = finding_at(i, Category::runtime_error, "rust", "panic");
        finding.end = end;
        auto& failure = finding.failure;
        failure.message = panic->message;
        failure.frames = backtrace(section, panic->end, end);
        failure.locations = {panic->place};
        sink.report(std::move(finding));
    }
}

/// "test x ... FAILED" where no output was printed for it.
void match_names(const Section& section, const std::vector<std::string>& told, Sink& sink) {
    static const base::Regex k_failed("^test (.+?)(?: - should panic)? \\.\\.\\. FAILED$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        const auto groups = text.substr(0, 5) == "test " ? k_failed.match(text) : std::nullopt;
        if (!groups || std::find(told.begin(), told.end(), (*groups)[1]) != told.end())
            continue;
        auto finding = finding_at(i, Category::test_failure, "cargo test", "");
        finding.failure.message = std::string((*groups)[1]) + " failed";
        finding.failure.tests = {{std::string((*groups)[1])}};
        sink.report(std::move(finding));
    }
}

void match_cargo_test(const Section& section, Sink& sink) {
    static const base::Regex k_block("^---- (.+) stdout ----$");
    std::vector<std::string> told;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        const auto groups = text.substr(0, 5) == "---- " ? k_block.match(text) : std::nullopt;
        if (!groups)
            continue;
        told.emplace_back((*groups)[1]);
        report(section, i, (*groups)[1], sink);
    }
    match_names(section, told, sink);
    match_programs(section, sink);
}

}  // namespace

const Matcher cargo_test_matcher = {
    "cargo test", {" stdout ----", "... FAILED", "panicked at "}, match_cargo_test};

}  // namespace mendel::diagnose
