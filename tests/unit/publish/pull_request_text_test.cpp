#include "publish/pull_request_text.hpp"

#include "base/text.hpp"
#include "support/catch.hpp"

using namespace mendel;

namespace {

/// Words that do harm in Markdown wherever they are not code.
const std::string k_hostile =
    "```\n# Approved @everyone\n<script>x</script> | [a](https://example.com) | </details> ![](x)\r"
    "\n````` *b* `c` #12 \x1b[31m";

model::Outcome hostile_outcome() {
    model::Outcome outcome{.kind = model::OutcomeKind::fixed, .message = k_hostile};
    outcome.failures = {{.message = k_hostile, .fingerprint = "0123456789abcdef"}};
    outcome.failures[0].tool = k_hostile;
    model::HealedRound round{.number = 1, .rung = "lint", .summary = k_hostile};
    round.target_message = k_hostile;
    round.verdict.checks = {{.command = k_hostile, .place = "overlay"}};
    outcome.rounds = {round};
    outcome.remaining = outcome.failures;
    return outcome;
}

std::size_t ticks_of(std::string_view line) {
    const auto end = line.find_first_not_of('`');
    return end == std::string_view::npos ? line.size() : end;
}

/// The lines of Markdown that are not within a fence, by the rule of CommonMark: a fence ends at a
/// line of at least as many ticks and nothing else.
std::vector<std::string> outside_fences(const std::string& markdown) {
    std::vector<std::string> lines;
    std::size_t fence = 0;
    for (const auto line : base::split_lines(markdown)) {
        const auto ticks = ticks_of(line);
        if (fence == 0 && ticks >= 3)
            fence = ticks;
        else if (fence == 0)
            lines.emplace_back(line);
        else if (ticks >= fence && base::trim(line.substr(ticks)).empty())
            fence = 0;
    }
    CHECK(fence == 0);
    return lines;
}

int count(const std::string& text, const std::string& part) {
    int found = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1))
        ++found;
    return found;
}

/// That no foreign words reach a reader as Markdown, HTML or a mention.
void check_harmless(const std::string& markdown, int own_details) {
    std::string outside;
    for (const auto& line : outside_fences(markdown)) {
        INFO(line);
        CHECK(line.substr(0, 10) != "# Approved");
        outside += line + "\n";
    }
    INFO(outside);
    for (const auto* word : {"@everyone", "<script", "[a](", "![", "\x1b", "\r", "#12", "```"})
        CHECK(count(outside, word) == 0);
    CHECK(count(outside, "</details>") == own_details);
}

}  // namespace

TEST_CASE("inert text keeps its words and loses its powers") {
    CHECK(publish::inert("plain words, 1 + 1") == "plain words, 1 + 1");
    CHECK(publish::inert("a\nb\tc\x7f") == "a b c ");
    CHECK(publish::inert("<b>") == "&lt;b\\>");
    CHECK(publish::inert("`x`") == "'x'");
    CHECK(publish::inert("a|b") == "a\\|b");
    CHECK(publish::inert("[x](y)") == "\\[x\\](y)");
    CHECK(publish::inert("**a** _b_") == "\\*\\*a\\*\\* \\_b\\_");
    CHECK(publish::inert("@me #1") == "@\u200bme #\u200b1");
}

TEST_CASE("a fence is longer than any run of ticks inside it") {
    CHECK(publish::fenced("a", "sh") == "```sh\na\n```\n");
    CHECK(publish::fenced("a\n") == "```\na\n```\n");
    CHECK(publish::fenced("") == "```\n\n```\n");
    CHECK(publish::fenced("```\nx\n````") == "`````\n```\nx\n````\n`````\n");
}

TEST_CASE("the branch is named by base and fingerprint alone") {
    const auto branch = [](const std::string& base, const std::string& prefix = "mendel/") {
        return publish::render_pull_request(hostile_outcome(),
                                            {.branch_prefix = prefix, .base_branch = base})
            .branch;
    };
    CHECK(branch("main") == "mendel/heal/main-0123456789ab");
    CHECK(branch("feature/a b~^:?*[\\") == "mendel/heal/feature-a-b--------0123456789ab");
    CHECK(branch("") == "mendel/heal/detached-0123456789ab");
    CHECK(branch("main", "bots/") == "bots/heal/main-0123456789ab");
    CHECK(publish::render_pull_request({}, {.base_branch = "main"}).branch ==
          "mendel/heal/main-000000000000");
}

TEST_CASE("the title is one line of at most 72 bytes that counts the further rounds") {
    model::Outcome outcome;
    outcome.rounds = {{.summary = "format 1 file with black"}};
    CHECK(publish::render_pull_request(outcome, {}).title == "format 1 file with black");
    outcome.rounds.push_back({.summary = "second"});
    CHECK(publish::render_pull_request(outcome, {}).title == "format 1 file with black and 1 more");
    outcome.rounds[0].summary = std::string(100, 'a') + "\nb";
    const auto title = publish::render_pull_request(outcome, {}).title;
    CHECK(title.size() <= 72);
    CHECK(title.find('\n') == std::string::npos);
    CHECK(title.substr(title.size() - 11) == " and 1 more");
    CHECK(publish::render_pull_request({}, {}).title == "Mend the failing check");
}

TEST_CASE("the body of a hostile outcome is harmless") {
    const auto text = publish::render_pull_request(
        hostile_outcome(),
        {.base_branch = "main", .check = k_hostile, .receipt = "{\"a\": \"" + k_hostile + "\"}"});
    check_harmless(text.body, 1);
    check_harmless(text.title, 0);
    CHECK(text.body.find("mendel replay") != std::string::npos);
    CHECK(count(text.body, "| 1 | lint | ") == 1);
}

TEST_CASE("the report of a hostile outcome is harmless and names what is left") {
    const auto report = publish::render_report(hostile_outcome(), k_hostile);
    check_harmless(report, 0);
    CHECK(report.substr(0, 8) == "# fixed\n");
    CHECK(count(report, "**Left**") == 1);
}
