#include "publish/sarif.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace mendel::publish {

namespace {

using model::Failure;
using nlohmann::json;

std::string rule_of(const Failure& failure) {
    const auto tool = failure.tool.empty() ? std::string("unknown") : failure.tool;
    const auto rule =
        failure.rule.empty() ? std::string(model::name_of(failure.category)) : failure.rule;
    return tool + "/" + rule;
}

std::string_view level_of(const Failure& failure) {
    switch (failure.severity) {
        case model::Severity::low:
            return "note";
        case model::Severity::medium:
            return "warning";
        default:
            return "error";
    }
}

/// Percent-encodes what RFC 3986 does not allow in a path.
std::string uri_of(std::string_view path) {
    constexpr std::string_view k_plain =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~/@!$&'()*+,;=";
    std::string uri = path.substr(0, 1) == "/" ? "file://" : "";
    for (const char c : path)
        if (k_plain.find(c) != std::string_view::npos)
            uri += c;
        else
            uri += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return uri;
}

json location_of(const model::Location& location) {
    json artifact = {{"uri", uri_of(location.file)}};
    if (location.file.substr(0, 1) != "/")
        artifact["uriBaseId"] = "%SRCROOT%";
    json physical = {{"artifactLocation", std::move(artifact)}};
    if (location.line > 0) {
        physical["region"] = {{"startLine", location.line}};
        if (location.column > 0)
            physical["region"]["startColumn"] = location.column;
    }
    return {{"physicalLocation", std::move(physical)}};
}

json result_of(const Failure& failure) {
    json locations = json::array();
    for (const auto& location : failure.locations)
        if (!location.file.empty())
            locations.push_back(location_of(location));
    json properties = {{"category", model::name_of(failure.category)},
                       {"severity", model::name_of(failure.severity)},
                       {"confidence", failure.confidence},
                       {"logLine", failure.log_line},
                       {"fixableBy", failure.fixable_by}};
    const auto message = failure.message.empty() ? rule_of(failure) : failure.message;
    return {{"ruleId", rule_of(failure)},
            {"level", level_of(failure)},
            {"message", {{"text", message}}},
            {"locations", std::move(locations)},
            {"occurrenceCount", failure.occurrences},
            {"partialFingerprints", {{"mendelFingerprint/v1", failure.fingerprint}}},
            {"properties", std::move(properties)}};
}

}  // namespace

json failures_sarif(const std::vector<Failure>& failures) {
    json results = json::array();
    json rules = json::array();
    std::vector<std::string> known;
    for (const auto& failure : failures) {
        results.push_back(result_of(failure));
        const auto rule = rule_of(failure);
        if (std::find(known.begin(), known.end(), rule) != known.end())
            continue;
        known.push_back(rule);
        rules.push_back({{"id", rule}, {"name", failure.rule.empty() ? rule : failure.rule}});
    }
    json driver = {{"name", "mendel"}, {"rules", std::move(rules)}};
    json run = {{"tool", {{"driver", std::move(driver)}}},
                {"columnKind", "unicodeCodePoints"},
                {"results", std::move(results)}};
    return {{"$schema",
             "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"
             "sarif-schema-2.1.0.json"},
            {"version", "2.1.0"},
            {"runs", json::array({std::move(run)})}};
}

}  // namespace mendel::publish
