#include "model/request_json.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/json_schema.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;
using nlohmann::json;

namespace {

model::Request sample() {
    return {.mission = model::Mission::heal,
            .repository = "octo-org/octo-repo",
            .event = "workflow_run",
            .actor = "octocat",
            .number = 7,
            .comment_id = 9,
            .run_id = 289782451,
            .run_attempt = 2,
            .workflow_path = ".github/workflows/ci.yml",
            .head_branch = "topic",
            .head_commit = std::string(40, 'a'),
            .tested_commit = std::string(40, 'b'),
            .base_branch = "main",
            .default_branch = "main",
            .head_repository = "octo-org/octo-repo",
            .options = {.rungs = {"format", "lint"}},
            .fingerprint = std::string(64, 'c'),
            .category = "lint_error",
            .attempt = 1};
}

/// Why a text is refused; empty where it is read.
std::string refusal(const json& object) {
    const auto request = model::parse_request(object.dump(), "input request");
    return request ? "" : base::describe(request.error());
}

json schema() {
    const auto path = std::string(MENDEL_SOURCE_FOLDER) + "/schemas/request.schema.json";
    return base::parse_json(sys::read_file(path).value(), path).value();
}

}  // namespace

TEST_CASE("a Request fits its schema and is read back as it was written") {
    const auto object = model::to_json(sample());
    const auto problems = base::check_schema(schema(), object);
    REQUIRE(problems.has_value());
    CHECK(problems->empty());
    const auto read = model::parse_request(base::to_line(object), "x");
    REQUIRE(read.has_value());
    CHECK(model::to_json(*read) == object);
}

TEST_CASE("the schema and the codec hold the same fields") {
    const auto object = model::to_json(model::Request{});
    const auto published = schema();
    CHECK(object.size() == published["properties"].size());
    for (const auto& field : published["required"])
        CHECK(object.contains(field.get<std::string>()));
}

TEST_CASE("a Request without a field is refused by that field's name") {
    const auto object = model::to_json(sample());
    for (const auto& member : object.items()) {
        if (member.key() == "schema")
            continue;
        auto less = object;
        less.erase(member.key());
        INFO(member.key());
        CHECK(refusal(less).find("The field " + member.key() + " ") != std::string::npos);
    }
}

TEST_CASE("a field of a wrong form is refused") {
    struct Case {
        const char* pointer;
        json value;
    };
    const auto c = GENERATE(values<Case>({
        {"/mission", "destroy"},
        {"/repository", "octo-org"},
        {"/repository", "a/b/../c"},
        {"/number", "7"},
        {"/number", -1},
        {"/number", 1e300},
        {"/run_attempt", 5'000'000},
        {"/head_branch", "--upload-pack=x"},
        {"/base_branch", "a b"},
        {"/default_branch", "a\nb"},
        {"/head_commit", "HEAD"},
        {"/tested_commit", "abc"},
        {"/apply", true},
        {"/head_repository", "x"},
        {"/is_fork", "false"},
        {"/options", json::array()},
        {"/options/rungs", "format"},
        {"/options/rungs/0", 1},
        {"/fingerprint", "c"},
        {"/fingerprint", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {"/actor", "a\x1b[31m"},
        {"/category", std::string(256, 'x')},
    }));
    auto object = model::to_json(sample());
    object[json::json_pointer(c.pointer)] = c.value;
    INFO(c.pointer << " " << c.value);
    CHECK(refusal(object).rfind("input request: The field ", 0) == 0);
}

TEST_CASE("another schema, no JSON and endless text are refused, a new field is passed over") {
    auto object = model::to_json(sample());
    object["more"] = 1;
    CHECK(refusal(object).empty());
    object["schema"] = "mendel.request/2";
    CHECK_THAT(refusal(object), Catch::Matchers::Contains("same version of mendel"));
    CHECK_FALSE(model::parse_request("", "x").has_value());
    CHECK_FALSE(model::parse_request("[1e999", "x").has_value());
    CHECK_FALSE(model::parse_request(std::string(70'000, ' ') + "{}", "x").has_value());
}

TEST_CASE("every mission has a name of its own") {
    using model::Mission;
    CHECK(model::name_of(Mission::cleanup) == "cleanup");
    CHECK(model::name_of(Mission::create) == "create");
    CHECK(model::name_of(Mission::evolve) == "evolve");
}
