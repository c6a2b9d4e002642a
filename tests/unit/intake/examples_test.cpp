#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "payloads.hpp"
#include "support/catch.hpp"

using namespace mendel;
using intake_test::Json;

namespace {

/// What expected.jsonl says of one example, as mendel sees it.
Json seen(const std::string& name, std::size_t index) {
    const auto event = intake::parse_event(name, intake_test::example(name, index).dump());
    if (!event)
        return {{"error", base::describe(event.error())}};
    Json line = {{"file", "api.github.com/index.json"},
                 {"event", name},
                 {"index", index},
                 {"kind", intake::name_of(event->kind)},
                 {"actor", event->actor.login},
                 {"number", event->number},
                 {"commit", event->commit}};
    const auto decision = intake_test::to_json(intake::decide(*event, {}, {}, {}).value());
    if (decision.contains("ignore"))
        line["ignored"] = decision["ignore"];
    else
        line["asks"] = decision["need"][0];
    return line;
}

}  // namespace

TEST_CASE("each of the 329 example payloads is read as expected.jsonl says") {
    const auto expected = intake_test::data_lines("expected.jsonl");
    CHECK(expected.size() == 329);
    for (const auto& line : expected) {
        INFO(line);
        CHECK(seen(line.at("event"), line.at("index")) == line);
    }
}

TEST_CASE("expected.jsonl has a line for every example") {
    std::size_t count = 0;
    for (const auto& entry : intake_test::all_examples())
        count += entry.at("examples").size();
    CHECK(intake_test::data_lines("expected.jsonl").size() == count);
}
