#include "config/problems.hpp"

#include <algorithm>
#include <set>
#include <tuple>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/distance.hpp"
#include "base/json_schema.hpp"
#include "base/text.hpp"

namespace mendel::config {

namespace {

using base::Json;

/// A problem before its place is known.
struct Finding {
    std::string pointer;
    std::string message;
    bool at_key = false;  ///< the key is wrong or has no value
};

constexpr std::size_t k_shown_bytes = 60;

std::string shown(const Json& value) {
    return base::ellipsize(base::to_line(value), k_shown_bytes);
}

std::string escaped(const std::string& key) {
    return base::replace_all(base::replace_all(key, "~", "~0"), "/", "~1");
}

std::string joined_values(const Json& values) {
    std::vector<std::string> words;
    for (const auto& value : values)
        words.push_back(value.is_string() ? value.get<std::string>() : base::to_line(value));
    return base::join(words, ", ");
}

/// "/heal/rungs/0" as a person writes it: "heal.rungs[0]".
std::string dotted(const std::string& pointer) {
    std::string name;
    for (const auto part : base::split(pointer, '/')) {
        if (part.empty())
            continue;
        const auto key = base::replace_all(base::replace_all(part, "~1", "/"), "~0", "~");
        if (base::to_number(key) >= 0)
            name += "[" + key + "]";
        else
            name += (name.empty() ? "" : ".") + key;
    }
    return name.empty() ? "This file" : name;
}

std::vector<std::string> names_in(const Json& object) {
    std::vector<std::string> names;
    for (const auto& member : object.items())
        names.push_back(member.key());
    return names;
}

std::string unknown_key(const std::string& key, const Json& known) {
    const auto names = names_in(known);
    const auto nearest = base::nearest_names(key, names);
    const auto advice = nearest.empty() ? "Known here are " + base::join(names, ", ") + "."
                                        : "Did you mean \"" + nearest.front() + "\"?";
    return fmt::format("The key {} is not known here. {}", shown(key), advice);
}

/// Takes unknown keys out of the value, so that the schema speaks of the rest alone.
void take_unknown_keys(const Json& schema, Json& value, const std::string& pointer,
                       std::vector<Finding>& findings) {
    if (value.is_array() && schema.contains("items"))
        for (std::size_t i = 0; i < value.size(); ++i)
            take_unknown_keys(schema["items"], value[i], pointer + "/" + std::to_string(i),
                              findings);
    if (!value.is_object() || !schema.contains("properties"))
        return;
    const auto& known = schema["properties"];
    for (auto member = value.begin(); member != value.end();) {
        const auto place = pointer + "/" + escaped(member.key());
        if (known.contains(member.key())) {
            take_unknown_keys(known[member.key()], member.value(), place, findings);
            ++member;
        } else {
            findings.push_back({place, unknown_key(member.key(), known), true});
            member = value.erase(member);
        }
    }
}

/// The part of the schema that speaks of a place; null where none does.
Json schema_at(const Json& schema, const std::string& pointer) {
    const Json* at = &schema;
    for (const auto part : base::split(pointer, '/')) {
        if (part.empty())
            continue;
        const auto key = base::replace_all(base::replace_all(part, "~1", "/"), "~0", "~");
        if (at->contains("properties") && (*at)["properties"].contains(key))
            at = &(*at)["properties"][key];
        else if (at->contains("items"))
            at = &(*at)["items"];
        else
            return nullptr;
    }
    return *at;
}

std::string list_expectation(const Json& schema) {
    std::string text = schema.value("minItems", 0) > 0 ? "a list with at least one item" : "a list";
    return text + (schema.value("uniqueItems", false) ? " that holds each item once" : "");
}

std::string expectation(const Json& schema) {
    if (schema.contains("x-form"))
        return schema["x-form"].get<std::string>();
    if (schema.contains("enum"))
        return (schema["enum"].size() > 1 ? "one of " : "") + joined_values(schema["enum"]);
    const auto type = schema.value("type", std::string());
    if (type == "integer")
        return schema.contains("minimum") && schema.contains("maximum")
                   ? fmt::format("a whole number from {} to {}", schema["minimum"].get<long>(),
                                 schema["maximum"].get<long>())
                   : "a whole number";
    if (type == "boolean")
        return "true or false";
    if (type == "string")
        return schema.value("minLength", 0) > 0 ? "text that is not empty" : "text";
    return type == "array" ? list_expectation(schema) : "a mapping of keys to values";
}

std::string advice(const Json& schema, const Json& value) {
    if (value.is_null())
        return "Give it a value or remove the key.";
    if (schema.contains("enum") && value.is_string()) {
        const auto nearest = base::nearest_names(value.get<std::string>(), [&] {
            std::vector<std::string> names;
            for (const auto& name : schema["enum"])
                names.push_back(name.is_string() ? name.get<std::string>() : "");
            return names;
        }());
        if (!nearest.empty())
            return "Did you mean \"" + nearest.front() + "\"?";
    }
    if (schema.value("type", std::string()) == "array" && !value.is_array() && !value.is_object())
        return "Write it as a list: [" + shown(value) + "].";
    return "Correct the value.";
}

Finding wrong_value(const Json& schema, const Json& root, const std::string& pointer) {
    const Json::json_pointer place(pointer);
    const Json value = root.contains(place) ? root[place] : Json();
    const auto about = schema_at(schema, pointer);
    if (!about.is_object())
        return {pointer, dotted(pointer) + " does not fit the schema. Correct the value."};
    return {pointer,
            fmt::format("{} must be {}, but is {}. {}", dotted(pointer), expectation(about),
                        value.is_null() ? "empty" : shown(value), advice(about, value)),
            value.is_null()};
}

/// Keeps, of each chain of problems from the whole down to the culprit, the culprit.
std::set<std::string> deepest_pointers(const std::vector<base::SchemaProblem>& problems) {
    std::set<std::string> above;
    for (const auto& problem : problems)
        for (auto pointer = problem.pointer; !pointer.empty();) {
            pointer.erase(pointer.rfind('/'));
            above.insert(pointer);
        }
    std::set<std::string> deepest;
    for (const auto& problem : problems)
        if (above.count(problem.pointer) == 0)
            deepest.insert(problem.pointer);
    return deepest;
}

base::Mark mark_of(const Finding& finding, const base::YamlDocument& document) {
    const auto key = document.key_marks.find(finding.pointer);
    const auto value = document.marks.find(finding.pointer);
    const bool has_value = value != document.marks.end() && value->second.line > 0;
    if (key != document.key_marks.end() && (finding.at_key || !has_value))
        return key->second;
    return has_value ? value->second : base::Mark{1, 1};
}

}  // namespace

std::vector<base::Error> problems_of(const Json& schema, const base::YamlDocument& document,
                                     const std::string& file) {
    std::vector<Finding> findings;
    Json value = *document.value;
    take_unknown_keys(schema, value, "", findings);
    const auto checked = base::check_schema(schema, value);
    if (!checked)
        return {checked.error()};
    for (const auto& pointer : deepest_pointers(*checked))
        findings.push_back(wrong_value(schema, value, pointer));

    std::vector<std::tuple<int, int, std::string>> placed;
    for (const auto& finding : findings) {
        const auto mark = mark_of(finding, document);
        placed.emplace_back(mark.line, mark.column, finding.message);
    }
    std::sort(placed.begin(), placed.end());
    std::vector<base::Error> errors;
    errors.reserve(placed.size());
    for (const auto& [line, column, message] : placed)
        errors.push_back(
            {base::ErrorKind::user, message, fmt::format("{}:{}:{}", file, line, column)});
    return errors;
}

}  // namespace mendel::config
