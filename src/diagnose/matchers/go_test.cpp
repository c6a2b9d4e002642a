#include <algorithm>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/paths.hpp"
#include "sys/files.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "--- FAIL: Name (0.00s)" and the output of that test, below it or (with -v) above.
struct Failed {
    std::string name;
    std::size_t line = 0;
    std::size_t begin = 0;
    std::size_t end = 0;
};

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(" \t");
    return at == std::string_view::npos ? text.size() : at;
}

std::string failed_name(std::string_view text) {
    static const base::Regex k_fail("^\\s*--- FAIL: (\\S+) \\([\\d.]+s\\)");
    const auto groups = contains(text.substr(0, 60), "--- FAIL: ")
                            ? k_fail.match(text.substr(0, 1000))
                            : std::nullopt;
    return groups ? std::string((*groups)[1]) : std::string{};
}

bool is_mark(std::string_view text) {
    const auto rest = base::trim(text.substr(0, 60));
    for (const std::string_view mark : {"--- ", "=== ", "FAIL", "PASS", "ok  \t", "panic: "})
        if (rest.substr(0, mark.size()) == mark)
            return true;
    return false;
}

/// "=== RUN   Name" and the like of -v; "=== FAIL: package Name (0.00s)" of gotestsum.
bool is_head_of(std::string_view text, const std::string& name) {
    if (text.substr(0, 4) != "=== " || text.size() < 10 || text.substr(4, 5) == "PAUSE")
        return false;
    return base::trim(text.substr(9)) == name ||
           (text.substr(4, 6) == "FAIL: " && contains(text, " " + name + " ("));
}

/// With -v a test's output follows the last line that heads it.
std::pair<std::size_t, std::size_t> output_above(const Section& section, const std::string& name,
                                                 std::size_t line) {
    for (auto i = line; i-- > 0 && line - i < 5000;) {
        if (!is_head_of(section.text(i), name))
            continue;
        auto end = i + 1;
        while (end < line && !is_mark(section.text(end)))
            ++end;
        while (end > i + 1 && section.text(end - 1).empty())
            --end;
        if (end > i + 1)
            return {i + 1, end};
    }
    return {line + 1, line + 1};
}

std::vector<Failed> failed_tests(const Section& section) {
    std::vector<Failed> all;
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto name = failed_name(section.text(i));
        if (name.empty())
            continue;
        Failed failed{std::move(name), i, i + 1, i + 1};
        const auto indent = indent_of(section.text(i));
        while (failed.end < section.size() && indent_of(section.text(failed.end)) > indent &&
               !is_mark(section.text(failed.end)) && !section.text(failed.end).empty())
            ++failed.end;
        if (failed.begin == failed.end)
            std::tie(failed.begin, failed.end) = output_above(section, failed.name, i);
        all.push_back(std::move(failed));
    }
    return all;
}

/// A parent whose subtests failed and that said nothing itself only repeats them.
bool is_repetition(const std::vector<Failed>& all, const Failed& failed, const Section& section) {
    const bool has_child = std::any_of(all.begin(), all.end(), [&](const Failed& other) {
        return other.name.substr(0, failed.name.size() + 1) == failed.name + "/";
    });
    return has_child &&
           (failed.begin == failed.end || section.text(failed.end).substr(0, 6) == "panic:");
}

/// The package that the test's output belongs to: the next "FAIL\tpackage\t0.01s".
std::string package_after(const Section& section, std::size_t line) {
    static const base::Regex k_package("^FAIL\\s+(\\S+)\\s+(?:[\\d.]+s|\\[)");
    for (auto i = line; i < section.size(); ++i)
        if (const auto groups = section.text(i).substr(0, 5) == "FAIL\t"
                                    ? k_package.match(section.text(i).substr(0, 1000))
                                    : std::nullopt)
            return std::string((*groups)[1]);
    return {};
}

/// Go prints bare file names: the folder is the package's path without the module's, of which the
/// log does not say how long it is. Where the root is known the file itself tells.
std::string placed(const Section& section, const std::string& package, const std::string& file) {
    if (contains(file, "/") || package.empty())
        return file;
    const auto parts = base::split(package, '/');
    std::vector<std::string> folders(parts.begin(), parts.end());
    if (!section.root().empty()) {
        while (!folders.empty()) {
            folders.erase(folders.begin());
            const auto path = folders.empty() ? file : base::join(folders, "/") + "/" + file;
            if (sys::exists(sys::join_path(section.root(), path)))
                return path;
        }
        return file;
    }
    const bool is_hosted =
        parts[0] == "github.com" || parts[0] == "gitlab.com" || parts[0] == "bitbucket.org";
    auto count = std::min<std::size_t>(is_hosted ? 3 : 2, folders.size());
    static const base::Regex k_major("^v\\d+$");
    if (count < folders.size() && k_major.found_in(folders[count]))
        ++count;
    folders.erase(folders.begin(), folders.begin() + static_cast<std::ptrdiff_t>(count));
    return folders.empty() ? file : base::join(folders, "/") + "/" + file;
}

void read_values(std::string_view text, model::FailedTest& test) {
    static const base::Regex k_expected("(?i)^\\s*(?:expected|want|exp)\\s*[:=]\\s*(.*)$");
    static const base::Regex k_actual("(?i)^\\s*(?:actual|got|have|act)\\s*[:=]\\s*(.*)$");
    static const base::Regex k_got_want(
        "(?i)(?:got|=|have)[: ]+(.+?)[,;] (?:want|expected)(?:ed)?[: ]+(.+?)$");
    static const base::Regex k_want_got(
        "(?i)(?:want|expected)(?:ed)?[: ]+(.+?)[,;]? (?:but )?(?:got|have|actual)[: ]+(.+?)$");
    if (const auto g = test.expected.empty() ? k_expected.match(text) : std::nullopt;
        g && !contains((*g)[1], "got"))
        test.expected = (*g)[1];
    else if (const auto a = test.actual.empty() ? k_actual.match(text) : std::nullopt;
             a && !contains((*a)[1], "want"))
        test.actual = (*a)[1];
    if (!test.expected.empty() || !test.actual.empty())
        return;
    if (const auto g = k_got_want.match(text)) {
        test.actual = (*g)[1];
        test.expected = (*g)[2];
    } else if (const auto w = k_want_got.match(text)) {
        test.expected = (*w)[1];
        test.actual = (*w)[2];
    }
}

/// testify: "Error:      \tNot equal: " and below it its values; the first block is the test's.
void read_output(const Section& section, const Failed& failed, model::FailedTest& test) {
    static const base::Regex k_place("^\\s*(\\S+\\.go):(\\d+): ?(.*)$");
    static const base::Regex k_error("^\\s*Error:\\s+(.*)$");
    std::size_t places = 0;
    for (auto i = failed.begin; i < failed.end; ++i) {
        const auto text = section.text(i).substr(0, 2000);
        const auto groups = contains(text, ".go:") && !contains(text, "Error Trace:")
                                ? k_place.match(text)
                                : std::nullopt;
        if (groups && ++places > 1)
            return;
        if (groups) {
            test.file = (*groups)[1];
            test.line = static_cast<int>(base::to_number((*groups)[2]));
            test.message = (*groups)[3];
        } else if (const auto error =
                       contains(text, "Error:") ? k_error.match(text) : std::nullopt) {
            test.message = base::trim((*error)[1]);
        }
        read_values(groups ? (*groups)[3] : base::trim(text), test);
        if (test.message.empty() && !groups && !contains(text, "Error Trace:"))
            test.message = base::trim(text);
    }
}

/// The goroutine that panicked: "pkg.Func(args)" and below it "\tfile.go:14 +0x1d", innermost
/// first.
std::vector<model::Frame> goroutine_frames(const Section& section, std::size_t begin,
                                           std::size_t& end) {
    static const base::Regex k_place("^\\s+(\\S+\\.(?:go|s)):(\\d+)");
    std::vector<model::Frame> frames;
    auto i = begin;
    for (; i < section.size() && !section.text(i).empty() && frames.size() < 60; ++i) {
        const auto groups = k_place.match(section.text(i).substr(0, 2000));
        if (!groups)
            continue;
        auto function = std::string(section.text(i - 1));
        function = function.substr(0, function.rfind('('));
        if (function.rfind("created by ", 0) == 0)
            continue;
        frames.insert(frames.begin(), {std::string((*groups)[1]),
                                       static_cast<int>(base::to_number((*groups)[2])), function});
    }
    end = i;
    return frames;
}

const model::Frame* innermost_own(const std::vector<model::Frame>& frames, const Section& section) {
    Paths paths(section.root(), section.step().command);
    for (auto frame = frames.rbegin(); frame != frames.rend(); ++frame)
        if (frame->file != "_testmain.go" && paths.is_own(paths.relative(frame->file)))
            return &*frame;
    return nullptr;
}

/// A goroutine's frames hold own code; the first with some counts, else the first at all.
std::vector<model::Frame> frames_after(const Section& section, std::size_t at, std::size_t& end) {
    std::vector<model::Frame> first;
    for (auto i = at; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (text.substr(0, 5) == "FAIL\t" || text.substr(0, 11) == "exit status")
            break;
        if (text.substr(0, 10) != "goroutine ")
            continue;
        auto frames = goroutine_frames(section, i + 1, end);
        i = end;
        if (innermost_own(frames, section) != nullptr)
            return frames;
        if (first.empty())
            first = std::move(frames);
    }
    return first;
}

void describe_panic(std::string_view text, model::Failure& failure) {
    constexpr std::string_view k_recovered = " [recovered";
    auto said = base::trim(text.substr(0, text.find(k_recovered)));
    failure.message = said;
    failure.rule = "panic";
    if (contains(said, "test timed out after")) {
        failure.category = Category::timeout;
        failure.rule = "timeout";
    }
}

/// The test that a panic ended: the last "--- FAIL" line above, else the last one started (-v).
std::string test_of_panic(const Section& section, std::size_t at) {
    if (at > 0)
        if (auto name = failed_name(section.text(at - 1)); !name.empty())
            return name;
    for (auto i = at; i-- > 0 && at - i < 2000;)
        if (section.text(i).substr(0, 10) == "=== RUN   ")
            return std::string(base::trim(section.text(i).substr(10)));
    return {};
}

/// "example.com/app/util.TestSlow" of the frames: where no line names the test.
std::string test_in(const std::vector<model::Frame>& frames) {
    static const base::Regex k_test("\\.((?:Test|Benchmark|Fuzz|Example)\\w+)(?:\\.func\\d+)?$");
    for (const auto& frame : frames)
        if (const auto groups = k_test.match(frame.function))
            return std::string((*groups)[1]);
    return {};
}

/// The test that a panic ended, at its own frame, else at the last of a test file.
model::FailedTest panicked_test(const std::string& name, const model::Failure& failure) {
    const auto slash = name.rfind('/');
    const auto base_name = slash == std::string::npos ? name : name.substr(slash + 1);
    model::FailedTest test{name, {}, 0, failure.message};
    for (const auto& frame : failure.frames)
        if (contains(frame.function, "." + base_name) || contains(frame.file, "_test.go")) {
            test.file = frame.file;
            test.line = frame.line;
        }
    return test;
}

bool is_panic(std::string_view text) {
    return text.substr(0, 7) == "panic: " || text.substr(0, 13) == "fatal error: ";
}

/// Reports the panic at a line; the name of the test that it ended, "" outside of `go test`.
std::string report_panic(const Section& section, std::size_t at, Sink& sink) {
    auto end = at + 1;
    auto frames = frames_after(section, at + 1, end);
    if (frames.empty())
        return {};
    const bool is_test = !package_after(section, at).empty();
    auto finding = finding_at(at, is_test ? Category::test_failure : Category::runtime_error,
                              is_test ? "go test" : "go", "panic");
    finding.end = std::max(end, at + 1);
    auto& failure = finding.failure;
    describe_panic(section.text(at), failure);
    failure.frames = std::move(frames);
    if (const auto* own = innermost_own(failure.frames, section))
        failure.locations = {{own->file, own->line}};
    auto name = is_test ? test_of_panic(section, at) : std::string{};
    if (is_test && name.empty())
        name = test_in(failure.frames);
    if (!name.empty())
        failure.tests = {panicked_test(name, failure)};
    sink.report(std::move(finding));
    return name;
}

std::set<std::string> match_panics(const Section& section, Sink& sink) {
    std::set<std::string> tests;
    for (std::size_t i = 0; i < section.size(); ++i)
        if (is_panic(section.text(i)) && !section.claimed(i))
            tests.insert(report_panic(section, i, sink));
    return tests;
}

void report(const Section& section, const Failed& failed, Sink& sink) {
    auto finding = finding_at(failed.line, Category::test_failure, "go test", "");
    finding.begin = std::min(failed.begin, failed.line);
    finding.end = std::max(failed.end, failed.line + 1);
    auto& failure = finding.failure;
    model::FailedTest test{failed.name};
    read_output(section, failed, test);
    if (!test.file.empty())
        test.file = placed(section, package_after(section, failed.line), test.file);
    failure.message = test.message.empty() ? failed.name + " failed" : test.message;
    if (!(test.expected.empty() && test.actual.empty()) &&
        !contains(failure.message, test.expected))
        failure.message += " expected " + test.expected + ", actual " + test.actual;
    if (!test.file.empty())
        failure.locations = {{test.file, test.line}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// "FAIL\tpackage [build failed]" follows from what the compiler said.
void match_packages(const Section& section, Sink& sink) {
    static const base::Regex k_package(
        "^FAIL\\t(\\S+)(?:\\s+\\[(build|setup) failed\\]|\\s+[\\d.]+s)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = section.text(i).substr(0, 5) == "FAIL\t"
                                ? k_package.match(section.text(i).substr(0, 1000))
                                : std::nullopt;
        if (!groups)
            continue;
        const bool is_build = !(*groups)[2].empty();
        auto finding = finding_at(i, is_build ? Category::build_failure : Category::test_failure,
                                  "go test", "");
        finding.failure.message = section.text(i);
        finding.failure.subject = (*groups)[1];
        finding.weight = Weight::consequence;
        sink.report(std::move(finding));
    }
}

void match_go_test(const Section& section, Sink& sink) {
    const auto panicked = match_panics(section, sink);
    const auto all = failed_tests(section);
    for (const auto& failed : all)
        if (panicked.count(failed.name) == 0 && !is_repetition(all, failed, section))
            report(section, failed, sink);
    match_packages(section, sink);
}

}  // namespace

const Matcher go_test_matcher = {
    "go test", {"--- FAIL: ", "panic: ", "fatal error: ", "FAIL\t"}, match_go_test};

}  // namespace mendel::diagnose
