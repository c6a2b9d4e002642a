#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// The line without the bar that frames a diagnostic ("│ Error: text", "╷", "╵").
std::string_view inside(std::string_view text) {
    constexpr std::string_view k_bar = "│";
    text = base::trim(text);
    if (text.substr(0, k_bar.size()) == k_bar)
        text.remove_prefix(k_bar.size());
    return base::trim(text);
}

void describe(std::string_view title, model::Failure& failure) {
    static const base::Regex k_syntax(
        "^(?:Invalid (?:block|expression|character|multi-line)|Argument or block definition|"
        "Unclosed|Missing newline|Unsupported block type|Invalid argument name)");
    static const base::Regex k_missing(
        "^(?:Failed to (?:query available provider|install provider)|Module not "
        "(?:found|installed)|"
        "Could not (?:download module|load plugin)|Inconsistent dependency lock file|Missing "
        "required provider)");
    static const base::Regex k_reference(
        "^(?:Reference to undeclared|Unsupported argument|Unsupported attribute|Missing required "
        "argument|Duplicate )");
    static const base::Regex k_state(
        "^(?:Error (?:acquiring the state lock|loading state)|Backend initialization|No valid "
        "credential|Failed to get existing)");
    if (k_syntax.found_in(title))
        failure.category = Category::syntax_error;
    else if (k_missing.found_in(title))
        failure.category = Category::dependency_error;
    else if (k_reference.found_in(title))
        failure.category = Category::build_failure;
    else if (k_state.found_in(title))
        failure.category = Category::infrastructure;
}

/// "Error: title", "  on main.tf line 3, in resource "x" "y":" and the details below.
void match_terraform(const Section& section, Sink& sink) {
    static const base::Regex k_place(
        "^on (\\S+\\.tf(?:\\.json|vars)?) line (\\d+)(?:, in (.+?))?:?$");
    constexpr std::string_view k_error = "Error: ";
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = inside(section.text(i)).substr(0, 2000);
        if (text.substr(0, k_error.size()) != k_error || section.claimed(i))
            continue;
        auto finding = finding_at(i, Category::build_failure, "terraform", "error");
        auto& failure = finding.failure;
        failure.message = text.substr(k_error.size());
        describe(failure.message, failure);
        const bool is_framed = contains(section.text(i), "│");
        auto end = i + 1;
        for (; end < section.size() && end < i + 40; ++end) {
            const auto line = inside(section.text(end)).substr(0, 2000);
            if (line.substr(0, k_error.size()) == k_error || contains(section.text(end), "╵"))
                break;
            if (const auto place = k_place.match(line); place && failure.locations.empty()) {
                failure.locations = {{std::string((*place)[1]), number_of((*place)[2])}};
                failure.subject = (*place)[3];
            }
        }
        if (failure.locations.empty() && !is_framed)
            continue;
        finding.end = failure.locations.empty() ? i + 1 : end;
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher terraform_matcher = {"terraform", {"│ Error: ", ".tf line "}, match_terraform};

}  // namespace mendel::diagnose
