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

/// Whether the step runs Terraform or OpenTofu, by its command or by what they print first.
bool is_terraform(const Section& section) {
    if (section.runs("terraform") || section.runs("tofu") || section.runs("terragrunt"))
        return true;
    for (std::size_t i = 0; i < section.size(); ++i)
        for (const std::string_view sign :
             {"Initializing the backend", "Initializing provider plugins", "Initializing modules",
              "Terraform "})
            if (section.text(i).substr(0, sign.size()) == sign)
                return true;
    return false;
}

constexpr std::string_view k_error = "Error: ";

/// Where a diagnostic ends: at its frame's foot or at the next one's title.
std::size_t end_of(const Section& section, std::size_t at) {
    auto end = at + 1;
    while (end < section.size() && end < at + 40 && !contains(section.text(end), "╵") &&
           inside(section.text(end)).substr(0, k_error.size()) != k_error)
        ++end;
    return end;
}

/// "Error: title", "  on main.tf line 3, in resource "x" "y":" and the details below.
void match_errors(const Section& section, Sink& sink) {
    static const base::Regex k_place(
        "^on (\\S+\\.tf(?:\\.json|vars)?) line (\\d+)(?:, in (.+?))?:?$");
    const bool is_known = is_terraform(section);
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = inside(section.text(i)).substr(0, 2000);
        if (text.substr(0, k_error.size()) != k_error || section.claimed(i))
            continue;
        auto finding = finding_at(i, Category::build_failure, "terraform", "error");
        auto& failure = finding.failure;
        failure.message = text.substr(k_error.size());
        describe(failure.message, failure);
        const auto end = end_of(section, i);
        for (auto at = i + 1; at < end && failure.locations.empty(); ++at)
            if (const auto place = k_place.match(inside(section.text(at)).substr(0, 2000))) {
                failure.locations = {{std::string((*place)[1]), number_of((*place)[2])}};
                failure.subject = (*place)[3];
            }
        if (failure.locations.empty() && !is_known && !contains(section.text(i), "│"))
            continue;
        if (contains(failure.message, "encountered problems during initiali"))
            finding.weight = Weight::consequence;
        finding.end = failure.locations.empty() ? i + 1 : end;
        sink.report(std::move(finding));
    }
}

/// `terraform fmt -check -diff`: "--- old/main.tf".
void match_format(const Section& section, Sink& sink) {
    static const base::Regex k_old("^--- old/(\\S+\\.(?:tf|tfvars|tftest\\.hcl))$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto groups = k_old.match(section.text(i).substr(0, 1000));
        if (!groups || section.text(i + 1).substr(0, 8) != "+++ new/")
            continue;
        auto finding = finding_at(i, Category::lint_error, "terraform fmt", "format");
        finding.failure.message = "the file is not formatted";
        finding.failure.severity = model::Severity::low;
        finding.failure.locations = {{std::string((*groups)[1])}};
        sink.report(std::move(finding));
    }
}

void match_terraform(const Section& section, Sink& sink) {
    match_errors(section, sink);
    match_format(section, sink);
}

}  // namespace

const Matcher terraform_matcher = {"terraform",
                                   {"│ Error: ", ".tf line ", "Initializing the backend",
                                    "Initializing provider plugins", "--- old/"},
                                   match_terraform};

}  // namespace mendel::diagnose
