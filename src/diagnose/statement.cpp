#include "diagnose/statement.hpp"

#include <string>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_cap = 1000;  // bytes of a line that are read

/// Pieces of patterns.
constexpr std::string_view k_file = "(?P<file>(?:[A-Za-z]:)?[\\w./+@\\\\-]*[\\w+-]\\.\\w{1,10})";
constexpr std::string_view k_level = "(?i:(?:fatal|internal|syntax|parse|compile) )?(?i:error)\\b";

struct Shape {
    Statement statement;
    std::string pattern;
};

std::string at(std::string_view before, std::string_view after) {
    std::string pattern(before);
    pattern += k_file;
    return pattern += after;
}

/// The first that fits a line tells what it is.
std::vector<Shape> shapes() {
    using enum Statement;
    return {
        // What sounds like trouble and is none: counts of nothing, tests that passed, frames.
        {none,
         "(?i)\\b(?:0|no|zero) "
         "(?:errors?|failures?|failed|problems?|offen[sc]es|warnings?)\\b[^1-9]*"
         "$|\\b(?:errors?|fail(?:ed|ures?)):? ?0\\b[^1-9]*$|^\\s*(?:info|debug|note|trace|ok|pass"
         "(?:ed)?)\\b[: ]|^\\s*(?:✓|✔|√|\\[\\+\\]) |"
         "[:. ](?:ok|pass(?:ed)?|skip(?:ped)?)(?: *\\([^)]*\\))?$"},
        {none,
         "^-- .* (?:- |\\.\\.\\. ?)(?i:failed|not found|no)$|^checking .*\\.\\.\\. ?(?:no|not "
         "found|failed|none)$"},
        {none, "^(?:\\+\\+?|\\$|>|%) \\S|^\\s+(?:at|from) \\S|:\\d+:in [`']"},
        // Says that something failed that was told above.
        {summary,
         "\\bmake(?:\\[\\d+\\])?: \\*\\*\\* |: recipe for target '.*' failed|"
         "^The command \".*\" (?:failed|(?:failed and )?exited)|ompleted with exit code|"
         "^Done\\. Your build exited with|^\\S+ aborted!$|(?i)\\b(?:build|tests?|compilation|job|"
         "check|suite)(?: execute)? fail(?:ed|ure)\\b[^:]*$|^npm ERR!|^error Command failed with "
         "exit code|See above for more details|^See '|exit(?:ed with)? (?:code|status) "
         "?\\d+\\.?$|^Failed components:|^\\[error\\] (?:\\(|Total time)|returned a non-zero code|"
         "^Command failed with|^> Task |^[\\w ]{1,40} failed[.!]*$|"
         "^Aborted due to warnings\\.$|^--- Failed scenarios:$"},
        {summary,
         "(?i)\\b[1-9]\\d*(?:/\\d+)? (?:\\w+ ){0,2}(?:tests?|specs?|examples?|checks?|errors?|"
         "failures?|fail(?:ed|ing)?|problems?|violations?|offen[sc]es|warnings?)\\b(?: "
         "(?:found|generated|failed|detected)|[,.!;)]|\\s*$)|"
         "\\b(?:errors?|fail(?:ed|ures?|ing)?)(?: tests)?[:=] ?[1-9]\\d*\\b|"
         "^(?:One|Some|Several)(?: or more)? .*\\bfail(?:ed|ures?)\\b"},
        // Names a test that failed.
        {test, "^(?:FAILED|ERROR) (?P<test>\\S+\\.\\w+::\\S.*?) - (?P<message>.*)$"},
        {test, "^FAIL!\\s+: (?P<test>[\\w:]+)\\(.*?\\) (?P<message>.*)$"},
        {diagnosis, "^\\s*(?:✖|✗|×) +(?P<line>\\d+):(?P<column>\\d+) +(?P<message>.*)$"},
        {test, "^\\s*(?:FAIL|FAILED|ERROR)(?:ED)?: (?P<test>[\\w.:/-]+(?: \\([\\w.]+\\))?)$"},
        {test,
         "^\\s*(?:\\d+ +)?(?:✗|✘|✖|×|✕|\\[-\\]|\\[FAIL\\]|\\[  FAILED  \\]) +(?P<test>\\S.*?)(?: "
         "\\(?\\d+(?:\\.\\d+)? ?m?s\\)?)?$"},
        {test, "^\\s*(?:\\*\\*\\* )?\\[(?:err|FAILED|failed|fail)\\]:? +(?P<test>\\S.*?)$"},
        {test, "^(?:\\[\\w+\\] )?\\s*- (?P<test>\\S.*) \\*\\*\\* FAILED \\*\\*\\*"},
        {test, "^(?P<test>[\\w.$]*[\\w$]+ > .*\\S) FAILED$"},
        {test, "^\\s*(?P<test>\\w+_SUITE:\\w+) failed on line (?P<line>\\d+)"},
        {test, "^\\s*(?P<test>\\w\\S*|\\S.*?[:.])(?: \\.+)? +(?:FAIL|FAILED)!?(?: \\([^)]*\\))?$"},
        {test, "^\\s*(?P<test>[\\w ]+?), (?P<message>\\(?.* failed(?:: |: \\().*|expected .*)$"},
        {test, "^(?:not ok|NOT OK) \\d+\\s*(?:- )?(?P<test>.*)$"},
        {test, "^\\s*(?:--- FAIL|FAIL):? (?P<test>\\w\\S*) \\(\\d"},
        {test, "^(?:\\s*\\d+\\) )?(?:Failure|Error):$"},
        {numbered, "^\\s{0,6}\\d+\\) (?:test )?(?P<test>\\S.*)$"},
        {test, "^(?P<test>\\S+\\.t) \\.{2,} (?P<message>(?i:.*(?:error|dubious|fail)).*)$"},
        {link,
         "^.{0,40}\\b(?:30[1278]|4\\d\\d|5\\d\\d)\\b:? <?https?://|^.{0,40}https?://\\S+ "
         ".*(?:ReadTimeout|No route to host|\\b[45]\\d\\d\\b|redirect|timed out|refused|"
         "Failed to|Name or service)"},
        // A place with a warning, a place with an error.
        {warning, at("^(?:\\[\\w+\\] |\\S{1,4} )?\\s*",
                     "(?::(?P<line>\\d+)(?::(?P<column>\\d+))?:?| ?\\((?P<line2>\\d+)(?:,\\d+)?\\) "
                     "?:) ?\\[?(?i:warn(?:ing)?)\\b\\]?:?(?P<message>.*)$")},
        {diagnosis, at("^(?:\\[(?:error|ERROR)\\] |[^\\w\\s./]\\W{0,3}|(?:error|ERROR): )\\s*",
                       "(?::(?P<line>\\d+)(?::(?P<column>\\d+))?|:?\\[(?P<line2>\\d+),\\d+\\]):? "
                       "+(?P<message>\\S.*)$")},
        {diagnosis,
         at("^\\s*(?:[ew]: )?(?:File \")?",
            "(?:\", line (?P<line3>\\d+).*|:(?P<line>\\d+)(?:[:.](?P<column>\\d+)(?:-\\d+)?)?|"
            "\\((?P<line2>\\d+)(?:,\\d+)?\\)):? (?:- )?\\[?") +
             std::string(k_level) + "(?P<message>.*)$"},
        // Exceptions.
        {exception,
         "^(?:E  )?\\s*(?:(?:Uncaught|Unhandled|Caused by:|Exception in thread \"[^\"]*\"|fatal) )?"
         "(?P<type>(?:[A-Za-z_]\\w*(?:\\.|::|\\\\|\\$))*[A-Z]\\w*(?:Error|Exception|Fault|Failure))"
         "(?: \\([^)]*\\))?: (?P<message>.*)$"},
        {exception, "^\\*\\* \\((?P<type>[\\w.]+)\\) (?P<message>.*)$"},
        {exception,
         "^(?:PHP )?(?:Fatal|Parse|Recoverable fatal) error: +(?P<message>.*?)(?: in (?P<file>\\S+)"
         "(?: on line |:)(?P<line>\\d+))?$"},
        {exception,
         "^(?:panic: |thread '.*' panicked at |terminate called |Traceback \\(most recent call|"
         "(?i:unhandled (?:exception|rejection))|Uncaught |goroutine \\d+ \\[running\\]|"
         "(?:fatal: )?uncaught exception|\\s*Failed asserting that |stack traceback:|Stack "
         "trace:|.{0,80}Assertion .* "
         "failed)(?P<message>.*)$"},
        {exception, "^\\s*signal\\(error \\((?P<message>.*)\\)\\)$"},
        // Calls itself an error.
        {error, "^(?:curl|wget): (?P<message>\\(\\d+\\) .*|.*(?:ERROR \\d+|unable to resolve).*)$"},
        {error,
         "^\\W{0,4}(?:[\\w./-]+(?:\\[\\d+\\])?: )?\\[?(?:(?i:fatal|critical)|(?i:fatal )?"
         "(?:error|ERROR|Error))(?:\\[\\w+\\])?(?:\\]|:| -| \\|) ?(?P<message>\\S.*)$"},
        {error,
         "^(?:E|ERR!|!!|\\[!\\]|e): (?P<message>.*)$|^.{0,60}\\bError response from daemon: |"
         "^ ?ERROR$|^.{0,40}- ERROR +\\| |^.{0,60}\\bcrashed\\.$|^\\{'EXIT',"},
        {error,
         "^\\s*(?:[-•*] )?(?:No \\S+ (?:found|specified|available|matching)|Could not "
         "find|Couldn't find|Cannot find|Unable to "
         "(?:find|locate|resolve|connect)|Could not (?:resolve|create|open|connect|load|read)|"
         "Failed to|Cannot|Can't|invalid|Invalid|Unknown|Undefined|Unrecognized|Unexpected|"
         "Missing) \\S.*$"},
        // Systems, shells and loaders.
        {system,
         "error while loading shared libraries|cannot open shared object file|No such file or "
         "directory|Permission denied|: command not found|: not found$|is not recognized as|"
         "Segmentation fault|[Aa]ccess violation|\\(core dumped\\)|No space left on "
         "device|^Killed$|"
         "Connection (?:refused|reset|timed out)|[Cc]onnect(?:ion)? timeout|Could not resolve host|"
         "Name or service not known|Address already in use|[Oo]ut of memory|timed out after|"
         "executable file not found|no certificate subject"},
        {place, at("^(?: {0,2}|[^\\w\\s./]\\W{0,3}|\\[\\w+\\] )?",
                   ": ?(?P<line>\\d+)(?::(?P<column>\\d+))?:? *(?P<message>\\S.*)$")},
        {place, "^\\s+\\^ (?P<message>[A-Z'\"].* .*)$"},
        {place,
         "^(?P<file>[\\w./-]+\\.\\w{1,5}): line (?P<line>\\d+), col (?P<column>\\d+), "
         "(?P<message>.*)$"},
        {place, "^(?P<message>[^\\d].* at line (?P<line>\\d+),? column (?P<column>\\d+)\\b.*)$"},
        // Words of trouble; files that `git status` calls changed.
        {hint, "^ ?[MADRU?]{1,2} +(?P<file>[\\w./+-]+)$"},
        {hint,
         "(?i)(?:^|[^\\w./-])(?:errors?|fail(?:ed|ure|s|ing)?|fatal|cannot|could not|unable|"
         "denied|not found|no such|undefined|unexpected|refused|abort(?:ed|ing)?|killed|"
         "crash(?:ed)?|exceed(?:s|ed)?|invalid|illegal|missing|mismatch|violat\\w+|differs?|"
         "not allowed|does not|did not|don't|should|must|rejected|unsupported|conflicts?|"
         "overfull|unresolved|please|ko)(?:[^\\w./-]|[.:,!]?$)"}};
}

/// A shape ready for use, with the groups that it has.
struct Compiled {
    Statement statement;
    base::Regex pattern;
};

const std::vector<Compiled>& compiled() {
    static const auto k_all = [] {
        std::vector<Compiled> all;
        for (const auto& shape : shapes())
            all.push_back({shape.statement, base::Regex(shape.pattern)});
        return all;
    }();
    return k_all;
}

/// What every line that states anything has in it.
const base::Regex& screen() {
    static const auto k_screen = [] {
        std::string any;
        for (const auto& shape : shapes())
            if (shape.statement != Statement::none)
                any += (any.empty() ? "" : "|") + ("(?:" + shape.pattern + ")");
        static const base::Regex k_names("\\?P<\\w+>");
        return base::Regex(k_names.replace_all(any, "?:"));
    }();
    return k_screen;
}

std::string_view part(const Compiled& shape, const std::vector<std::string_view>& groups,
                      const std::string& name) {
    const auto at = shape.pattern.group(name);
    return at > 0 && at < groups.size() ? groups[at] : std::string_view{};
}

std::string_view first_of(std::initializer_list<std::string_view> parts) {
    for (const auto part : parts)
        if (!part.empty())
            return part;
    return {};
}

}  // namespace

bool is_epilogue(std::string_view text) {
    static const base::Regex k_epilogue(
        "^(?:Process completed with exit code \\d+|\\w+ exited with code '?\\d+'?)\\.?$");
    return text.size() < 100 && k_epilogue.found_in(text);
}

Stated stated_in(std::string_view text) {
    text = text.substr(0, k_cap);
    if (text.empty() || !screen().found_in(text))
        return {};
    for (const auto& shape : compiled()) {
        const auto groups = shape.pattern.match(text);
        if (!groups)
            continue;
        const auto get = [&](const char* name) { return part(shape, *groups, name); };
        return {.statement = shape.statement,
                .message = base::trim(get("message")),
                .test = get("test"),
                .file = get("file"),
                .line = first_of({get("line"), get("line2"), get("line3")}),
                .column = get("column"),
                .type = get("type")};
    }
    return {};
}

}  // namespace mendel::diagnose
