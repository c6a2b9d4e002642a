#include "forge/records.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/json_schema.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;

namespace {

constexpr auto k_time = "2026-01-31T23:59:59Z";

/// What the published schema has against a record; empty where nothing.
std::string complaints(const std::string& noun, const std::string& text) {
    const auto path = std::string(MENDEL_SOURCE_FOLDER) + "/schemas/" + noun + ".schema.json";
    const auto schema = base::parse_json(sys::read_file(path).value(), path).value();
    std::string found;
    const auto problems = base::check_schema(schema, base::parse_json(text, noun).value()).value();
    for (const auto& problem : problems)
        found += problem.pointer + ": " + problem.message + "\n";
    return found;
}

}  // namespace

TEST_CASE("records follow their published schemas") {
    CHECK(
        complaints("pull_request", forge::to_text(forge::PullRequest{.number = 3,
                                                                     .base_branch = "main",
                                                                     .commit = std::string(40, 'a'),
                                                                     .labels = {"mendel"},
                                                                     .created = k_time,
                                                                     .updated = k_time})) == "");
    CHECK(complaints("issue", forge::to_text(forge::Issue{
                                  .number = 3, .created = k_time, .updated = k_time})) == "");
    CHECK(complaints("comment",
                     forge::to_text(forge::Comment{.created = k_time, .updated = k_time})) == "");
    CHECK(complaints("issue", "{}") != "");
}

TEST_CASE("records are read back as they were written, with text that is not UTF-8 mended") {
    const forge::Issue issue{.number = 3,
                             .title = "quote \" and \\ and caf\xc3\xa9",
                             .body = "a\nb\t\x01\n",
                             .labels = {"x", "y"},
                             .open = false,
                             .author = "mendel",
                             .created = k_time,
                             .updated = k_time};
    const auto read = forge::parse_issue(forge::to_text(issue), "here");
    REQUIRE(read);
    CHECK(read->title == issue.title);
    CHECK(read->body == issue.body);
    CHECK(read->labels == issue.labels);
    CHECK_FALSE(read->open);
    CHECK(forge::parse_comment(forge::to_text(forge::Comment{.body = "\xff"}), "here"));
}
