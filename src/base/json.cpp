#include "base/json.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::base {

Result<Json> parse_json(std::string_view text, std::string_view where) {
    try {
        return Json::parse(text);
    } catch (const Json::parse_error& error) {
        const auto before = text.substr(0, std::min(error.byte, text.size()));
        const auto line = 1 + std::count(before.begin(), before.end(), '\n');
        const auto column = before.size() - (before.rfind('\n') + 1);
        return fail(ErrorKind::user, "This is not valid JSON. Correct it at this place.",
                    fmt::format("{}:{}:{}", where, line, column));
    }
}

std::string to_pretty_text(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string to_line(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

const Json& value_at(const Json& json, std::string_view path) {
    static const Json k_null;
    const auto* value = &json;
    for (const auto name : split(path, '.')) {
        if (!value->is_object())
            return k_null;
        const auto found = value->find(std::string(name));
        if (found == value->end())
            return k_null;
        value = &*found;
    }
    return *value;
}

std::string text_at(const Json& json, std::string_view path) {
    const auto& value = value_at(json, path);
    return value.is_string() ? value.get<std::string>() : std::string();
}

long number_at(const Json& json, std::string_view path) {
    const auto& value = value_at(json, path);
    return value.is_number_integer() ? value.get<long>() : 0;
}

double real_at(const Json& json, std::string_view path) {
    const auto& value = value_at(json, path);
    return value.is_number() ? value.get<double>() : 0;
}

bool flag_at(const Json& json, std::string_view path) {
    const auto& value = value_at(json, path);
    return value.is_boolean() && value.get<bool>();
}

}  // namespace mendel::base
