#include "publish/hand_over_text.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "base/time_format.hpp"
#include "publish/pull_request_text.hpp"

namespace mendel::publish {

namespace {

constexpr std::size_t k_longest_words = 600;
constexpr std::size_t k_most_lines = 8;

std::string verdict_line(const model::AgentTry& tried) {
    if (tried.verdict.empty())
        return "- Nothing was changed.\n";
    std::vector<std::string> files;
    for (const auto& file : tried.files)
        files.push_back(inert(file));
    return fmt::format("- Changed {}; the judge says: {}.\n",
                       files.empty() ? "no file" : base::join(files, ", "), inert(tried.verdict));
}

std::string evidence_lines(const model::AgentTry& tried) {
    std::string text;
    for (const auto& refusal : tried.refusals)
        text += fmt::format("- Refused: {}\n", inert(model::to_text(refusal)));
    std::size_t shown = 0;
    for (const auto& line : tried.remaining)
        if (shown++ < k_most_lines)
            text += fmt::format("- Still failing: {}\n", inert(line));
    if (shown > k_most_lines)
        text += fmt::format("- and {} more\n", shown - k_most_lines);
    return text;
}

std::string try_part(const model::AgentTry& tried, std::size_t number) {
    auto text = fmt::format("**Try {}** by {}: {}, {}, ${:.2f}\n\n", number, inert(tried.agent),
                            inert(tried.end), base::to_text(tried.duration), tried.cost_usd);
    if (!tried.detail.empty())
        text += fmt::format("- It ended: {}\n", inert(tried.detail));
    text += verdict_line(tried) + evidence_lines(tried);
    if (!tried.words.empty())
        text += fmt::format("- Its last words: {}\n",
                            inert(base::ellipsize(tried.words, k_longest_words)));
    return text + "\n";
}

std::string tools_table(const std::vector<model::ToolUse>& tools) {
    if (tools.empty())
        return {};
    std::string text = "| tool | calls | errors | p95 |\n|---|---|---|---|\n";
    for (const auto& tool : tools)
        text += fmt::format("| {} | {} | {:.0f} % | {:.0f} ms |\n", inert(tool.name), tool.calls,
                            100 * tool.error_share(), tool.p95_ms);
    return text + "\n";
}

}  // namespace

std::string render_hand_over(const std::vector<model::AgentTry>& tries) {
    if (tries.empty())
        return {};
    std::string text = "**Hand-over: what was tried and learnt**\n\n";
    for (std::size_t index = 0; index < tries.size(); ++index)
        text += try_part(tries[index], index + 1);
    return text + tools_table(model::tools_of(tries));
}

}  // namespace mendel::publish
