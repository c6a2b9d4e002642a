#include "diagnose/log_steps.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_statement_cap = 1000;  // bytes of a line in which a runner says something

/// In the order of preference where a log has the marks of two.
constexpr std::array<const Service*, 6> k_services = {&runner_service,    &travis_service,
                                                      &gitlab_service,    &jenkins_service,
                                                      &buildkite_service, &circleci_service};

const Service* service_of(const Lines& lines) {
    auto best = k_services.size();
    for (const auto& line : lines)
        for (std::size_t i = 0; i < best; ++i)
            if (k_services[i]->wrote(line))
                best = i;
    return best < k_services.size() ? k_services[best] : nullptr;
}

bool any_failed(const std::vector<Step>& steps) {
    return std::any_of(steps.begin(), steps.end(),
                       [](const Step& step) { return step.exit_code != 0; });
}

}  // namespace

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_timeout(std::string_view text) {
    static const base::Regex k_pattern(
        "has timed out after \\d|exceeded the maximum execution time|"
        "[Nn]o output has been received in the last|exceeded the maximum time limit for jobs|"
        "[Ee]xecution took longer than \\d|Timeout has been exceeded|"
        "^Too long with no output \\(exceeded");
    return text.size() < k_statement_cap && k_pattern.found_in(text);
}

std::optional<int> exit_code_in(std::string_view text) {
    static const base::Regex k_pattern(
        "exit(?:ed)?(?: with)? (?:code|status)(?: exit status)?:? '?(\\d{1,9})");
    const auto groups = k_pattern.match(text.substr(0, k_statement_cap));
    if (!groups)
        return std::nullopt;
    return static_cast<int>(base::to_number((*groups)[1]));
}

std::vector<Step> steps_of(const Lines& lines, const model::LogSource& source) {
    const auto* service = service_of(lines);
    auto steps = service != nullptr ? service->steps(lines) : std::vector<Step>{};
    const bool known_red = source.exit_code.value_or(0) != 0 || source.timed_out;
    if (!steps.empty() && (any_failed(steps) || !known_red))
        return steps;
    return {{.command = source.command,
             .exit_code = source.exit_code,
             .timed_out = source.timed_out,
             .begin = 0,
             .end = lines.size()}};
}

}  // namespace mendel::diagnose
