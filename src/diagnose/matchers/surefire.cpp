#include <map>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// A test as surefire and failsafe name it, in any of their versions.
struct Name {
    std::string printed;
    std::string type;    ///< dotted name of the class, "" where the line has none
    std::string method;  ///< "" where the class as a whole failed
};

/// "method(pkg.Type)" up to 2.22, "pkg.Type.method" from 3.0, "method" with JUnit 5 before it.
Name name_of_test(std::string_view text, std::string_view current_type) {
    static const base::Regex k_old("^(.*?) ?\\(([\\w.$\\[\\]]+)\\)$");
    Name name{std::string(text), std::string(current_type), std::string(text)};
    if (const auto groups = k_old.match(text)) {
        name.method = (*groups)[1];
        name.type = (*groups)[2];
    } else if (text == current_type) {
        name.method.clear();
    } else if (!current_type.empty() &&
               text.substr(0, current_type.size() + 1) == std::string(current_type) + ".") {
        name.method = text.substr(current_type.size() + 1);
    } else if (const auto dot = text.rfind('.', text.find_first_of("([ "));
               dot != std::string_view::npos && dot > 0 && contains(text.substr(0, dot), ".")) {
        name.type = text.substr(0, dot);
        name.method = text.substr(dot + 1);
    } else if (!current_type.empty()) {
        name.printed = std::string(current_type) + "." + std::string(text);
    }
    return name;
}

/// "testA(x.T)  Time elapsed: 0.1 sec  <<< FAILURE!" and what it threw, below.
std::size_t match_detail(const Section& section, std::size_t at, std::string_view current_type,
                         Sink& sink) {
    static const base::Regex k_test(
        "^(.+?) +(?:-- )?Time elapsed: [\\d.,]+ ?s(?:ec)? +<<< (?:FAILURE|ERROR)!");
    const auto groups = k_test.match(base::trim(without_mark(section.text(at))).substr(0, 4000));
    if (!groups || (*groups)[1].substr(0, 10) == "Tests run:")
        return at;
    const auto name = name_of_test((*groups)[1], current_type);
    const auto error = read_jvm_error(section, at + 1, name.type);
    auto finding = jvm_test_finding(section, error, "surefire", name.printed, name.type);
    finding.begin = at;
    sink.report(std::move(finding));
    return error.end - 1;
}

/// An entry of the summary: "testA(x.T): text", "T.testA:12->helper:9 text", "T.testA » Npe".
struct Entry {
    std::string type;
    std::string method;
    int line = 0;
    std::string message;
};

std::optional<Entry> entry_of(std::string_view text) {
    static const base::Regex k_old(
        "^([\\w$]+(?:\\[[^\\]]*\\])?)\\(([\\w.$\\[\\]]+)\\)(?:: (.*))?$");
    static const base::Regex k_placed(
        "^([\\w.$]+?)(?:>[\\w$]+)?\\.([^.:\\s][^:]*?)(?:->[\\w$.]+)?:(\\d+)((?:->[\\w$.<>]+"
        "(?::\\d+)?)*)"
        "(?: (.*))?$");
    static const base::Regex k_short(
        "^([\\w.$]+?)(?:>[\\w$]+)?\\.([\\w$\\[\\]{}()]+)(?:->\\S+)? "
        "(?:» (.*)|(.+))$");
    static const base::Regex k_instance("^(\\S+) on instance .*\\(([\\w.$]+)\\)(?:: (.*))?$");
    if (const auto groups = k_instance.match(text))  // TestNG
        return Entry{std::string((*groups)[2]), std::string((*groups)[1]), 0,
                     std::string((*groups)[3])};
    if (const auto groups = k_old.match(text))
        return Entry{std::string((*groups)[2]), std::string((*groups)[1]), 0,
                     std::string((*groups)[3])};
    if (const auto groups = k_placed.match(text))
        return Entry{std::string((*groups)[1]), std::string((*groups)[2]), number_of((*groups)[3]),
                     std::string((*groups)[5])};
    if (const auto groups = k_short.match(text))
        return Entry{std::string((*groups)[1]), std::string((*groups)[2]), 0,
                     std::string((*groups)[3].empty() ? (*groups)[4] : (*groups)[3])};
    return std::nullopt;
}

void report(const Section& section, std::size_t at, const Entry& entry, Sink& sink) {
    auto finding = finding_at(at, Category::test_failure, "surefire", "AssertionError");
    auto& failure = finding.failure;
    failure.message = entry.message.empty() ? entry.method + " failed" : entry.message;
    constexpr std::string_view k_thrown = "» ";
    if (begins(failure.message, k_thrown))
        failure.message.erase(0, k_thrown.size());
    if (contains(base::trim(section.text(at)), "» "))
        failure.rule = base::split(failure.message, ' ')[0];
    const bool is_old = contains(entry.type, ".");
    model::FailedTest test{is_old ? entry.method + "(" + entry.type + ")"
                                  : entry.type + "." + entry.method};
    test.message = failure.message;
    read_jvm_values(entry.message, test);
    const auto outer = entry.type.substr(0, entry.type.find('$'));
    test.file = jvm_source(section, base::replace_all(outer, ".", "/") + ".java");
    test.line = entry.line;
    failure.locations = {{test.file, test.line}};
    failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// The heading of a part of the summary; what follows it on the line is the first entry.
std::optional<std::string_view> heading_of(std::string_view text) {
    for (const std::string_view heading :
         {"Failed tests:", "Tests in error:", "Failures:", "Errors:"})
        if (begins(text, heading))
            return base::trim(text.substr(heading.size()));
    return std::nullopt;
}

/// The summary below "Results :", read where the details were not printed; the index past it.
/// Entries are indented, but for the first of a part, which may stand behind its heading.
std::size_t match_results(const Section& section, std::size_t at,
                          const std::set<std::string>& known, Sink& sink) {
    constexpr std::size_t k_message = 60;  // lines that an entry's message may have
    bool in_part = false;
    auto told = at;
    auto i = at;
    for (; i < section.size() && i <= told + k_message; ++i) {
        const auto line = without_mark(section.text(i)).substr(0, 4000);
        auto text = base::trim(line);
        if (begins(text, "Tests run:"))
            break;
        if (const auto rest = heading_of(text)) {
            in_part = true;
            text = *rest;
            told = i;
        } else if (begins(text, "Flaked tests:") || begins(text, "Flakes:")) {
            in_part = false;
            told = i;
        }
        const bool is_placed = told == i || line.substr(0, 1) == " ";
        const auto entry = in_part && is_placed && !text.empty() ? entry_of(text) : std::nullopt;
        if (!entry)
            continue;
        told = i;
        const auto simple = entry->type.substr(entry->type.rfind('.') + 1);
        const auto method = entry->method.substr(0, entry->method.find_first_of("[{("));
        if (known.count(simple + "." + method) == 0)
            report(section, i, *entry, sink);
    }
    return i;
}

/// "Type.method" of a test that was reported with its details.
std::string short_name(const Finding& finding) {
    const auto name = name_of_test(finding.failure.tests[0].name, "");
    return name.type.substr(name.type.rfind('.') + 1) + "." +
           name.method.substr(0, name.method.find_first_of("[{("));
}

std::string type_running(std::string_view text) {
    static const base::Regex k_type(
        "^Running ([\\w.$\\[\\]]+)$|<<< (?:FAILURE|ERROR)! -{1,2} in ([\\w.$\\[\\]]+)$");
    const auto groups = k_type.match(base::trim(without_mark(text)).substr(0, 1000));
    return !groups ? std::string{}
                   : std::string((*groups)[1].empty() ? (*groups)[2] : (*groups)[1]);
}

/// The forked JVM that ran the tests ended.
bool match_crash(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_crash(
        "(The forked VM terminated without (?:properly )?saying.*goodbye.*|There was a timeout "
        "or other error in the fork.*|Error occurred in starting fork.*)");
    const auto groups = k_crash.match(section.text(at).substr(0, 2000));
    if (!groups)
        return false;
    auto finding = finding_at(at, Category::runtime_error, "surefire", "fork-ended");
    finding.failure.message = (*groups)[1];
    finding.failure.severity = model::Severity::high;
    sink.report(std::move(finding));
    return true;
}

void match_surefire(const Section& section, Sink& sink) {
    std::string type;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (auto named = type_running(text); !named.empty())
            type = std::move(named);
        else if (contains(text, "<<< ") && !section.claimed(i))
            i = match_detail(section, i, type, sink);
        else if (contains(text, " fork") && !sink.has_problem())
            match_crash(section, i, sink);
    }
    std::set<std::string> known;
    for (const auto& finding : sink.findings())
        if (finding.failure.tool == "surefire" && !finding.failure.tests.empty())
            known.insert(short_name(finding));
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = base::trim(without_mark(section.text(i)));
        if (begins(text, "Results") ||
            (text.size() != section.text(i).size() && heading_of(text)) ||
            begins(text, "Failed tests:"))
            i = match_results(section, i, known, sink);
    }
}

}  // namespace

const Matcher surefire_matcher = {
    "surefire",
    {"<<< FAILURE!", "<<< ERROR!", "Failed tests:", "Tests in error:", "[ERROR] Failures:",
     "[ERROR] Errors:", "forked VM", "in the fork", "starting fork"},
    match_surefire,
    {60, 2000}};

}  // namespace mendel::diagnose
