#include "intake/event_fields.hpp"

#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "model/request.hpp"

namespace mendel::intake {

namespace {

constexpr std::int64_t k_most_id = std::int64_t{1} << 53;

bool has_control_character(std::string_view text) {
    return std::any_of(text.begin(), text.end(),
                       [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

}  // namespace

const base::Json* EventFields::find(std::string_view path) const {
    const base::Json* at = &m_payload;
    for (const auto key : base::split(path, '/')) {
        if (!at->is_object())
            return nullptr;
        const auto member = at->find(key);
        if (member == at->end() || member->is_null())
            return nullptr;
        at = &*member;
    }
    return at;
}

void EventFields::complain(std::string_view path, std::string_view what) {
    if (m_status)
        m_status =
            base::fail(base::ErrorKind::user,
                       fmt::format("The field {} of this event {}. Check that the file is the "
                                   "payload of the event that is named.",
                                   path, what),
                       m_event);
}

void EventFields::require(bool is_there, std::string_view path) {
    if (!is_there)
        complain(path, "is missing");
}

std::string_view EventFields::long_text(std::string_view path) {
    const auto* value = find(path);
    if (value == nullptr)
        return {};
    if (!value->is_string()) {
        complain(path, "is not text");
        return {};
    }
    return value->get_ref<const std::string&>();
}

std::string EventFields::text(std::string_view path, std::size_t limit) {
    const auto value = long_text(path);
    if (value.size() > limit) {
        complain(path, "is too long");
        return {};
    }
    if (has_control_character(value)) {
        complain(path, "holds control characters");
        return {};
    }
    return std::string(value);
}

std::int64_t EventFields::number(std::string_view path) {
    const auto* value = find(path);
    if (value == nullptr)
        return 0;
    if (!value->is_number_integer() || *value < 0 || *value > k_most_id) {
        complain(path, "is not a whole number");
        return 0;
    }
    return value->get<std::int64_t>();
}

std::string EventFields::commit(std::string_view path) {
    auto value = text(path);
    if (!value.empty() && !model::is_commit_id(value))
        complain(path, "is not a commit id");
    return value;
}

std::string EventFields::repository(std::string_view path) {
    auto value = text(path);
    if (!value.empty() && !model::is_repository_name(value))
        complain(path, "is not owner/name");
    return value;
}

}  // namespace mendel::intake
