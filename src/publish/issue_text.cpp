#include "publish/issue_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::publish {

namespace {

using model::Failure;

constexpr std::size_t k_longest_title = 72;
constexpr std::size_t k_most_failures = 10;
constexpr std::size_t k_most_places = 5;
constexpr std::size_t k_longest_message = 500;
constexpr std::string_view k_seen = "<!-- mendel:seen=";

std::string category_words(const Failure& failure) {
    return base::replace_all(std::string(model::name_of(failure.category)), "_", " ");
}

std::string title_of(const std::vector<Failure>& failures, const std::string& branch) {
    if (failures.empty())
        return base::ellipsize(fmt::format("Checks fail on {}", inert(branch)), k_longest_title);
    const auto& first = failures.front();
    const auto about = first.tool.empty() ? first.message : first.tool + ": " + first.message;
    return base::ellipsize(
        fmt::format("{} on {}: {}", category_words(first), inert(branch), inert(about)),
        k_longest_title);
}

std::string places_of(const Failure& failure) {
    std::string text;
    const auto count = std::min(failure.locations.size(), k_most_places);
    for (std::size_t i = 0; i < count; ++i) {
        const auto& place = failure.locations[i];
        text += fmt::format("  - {}{}\n", inert(place.file),
                            place.line > 0 ? fmt::format(":{}", place.line) : "");
    }
    if (failure.locations.size() > count)
        text += fmt::format("  - and {} more\n", failure.locations.size() - count);
    return text;
}

std::string failures_list(const std::vector<Failure>& failures) {
    std::string text;
    const auto count = std::min(failures.size(), k_most_failures);
    for (std::size_t i = 0; i < count; ++i)
        text += fmt::format(
            "- **{}** {} {}\n{}", category_words(failures[i]), inert(failures[i].tool),
            inert(base::ellipsize(failures[i].message, k_longest_message)), places_of(failures[i]));
    if (failures.size() > count)
        text += fmt::format("- and {} more\n", failures.size() - count);
    return text;
}

}  // namespace

std::string fingerprint_marker(std::string_view fingerprint) {
    return fmt::format("<!-- mendel:fingerprint={} -->", fingerprint);
}

int times_seen(std::string_view body) {
    const auto at = body.find(k_seen);
    if (at == std::string_view::npos)
        return 0;
    const auto rest = body.substr(at + k_seen.size());
    return static_cast<int>(std::clamp(base::to_number(rest.substr(0, rest.find(' '))), 0L, 9999L));
}

IssueText render_issue(const std::vector<Failure>& failures, const IssueFacts& facts) {
    auto body = fmt::format("{}\n{}\n{}{} -->\n", branch_marker(facts.branch),
                            fingerprint_marker(facts.fingerprint), k_seen, facts.seen);
    body +=
        fmt::format("Checks fail on branch {} at {}. [The run that failed last]({}), seen {}.\n\n",
                    inert(facts.branch), facts.commit.substr(0, 12), facts.run_url,
                    base::counted(static_cast<std::size_t>(facts.seen), "time"));
    body += failures_list(failures);
    if (facts.hidden > 0)
        body += fmt::format("\n{} not told in public.\n",
                            base::counted(facts.hidden, "security finding"));
    return {.title = title_of(failures, facts.branch),
            .body = body + "\n<sub>Closed by itself when the branch is green again.</sub>\n"};
}

}  // namespace mendel::publish
