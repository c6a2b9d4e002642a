#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// The compiler, rebar3, Common Test, EUnit and Dialyzer.
void match_erlang(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "erlc", {
                    {".erl:",
                     "^(?P<file>[^\\s:]+\\.[he]rl):(?P<line>\\d+)(?::(?P<column>\\d+))?: "
                     "(?P<message>syntax error before.*)$",
                     Category::syntax_error, "syntax"},
                    {".erl:",
                     "^(?P<file>[^\\s:]+\\.[he]rl):(?P<line>\\d+)(?::(?P<column>\\d+))?: "
                     "(?P<level>Warning): (?P<message>.*)$",
                     Category::lint_error, "warning"},
                    {".erl:",
                     "^(?P<file>[^\\s:]+\\.erl):(?P<line>\\d+)(?::(?P<column>\\d+))?: "
                     "(?P<message>(?:function|variable|undefined|record|type|can't find|head "
                     "mismatch|illegal|call to) .*)$",
                     Category::build_failure, "compile"},
                    {" failed on line ",
                     "^(?P<message>(?P<subject>\\w+_SUITE:\\w+) failed on line (?P<line>\\d+))",
                     Category::test_failure, "failed", "", "", "", "common_test"},
                    {"===> ",
                     "^===> (?P<message>(?:Failed to fetch|Package not found|Dependency "
                     "failure).*?(?P<subject>[\\w-]+)?.*)$",
                     Category::dependency_error, "fetch", "", "rebar.config", "", "rebar3"},
                    {"===> Compiling", "^===> (?P<message>Compiling \\S+ failed)",
                     Category::build_failure, "compile", "", "", "", "rebar3", Weight::consequence},
                    {"ERROR: ", "^ERROR: (?P<message>.*failed while processing .*)$",
                     Category::build_failure, "rebar", "", "", "", "rebar", Weight::consequence},
                    {"*failed*",
                     "^(?P<message>(?:\\S+:\\d+:)? ?(?P<subject>[\\w.]+: ?\\w+)(?: "
                     "\\([^)]*\\))?\\.\\.\\.\\*failed\\*)",
                     Category::test_failure, "failed", "", "", "", "eunit"},
                    {"{'EXIT',", "^(?P<message>\\{'EXIT',\\{error,.*)$", Category::runtime_error,
                     "exit", "", "", "", "erl"},
                });
    const bool are_warnings_errors = mentions(section, {"warnings being treated as errors"});
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding || (finding->weight == Weight::warning && !are_warnings_errors))
            continue;
        if (finding->weight == Weight::warning)
            finding->weight = Weight::problem;
        auto& failure = finding->failure;
        if (failure.category == Category::test_failure) {
            failure.tests = {{.name = failure.subject}};
            for (auto at = i + 1; at < i + 3; ++at)
                if (section.text(at).substr(0, 8) == "Reason: ") {
                    failure.message += "; " + std::string(section.text(at));
                    finding->end = at + 1;
                }
            failure.tests[0].message = failure.message;
            failure.subject.clear();
        }
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher erlang_matcher = {"erlang",
                                {".erl:", ".hrl:", " failed on line ", "===> ",
                                 "failed while processing", "*failed*", "{'EXIT',"},
                                match_erlang};

}  // namespace mendel::diagnose
