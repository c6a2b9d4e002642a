#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "diagnose/diagnose.hpp"
#include "model/failure_json.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

// Each tests/logs/<tool>/<case>.log is what a tool really printed, or, where the .json says
// "source": "documentation", what its documentation shows; the .json beside it holds the
// source's facts ("command", "exit_code", "root", "timed_out") and "failures": the fields that
// each failure must have, in order. Where "failures" is shorter than the list, the rest is free
// unless "exact" is true. A field of a list ("locations", "tests") names entries that must be
// there, each a subset of fields; "evidence" texts must occur in the evidence.

namespace mendel::diagnose {

namespace {

using base::Json;

bool holds(const Json& expected, const Json& actual);

bool holds_list(const Json& expected, const Json& actual) {
    if (expected.empty())
        return actual.empty();
    for (const auto& item : expected) {
        bool found = false;
        for (const auto& candidate : actual)
            found = found || holds(item, candidate);
        if (!found)
            return false;
    }
    return true;
}

bool holds(const Json& expected, const Json& actual) {
    if (expected.is_array() && actual.is_array())
        return holds_list(expected, actual);
    if (!expected.is_object() || !actual.is_object())
        return expected == actual;
    for (const auto& [key, value] : expected.items())
        if (!actual.contains(key) || !holds(value, actual.at(key)))
            return false;
    return true;
}

std::vector<std::string> cases() {
    const std::string folder = MENDEL_SOURCE_FOLDER "/tests/logs";
    std::vector<std::string> found;
    const auto files = sys::list_tree(folder);
    REQUIRE(files);
    for (const auto& file : *files)
        if (file.size() > 4 && file.substr(file.size() - 4) == ".log")
            found.push_back(folder + "/" + file.substr(0, file.size() - 4));
    return found;
}

model::LogSource source_of(const Json& facts, const std::string& log) {
    model::LogSource source;
    source.text = log;
    source.command = facts.value("command", "");
    source.root = facts.value("root", "");
    source.timed_out = facts.value("timed_out", false);
    if (facts.contains("exit_code") && !facts.at("exit_code").is_null())
        source.exit_code = facts.at("exit_code").get<int>();
    return source;
}

void check_case(const std::string& path) {
    const auto log = sys::read_file(path + ".log");
    const auto text = sys::read_file(path + ".json");
    REQUIRE(log);
    REQUIRE(text);
    const auto facts = base::parse_json(*text, path + ".json");
    REQUIRE(facts);
    Json actual = Json::array();
    for (const auto& failure : diagnose(source_of(*facts, *log))) {
        actual.push_back(model::to_json(failure));
        CHECK(failure.fingerprint.size() == 64);
        CHECK(failure.evidence.size() <= 4096);
        CHECK(failure.log_line >= 1);
    }
    const auto& expected = facts->at("failures");
    INFO("got: " << base::to_pretty_text(actual));
    REQUIRE(actual.size() >= expected.size());
    if (expected.empty() || facts->value("exact", false))
        REQUIRE(actual.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        INFO("expected: " << base::to_pretty_text(expected[i]));
        CHECK(holds(expected[i], actual[i]));
    }
}

}  // namespace

TEST_CASE("every recorded log gives the failures beside it") {
    const auto all = cases();
    REQUIRE(!all.empty());
    for (const auto& path : all) {
        DYNAMIC_SECTION(path.substr(path.find("tests/logs/"))) {
            check_case(path);
        }
    }
}

}  // namespace mendel::diagnose
