#include "publish/pull_request_text.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/markdown.hpp"
#include "base/text.hpp"
#include "base/time_format.hpp"
#include "publish/hand_over_text.hpp"

namespace mendel::publish {

namespace {

constexpr std::size_t k_longest_title = 72;
constexpr std::size_t k_longest_body = 65000;  // GitHub takes 65,536 characters

std::string branch_part(std::string_view branch) {
    std::string part;
    for (const char c : branch) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        part += plain ? c : '-';
    }
    return part.empty() ? "detached" : part;
}

std::string rounds_table(const model::Outcome& outcome) {
    std::string text = "| round | rung | what was wrong | what was changed |\n|---|---|---|---|\n";
    for (const auto& round : outcome.rounds)
        text += fmt::format("| {} | {} | {} | {} |\n", round.number, inert(round.rung),
                            inert(round.target_message), inert(round.summary));
    return text;
}

std::string proof_list(const model::Outcome& outcome) {
    std::string text;
    if (outcome.rounds.empty())
        return text;
    for (const auto& check : outcome.rounds.back().verdict.checks)
        text += fmt::format("- `{}` exit code {} in {} ({})\n", inert(check.command),
                            check.exit_code, base::to_text(check.duration), inert(check.place));
    return text;
}

std::string receipt_part(const std::string& receipt, std::size_t room) {
    const auto whole = fmt::format(
        "Replay it with `mendel replay "
        "receipt.json`.\n\n<details><summary>Receipt</summary>\n\n{}\n"
        "</details>\n",
        fenced(receipt, "json"));
    return whole.size() <= room
               ? whole
               : "The receipt is too long for this place: it is receipt.json in the artifact. "
                 "Replay it with `mendel replay receipt.json`.\n";
}

std::string title_of(const model::Outcome& outcome) {
    const auto summary =
        outcome.rounds.empty() ? "Mend the failing check" : inert(outcome.rounds.front().summary);
    const auto more =
        outcome.rounds.size() > 1 ? fmt::format(" and {} more", outcome.rounds.size() - 1) : "";
    return base::ellipsize(summary, k_longest_title - more.size()) + more;
}

std::string failures_list(const std::vector<model::Failure>& failures) {
    std::string text;
    for (const auto& failure : failures)
        text += fmt::format("- {} ({}): {}\n", model::name_of(failure.category),
                            inert(failure.tool), inert(failure.message));
    return text;
}

/// How the changes were found, and what would have served as well.
std::string notes_list(const model::Outcome& outcome) {
    std::string text;
    for (const auto& round : outcome.rounds)
        for (const auto& note : round.notes)
            text += fmt::format("- {}: {}\n", inert(round.rung), inert(note));
    return text.empty() ? text : "\n**Search**\n\n" + text;
}

}  // namespace

std::string branch_marker(std::string_view branch) {
    std::string name;
    for (const char letter : branch)
        name += letter == '-' || letter == '%' || letter == '>' || letter == '<'
                    ? fmt::format("%{:02X}", static_cast<unsigned char>(letter))
                    : std::string(1, letter);
    return fmt::format("<!-- mendel:branch={} -->", name);
}

std::string fenced(std::string_view text, std::string_view language) {
    const auto fence = base::code_fence(text);
    return fmt::format("{}{}\n{}{}{}\n", fence, language, text,
                       !text.empty() && text.back() == '\n' ? "" : "\n", fence);
}

std::string inert(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7f)
            safe += ' ';
        else if (c == '@' || c == '#')
            safe += fmt::format("{}\u200b", c);
        else if (c == '<')
            safe += "&lt;";
        else if (c == '`')
            safe += '\'';
        else if (std::string_view("\\|[]*_!>").find(c) != std::string_view::npos)
            safe += fmt::format("\\{}", c);
        else
            safe += c;
    }
    return safe;
}

PullRequestText render_pull_request(const model::Outcome& outcome, const PullRequestFacts& facts) {
    auto fingerprint = facts.fingerprint;
    if (fingerprint.empty())
        fingerprint =
            outcome.failures.empty() ? std::string(12, '0') : outcome.failures.front().fingerprint;
    auto body = branch_marker(facts.base_branch) + "\n";
    body += fmt::format("{}\n\n**Check**\n\n{}\n**Rounds**\n\n{}\n**Proof**\n\n{}{}\n",
                        inert(outcome.message), fenced(facts.check, "sh"), rounds_table(outcome),
                        proof_list(outcome), notes_list(outcome));
    for (const auto& note : facts.notes)
        body += note + "\n\n";
    return {.branch = fmt::format("{}heal/{}-{}", facts.branch_prefix,
                                  branch_part(facts.base_branch), fingerprint.substr(0, 12)),
            .title = title_of(outcome),
            .body = body + receipt_part(facts.receipt, k_longest_body - body.size())};
}

std::string render_report(const model::Outcome& outcome, std::string_view check) {
    auto text = fmt::format("# {}\n\n{}\n\n**Check**\n\n{}\n", model::name_of(outcome.kind),
                            inert(outcome.message), fenced(check, "sh"));
    if (!outcome.failures.empty())
        text += "**Found**\n\n" + failures_list(outcome.failures) + "\n";
    if (!outcome.rounds.empty())
        text += "**Rounds**\n\n" + rounds_table(outcome) + "\n**Proof**\n\n" + proof_list(outcome) +
                notes_list(outcome);
    if (!outcome.remaining.empty())
        text += "\n**Left**\n\n" + failures_list(outcome.remaining);
    if (outcome.rounds.empty() || !outcome.remaining.empty())
        text += "\n" + render_hand_over(model::agent_tries_of(outcome));
    return text;
}

}  // namespace mendel::publish
