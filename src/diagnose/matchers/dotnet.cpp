#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "File.cs(12,5): error CS0103: text [project]", "x.csproj : error NU1101: text", "error FS0039:
/// text": csc, fsc, vbc, msbuild, NuGet and the analyzers.
const LineRules& rules() {
    static const LineRules k_rules(
        "msbuild",
        {
            {": error ",
             "^\\s*(?:\\d+>)?(?P<file>[^()\\s:][^()]*?)\\((?P<line>\\d+)(?:,(?P<column>\\d+)"
             "(?:,\\d+,\\d+)?)?\\) ?: (?:fatal )?error (?P<rule>[A-Za-z]+\\d*) ?: (?P<message>.*?)"
             "(?: \\[[^\\]]+proj[^\\]]*\\])?$",
             Category::build_failure},
            {": warning ",
             "^\\s*(?:\\d+>)?(?P<file>[^()\\s:][^()]*?)\\((?P<line>\\d+)(?:,(?P<column>"
             "\\d+)(?:,\\d+,\\d+)?)?\\) ?: (?P<level>warning) (?P<rule>[A-Za-z]+\\d+) ?: "
             "(?P<message>.*?)(?: \\[[^\\]]+proj[^\\]]*\\])?$",
             Category::build_failure},
            {" : error ",
             "^\\s*(?:\\d+>)?(?:(?P<file>[^()\\s:][^():]*\\.(?:\\w+proj|sln|slnx|props|"
             "targets))|MSBUILD|CSC|FSC|VBC) ?: (?:fatal )?error (?P<rule>[A-Z]+\\d+)? ?: "
             "(?P<message>.*?)(?: \\[[^\\]]+proj[^\\]]*\\])?$",
             Category::build_failure},
            {": error ",
             "^\\s*(?:\\d+>)?(?:(?P<file>(?:[A-Za-z]:)?[^()\\s:][^():]*\\.(?:\\w+proj|sln|"
             "slnx))|MSBUILD|CSC) ?: error (?P<rule>[A-Z]+\\d+) ?: (?P<message>.*?)"
             "(?: \\[[^\\]]+proj[^\\]]*\\])?$",
             Category::build_failure},
            {"error ",
             "^\\s*error (?P<rule>(?:CS|FS|NU|MSB|NETSDK|BC)\\d+): (?P<message>.*?)"
             "(?: \\[[^\\]]+proj[^\\]]*\\])?$",
             Category::build_failure},
        });
    return k_rules;
}

bool has_prefix(std::string_view code, std::initializer_list<std::string_view> prefixes) {
    for (const auto prefix : prefixes)
        if (code.size() > prefix.size() && code.substr(0, prefix.size()) == prefix &&
            code[prefix.size()] >= '0' && code[prefix.size()] <= '9')
            return true;
    return false;
}

bool is_any(std::string_view code, std::initializer_list<std::string_view> codes) {
    for (const auto known : codes)
        if (code == known)
            return true;
    return false;
}

/// The n-th quoted name; Mono opens its quotes with a backtick.
std::string quoted_in(std::string_view message, std::size_t n = 0) {
    static const base::Regex k_quoted("['`]([^'`]+)'");
    const auto all = k_quoted.match_all(message);
    return n < all.size() ? std::string(all[n][1]) : std::string{};
}

void describe_nuget(model::Failure& failure) {
    static const base::Regex k_package(
        "(?:Unable to find package|package|Package) '?([A-Z][\\w.]*\\w)'?|Detected package "
        "downgrade: "
        "(\\S+)");
    failure.tool = "nuget";
    failure.category = Category::dependency_error;
    if (const auto groups = k_package.match(failure.message))
        failure.subject = (*groups)[1].empty() ? (*groups)[2] : (*groups)[1];
    if (is_any(failure.rule, {"NU1901", "NU1902", "NU1903", "NU1904"}))
        failure.category = Category::security_vulnerability;
    if (is_any(failure.rule, {"NU1301", "NU1900"}))
        failure.category = Category::infrastructure;
}

void describe_csharp(model::Failure& failure) {
    failure.tool = "csc";
    failure.category = Category::type_error;
    if (is_any(failure.rule, {"CS0246", "CS0234"})) {
        failure.category = Category::import_error;
        failure.subject = quoted_in(failure.message);
    } else if (is_any(failure.rule, {"CS0103", "CS1061", "CS0117", "CS0426"})) {
        failure.category = Category::build_failure;
        const bool is_member = failure.rule == "CS1061" || failure.rule == "CS0117";
        failure.subject = quoted_in(failure.message, is_member ? 1 : 0);
    } else if (failure.rule.rfind("CS10", 0) == 0 || failure.rule.rfind("CS15", 0) == 0) {
        const auto number = number_of(std::string_view(failure.rule).substr(2));
        if (number == 1001 || number == 1002 || number == 1003 || number == 1022 ||
            number == 1026 || number == 1513 || number == 1514 || number == 1525 || number == 1519)
            failure.category = Category::syntax_error;
    }
}

void describe(model::Failure& failure) {
    if (is_any(failure.rule, {"WHITESPACE", "ENDOFLINE", "CHARSET", "IMPORTS", "FINALNEWLINE"})) {
        failure.tool = "dotnet format";
        failure.category = Category::lint_error;
        failure.severity = model::Severity::low;
        failure.fixable_by = {"format"};
    } else if (has_prefix(failure.rule, {"NU"})) {
        describe_nuget(failure);
    } else if (has_prefix(failure.rule, {"CS"})) {
        describe_csharp(failure);
    } else if (has_prefix(failure.rule, {"FS", "BC"})) {
        failure.tool = failure.rule[0] == 'F' ? "fsc" : "vbc";
        failure.category = Category::type_error;
    } else if (failure.rule == "MSB3644" || has_prefix(failure.rule, {"NETSDK"})) {
        failure.category = Category::dependency_error;
    } else if (!failure.rule.empty() && !has_prefix(failure.rule, {"MSB", "LNK", "C"})) {
        failure.category = Category::lint_error;
        failure.tool = "dotnet analyzers";
    }
}

/// What the SDK's own targets say is about the project that the line ends in.
void place_in_project(std::string_view text, model::Failure& failure) {
    static const base::Regex k_project("\\[([^\\]]+proj)(?:::[^\\]]*)?\\]$");
    const bool is_sdk = !failure.locations.empty() && contains(failure.locations[0].file, "/sdk/");
    if (const auto groups = is_sdk ? k_project.match(text.substr(0, 8000)) : std::nullopt)
        failure.locations = {{std::string((*groups)[1])}};
}

/// The compilers of C and C++ speak the same form; another matcher reads them.
bool is_native(std::string_view rule) {
    return has_prefix(rule, {"C", "LNK", "D"});
}

void match_dotnet(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (section.claimed(i) || (!contains(text, "error ") && !contains(text, "warning ")))
            continue;
        auto finding = rules().at(section, i);
        if (!finding || finding->weight == Weight::warning || is_native(finding->failure.rule))
            continue;
        describe(finding->failure);
        place_in_project(text, finding->failure);
        if (finding->failure.rule == "MSB3073" || finding->failure.rule == "MSB4181" ||
            finding->failure.rule == "MSB6006")
            finding->weight = Weight::consequence;
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher dotnet_matcher = {
    "msbuild",
    {": error ", ": warning ", "error CS", "error FS", "error NU", "error MSB", "error NETSDK"},
    match_dotnet};

}  // namespace mendel::diagnose
