#include "model/failure_json.hpp"

#include <nlohmann/json.hpp>

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

}  // namespace mendel::model
