#include "model/failure_json.hpp"

#include <nlohmann/json.hpp>

#include "base/json.hpp"

namespace mendel::model {

namespace {

using nlohmann::json;

json text_or_null(const std::string& text) {
    return text.empty() ? json(nullptr) : json(text);
}
json number_or_null(int number) {
    return number == 0 ? json(nullptr) : json(number);
}

json to_json(const Location& location) {
    return {{"file", location.file},
            {"line", number_or_null(location.line)},
            {"column", number_or_null(location.column)}};
}

json to_json(const FailedTest& test) {
    return {{"name", test.name},
            {"file", text_or_null(test.file)},
            {"line", number_or_null(test.line)},
            {"message", text_or_null(test.message)},
            {"expected", text_or_null(test.expected)},
            {"actual", text_or_null(test.actual)}};
}

json to_json(const Frame& frame) {
    return {{"file", frame.file},
            {"line", number_or_null(frame.line)},
            {"function", text_or_null(frame.function)},
            {"own", frame.own}};
}

std::optional<Severity> severity_named(std::string_view name) {
    for (const auto severity :
         {Severity::low, Severity::medium, Severity::high, Severity::critical})
        if (name_of(severity) == name)
            return severity;
    return std::nullopt;
}

template <class T>
json list_of(const std::vector<T>& items) {
    json list = json::array();
    for (const auto& item : items)
        list.push_back(to_json(item));
    return list;
}

}  // namespace

json to_json(const Failure& failure) {
    return {{"category", name_of(failure.category)},
            {"severity", name_of(failure.severity)},
            {"tool", text_or_null(failure.tool)},
            {"rule", text_or_null(failure.rule)},
            {"subject", text_or_null(failure.subject)},
            {"step", text_or_null(failure.step)},
            {"command", text_or_null(failure.command)},
            {"exit_code", failure.exit_code ? json(*failure.exit_code) : json(nullptr)},
            {"message", failure.message},
            {"log", text_or_null(failure.log)},
            {"log_line", failure.log_line},
            {"log_offset", failure.log_offset},
            {"locations", list_of(failure.locations)},
            {"tests", list_of(failure.tests)},
            {"frames", list_of(failure.frames)},
            {"fingerprint", failure.fingerprint},
            {"confidence", failure.confidence},
            {"flaky", failure.flaky ? json(*failure.flaky) : json(nullptr)},
            {"fixable_by", failure.fixable_by},
            {"suggestions", failure.suggestions},
            {"occurrences", failure.occurrences},
            {"caused_by", failure.caused_by ? json(*failure.caused_by) : json(nullptr)}};
}

std::optional<Failure> failure_from_json(const json& source) {
    const auto category = category_named(base::text_at(source, "category"));
    const auto severity = severity_named(base::text_at(source, "severity"));
    if (!category || !severity)
        return std::nullopt;
    Failure failure{.category = *category,
                    .severity = *severity,
                    .tool = base::text_at(source, "tool"),
                    .rule = base::text_at(source, "rule"),
                    .subject = base::text_at(source, "subject"),
                    .step = base::text_at(source, "step"),
                    .command = base::text_at(source, "command"),
                    .message = base::text_at(source, "message"),
                    .fingerprint = base::text_at(source, "fingerprint")};
    for (const auto& place : base::value_at(source, "locations"))
        failure.locations.push_back({.file = base::text_at(place, "file"),
                                     .line = static_cast<int>(base::number_at(place, "line")),
                                     .column = static_cast<int>(base::number_at(place, "column"))});
    return failure;
}

}  // namespace mendel::model
