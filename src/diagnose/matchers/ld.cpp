#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// The source named at the line's start: "file.c:(.text+0xa):" or "/path/file.c:12:".
model::Location place_of(std::string_view text) {
    static const base::Regex k_place("([^\\s:()]+\\.\\w+):(?:(\\d+):|\\()");
    const auto groups = k_place.match(text);
    if (!groups)
        return {};
    const auto line = base::to_number((*groups)[2]);
    return {std::string((*groups)[1]), line > 0 ? static_cast<int>(line) : 0};
}

void report(std::size_t at, std::string_view rule, std::string_view subject, std::string_view text,
            Sink& sink) {
    const bool is_library = rule == "missing-library";
    auto finding = finding_at(at, is_library ? Category::dependency_error : Category::build_failure,
                              "ld", rule);
    finding.failure.subject = subject;
    finding.failure.message = base::trim(text);
    if (auto place = place_of(text); !place.file.empty() && !is_library)
        finding.failure.locations = {place};
    sink.report(std::move(finding));
}

/// lld puts the place below: ">>> referenced by file.c:2".
std::string with_place(const Section& section, std::size_t at) {
    auto text = std::string(section.text(at));
    if (contains(section.text(at + 1), ">>> "))
        text += " " + std::string(base::trim(section.text(at + 1))) + ":";
    return text;
}

void match_apple(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_symbol("^\\s+\"_?([^\"]+)\", referenced from:");
    for (auto i = at + 1; i < section.size() && i < at + 200; ++i) {
        if (section.text(i).substr(0, 1) != " ")
            return;
        if (const auto groups = k_symbol.match(section.text(i).substr(0, 2000)))
            report(i, "undefined-reference", (*groups)[1], section.text(i), sink);
    }
}

void match_ld(const Section& section, Sink& sink) {
    static const base::Regex k_undefined("undefined reference to [`'‘]([^'’]+)['’]");
    static const base::Regex k_lld("ld(?:64)?\\.lld: error: undefined symbol: (.+)$");
    static const base::Regex k_multiple(
        "multiple definition of [`'‘]([^'’]+)['’]|ld\\.lld: error: duplicate symbol: (.+)$");
    static const base::Regex k_library(
        "(?:cannot find|library not found for|unable to find library) -l:?([\\w.+-]+)");
    static const base::Regex k_status(
        "^(?:collect2: error: ld returned|clang(?:\\+\\+)?(?:-\\d+)?: error: linker command "
        "failed)");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 8000);
        if (section.claimed(i) || text.size() < 10)
            continue;
        if (const auto g =
                contains(text, "undefined reference") ? k_undefined.match(text) : std::nullopt) {
            report(i, "undefined-reference", (*g)[1], text, sink);
        } else if (const auto l =
                       contains(text, "undefined symbol: ") ? k_lld.match(text) : std::nullopt) {
            report(i, "undefined-reference", (*l)[1], with_place(section, i), sink);
        } else if (const auto m =
                       contains(text, "multiple def") || contains(text, "duplicate symbol")
                           ? k_multiple.match(text)
                           : std::nullopt) {
            report(i, "multiple-definition", (*m)[1].empty() ? (*m)[2] : (*m)[1], text, sink);
        } else if (const auto n = contains(text, " -l") ? k_library.match(text) : std::nullopt) {
            report(i, "missing-library", (*n)[1], text, sink);
        } else if (text.substr(0, 18) == "Undefined symbols ") {
            match_apple(section, i, sink);
        } else if (contains(text, "error: ") && k_status.found_in(text)) {
            auto finding = finding_at(i, Category::build_failure, "ld", "");
            finding.failure.message = text;
            finding.weight = Weight::consequence;
            sink.report(std::move(finding));
        }
    }
}

}  // namespace

const Matcher ld_matcher = {
    "ld",
    {"undefined reference", "undefined symbol", "multiple definition", "duplicate symbol", " -l",
     "Undefined symbols", "ld returned", "linker command failed"},
    match_ld};

}  // namespace mendel::diagnose
