#include "publish/conclusion_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::publish {

namespace {

constexpr std::size_t k_longest_diff = 50000;
constexpr std::size_t k_longest_details = 20000;

std::string paragraph(const std::string& text) {
    return text.empty() ? std::string() : inert(text) + "\n\n";
}

std::string headline(const Conclusion& conclusion) {
    if (!conclusion.pull_request_url.empty())
        return fmt::format("**mendel: {}** in [#{}]({})\n\n", conclusion.outcome,
                           conclusion.pull_request, conclusion.pull_request_url);
    return fmt::format("**mendel: {}**\n\n", conclusion.outcome);
}

std::string refusals_list(const Conclusion& conclusion) {
    std::string text;
    for (const auto& refusal : conclusion.refusals)
        text += fmt::format("- {}\n", inert(model::to_text(refusal)));
    return text.empty() ? text : text + "\n";
}

std::string delivery(const Conclusion& conclusion) {
    std::string text;
    if (!conclusion.compare_url.empty())
        text += fmt::format("[Open the pull request yourself]({}).\n\n", conclusion.compare_url);
    if (conclusion.diff.size() > k_longest_diff)
        text += "The patch is too long to be shown: it is patch.diff in the artifact.\n\n";
    else if (!conclusion.diff.empty())
        text += "Apply this with `git apply`:\n\n" + fenced(conclusion.diff, "diff") + "\n";
    return text;
}

std::string body(const Conclusion& conclusion) {
    auto text = headline(conclusion) + paragraph(conclusion.message);
    if (!conclusion.check.empty())
        text += fenced(conclusion.check, "sh") + "\n";
    text += refusals_list(conclusion) + paragraph(conclusion.advice) + delivery(conclusion);
    text += conclusion.hand_over;
    for (const auto& note : conclusion.notes)
        text += note + "\n\n";
    return text;
}

}  // namespace

std::string render_summary(const Conclusion& conclusion) {
    auto text = body(conclusion);
    if (!conclusion.details.empty())
        text += "<details><summary>Report</summary>\n\n" +
                fenced(base::ellipsize(conclusion.details, k_longest_details)) + "\n</details>\n\n";
    return text +
           fmt::format("{} to GitHub's API.\n",
                       base::counted(static_cast<std::size_t>(conclusion.api_calls), "call"));
}

std::string render_comment(const Conclusion& conclusion) {
    auto text = body(conclusion);
    if (!conclusion.run_url.empty())
        text += fmt::format("<sub>[What mendel did]({})</sub>\n", conclusion.run_url);
    return text;
}

}  // namespace mendel::publish
