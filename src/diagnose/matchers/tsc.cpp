#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool is_any_of(long code, std::initializer_list<long> codes) {
    return std::find(codes.begin(), codes.end(), code) != codes.end();
}

/// Codes by https://github.com/microsoft/TypeScript/blob/main/src/compiler/diagnosticMessages.json:
/// 1000 and up syntax, 2000 semantics, 5000 options, 6000 unused and messages.
Category category_of(long code) {
    if (is_any_of(code, {1192, 1259, 2305, 2306, 2307, 2459, 2460, 2497, 2613, 2614, 2616, 2691,
                         2724, 2792, 2834, 2835, 7016}))
        return Category::import_error;
    if (code < 1200)
        return Category::syntax_error;
    if (is_any_of(code, {6133, 6138, 6192, 6196, 6198, 6199, 6205, 7027, 7028}))
        return Category::lint_error;
    if (code == 2688)
        return Category::dependency_error;
    if ((code >= 5000 && code < 6500) || code == 18002 || code == 18003)
        return Category::build_failure;
    return Category::type_error;
}

/// The name or module that the message is about.
std::string subject_of(long code, std::string_view message) {
    static const base::Regex k_member("(?:exported member|export)(?: named)? '([^']+)'");
    static const base::Regex k_quoted("'\"?([^'\"]+)\"?'");
    if (is_any_of(code, {2305, 2614, 2724, 2459, 2460}))
        if (const auto groups = k_member.match(message))
            return std::string((*groups)[1]);
    const bool is_about_name =
        category_of(code) == Category::import_error || category_of(code) == Category::lint_error ||
        is_any_of(code, {2304, 2552,  2503, 2318, 2339, 2551, 2580, 2581, 2582, 2583, 2584, 2688,
                         2693, 18004, 2591, 2592, 2593, 2300, 2451, 2741, 2353, 7006, 7031});
    const auto groups = is_about_name ? k_quoted.match(message) : std::nullopt;
    return groups ? std::string((*groups)[1]) : std::string{};
}

/// Chained messages are indented below the first line; `--pretty` adds the source.
std::size_t end_of(const Section& section, std::size_t begin) {
    constexpr std::size_t k_most = 30;
    auto end = begin + 1;
    while (end < section.size() && end < begin + k_most && section.text(end).substr(0, 2) == "  ")
        ++end;
    return end;
}

void match_tsc(const Section& section, Sink& sink) {
    static const base::Regex k_plain(
        "^(?:.*? > |ERROR in )?(\\S.*?)\\((\\d+),(\\d+)\\): error TS(\\d+): (.*)$");
    static const base::Regex k_pretty(
        "^\\s*(?:ERROR in )?(\\S.*?):(\\d+):(\\d+) - error TS(\\d+): (.*)$");
    static const base::Regex k_global("^error TS(\\d+): (.*)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 8000);
        if (!base::contains(text, "error TS"))
            continue;
        auto groups = k_plain.match(text);
        if (!groups)
            groups = k_pretty.match(text);
        const auto global = groups ? std::nullopt : k_global.match(text);
        if (!groups && !global)
            continue;
        const auto digits = groups ? (*groups)[4] : (*global)[1];
        const auto code = base::to_number(digits);
        auto finding = finding_at(i, category_of(code), "tsc", "TS" + std::string(digits));
        auto& failure = finding.failure;
        failure.message = groups ? (*groups)[5] : (*global)[2];
        failure.subject = subject_of(code, failure.message);
        if (groups)
            failure.locations = {{std::string((*groups)[1]),
                                  static_cast<int>(base::to_number((*groups)[2])),
                                  static_cast<int>(base::to_number((*groups)[3]))}};
        finding.end = end_of(section, i);
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher tsc_matcher = {"tsc", {"error TS"}, match_tsc};

}  // namespace mendel::diagnose
