#include "intake/command_values.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/distance.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "config/config.hpp"
#include "model/request.hpp"

namespace mendel::intake {

namespace {

using Value = base::Result<std::string>;

constexpr long k_most_id = 1L << 53U;
constexpr long k_most_instances = 50;
constexpr std::size_t k_shown_bytes = 40;

tl::unexpected<base::Error> wrong(const CommandKey& key, const std::string& value,
                                  std::string_view what) {
    return base::fail(
        base::ErrorKind::user,
        fmt::format("{} must be {}, but is {}. Correct the value.", key.name, what, shown(value)),
        "command");
}

Value number_within(const CommandKey& key, const std::string& value, long most,
                    std::string_view what) {
    const auto number = base::to_number(value);
    if (number < 1 || number > most)
        return wrong(key, value, what);
    return std::to_string(number);
}

Value commit_id(const CommandKey& key, const std::string& value) {
    auto lower = base::to_lower(value);
    if (!model::is_commit_id(lower))
        return wrong(key, value, "the full id of the head commit, 40 hexadecimal digits");
    return lower;
}

Value rung_list(const CommandKey& key, const std::string& value) {
    const auto& known = config::known_rungs();
    std::vector<std::string> rungs;
    for (const auto part : base::split(value, ',')) {
        const std::string name(base::trim(part));
        if (std::find(known.begin(), known.end(), name) == known.end())
            return wrong(key, value, "a list of " + base::join(known, ", "));
        if (std::find(rungs.begin(), rungs.end(), name) != rungs.end())
            return wrong(key, value, "a list that holds each rung once");
        rungs.push_back(name);
    }
    return base::join(rungs, ",");
}

Value one_of(const CommandKey& key, const std::string& value) {
    if (std::find(key.words.begin(), key.words.end(), value) == key.words.end())
        return wrong(key, value, "one of " + base::join(key.words, ", "));
    return value;
}

Value any_text(const CommandKey& key, const std::string& value) {
    if (base::trim(value).empty())
        return wrong(key, value, "text that is not empty");
    return value;
}

}  // namespace

Value checked_value(const CommandKey& key, const std::string& value) {
    switch (key.form) {
        case ValueForm::id:
            return number_within(key, value, k_most_id, "the id of a workflow run");
        case ValueForm::rungs:
            return rung_list(key, value);
        case ValueForm::commit:
            return commit_id(key, value);
        case ValueForm::text:
            return any_text(key, value);
        case ValueForm::count:
            return number_within(key, value, k_most_instances, "a whole number from 1 to 50");
        case ValueForm::word:
            return one_of(key, value);
    }
    return value;
}

std::string shown(std::string_view text) {
    return base::to_line(base::Json(base::ellipsize(text, k_shown_bytes)));
}

}  // namespace mendel::intake
