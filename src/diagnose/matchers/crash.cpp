#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// How a native program ends by itself: assert(3), an exception that nobody caught, glibc's checks,
/// and what the shell says of the signal.
void match_crash(const Section& section, Sink& sink) {
    constexpr auto k_high = model::Severity::high;
    static const LineRules k_rules(
        "crash",
        {
            {"Assertion ",
             "^(?:\\S+: )?(?P<file>[^\\s:()]+\\.\\w+):(?P<line>\\d+): (?P<message>[^:]*.*?: "
             "Assertion [`'].*' failed\\.)",
             Category::runtime_error, "assert", "", "", "", "", Weight::problem, k_high},
            {"Assertion failed: ",
             "^(?P<message>Assertion failed: .*?), (?:function .*?, )?file "
             "(?P<file>\\S+), line (?P<line>\\d+)",
             Category::runtime_error, "assert", "", "", "", "", Weight::problem, k_high},
            {"terminate called",
             "^(?P<message>terminate called after throwing an instance of "
             "'(?P<subject>[^']+)')",
             Category::runtime_error, "uncaught-exception", "", "", "", "", Weight::problem,
             k_high},
            {"terminating",
             "^(?:libc\\+\\+abi(?:\\.dylib)?: )?(?P<message>terminating (?:with|due to) uncaught "
             "(?:foreign )?exception(?: of type (?P<subject>[^:]+))?.*)$",
             Category::runtime_error, "uncaught-exception", "", "", "", "", Weight::problem,
             k_high},
            {"stack smashing detected",
             "(?P<message>\\*\\*\\* stack smashing detected \\*\\*\\*.*)$", Category::runtime_error,
             "stack-smashing", "", "", "", "", Weight::problem, k_high},
            {"buffer overflow detected",
             "(?P<message>\\*\\*\\* buffer overflow detected \\*\\*\\*.*)$",
             Category::runtime_error, "buffer-overflow", "", "", "", "", Weight::problem, k_high},
            {"free()",
             "^(?P<message>(?:free\\(\\)|double free|munmap_chunk|malloc|realloc)\\S*: "
             "(?:invalid|double|corrupted|unaligned).*)$",
             Category::runtime_error, "heap-corruption", "", "", "", "", Weight::problem, k_high},
            {"double free or corruption", "(?P<message>double free or corruption.*)$",
             Category::runtime_error, "heap-corruption", "", "", "", "", Weight::problem, k_high},
            {"egmentation fault",
             "^(?:\\S+: line \\d+: +\\d+ )?(?P<message>Segmentation fault(?: +\\(core "
             "dumped\\))?(?: +(?P<subject>\\S+))?.*)$",
             Category::runtime_error, "segmentation-fault", "", "", "", "", Weight::problem,
             k_high},
            {"Killed", "^(?:\\S+: line \\d+: +\\d+ )(?P<message>Killed +(?P<subject>\\S+).*)$",
             Category::infrastructure, "out-of-memory", "", "", "", "", Weight::problem, k_high},
            {"make",
             "^make(?:\\[\\d+\\])?: \\*\\*\\* \\[.*\\] (?P<message>Segmentation fault|Illegal "
             "instruction|Bus error|Floating point exception|Aborted)",
             Category::runtime_error, "signal", "", "", "", "", Weight::problem, k_high},
            {"core dumped",
             "^(?:\\S+: line \\d+: +\\d+ )?(?P<message>(?:Aborted|Illegal instruction|Bus "
             "error|Floating point exception|Trace/breakpoint trap) +\\(core dumped\\)(?: "
             "+(?P<subject>"
             "\\S+))?.*)$",
             Category::runtime_error, "signal", "", "", "", "", Weight::consequence, k_high},
        });
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        constexpr std::string_view k_what = "  what():";
        if (section.text(i + 1).substr(0, k_what.size()) == k_what) {
            finding->failure.message +=
                ":" + std::string(section.text(i + 1).substr(k_what.size()));
            finding->end = i + 2;
        }
        if (sink.has_problem())
            finding->weight = Weight::consequence;
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher crash_matcher = {
    "crash",
    {"Assertion `", "Assertion '", "Assertion failed: ", "terminate called",
     "terminating with uncaught", "terminating due to uncaught", "stack smashing detected",
     "buffer overflow detected", "free(): ", "double free or corruption", "egmentation fault",
     "core dumped", "] Aborted", "] Illegal instruction", "] Bus error",
     "] Floating point exception", " Killed  ", "malloc(): ", "realloc(): "},
    match_crash};

}  // namespace mendel::diagnose
