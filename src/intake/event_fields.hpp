#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/json.hpp"
#include "base/result.hpp"

namespace mendel::intake {

/// Reads typed fields of a payload by path ("comment/user/login") and keeps the first problem. A
/// field that is absent or null, or whose parent is, reads as empty.
class EventFields {
  public:
    EventFields(const base::Json& payload, std::string_view event)
        : m_payload(payload), m_event(event) {}

    /// One line of at most `limit` bytes without control characters.
    std::string text(std::string_view path, std::size_t limit = k_most_text);
    /// Text of any shape and length.
    std::string_view long_text(std::string_view path);
    /// A whole number that is not negative and fits an id.
    std::int64_t number(std::string_view path);
    /// A full commit id.
    std::string commit(std::string_view path);
    /// "owner/name".
    std::string repository(std::string_view path);
    /// The value at the path; null where there is none.
    const base::Json* find(std::string_view path) const;

    /// Notes that the kind of event cannot do without this field.
    void require(bool is_there, std::string_view path);
    /// Notes that a field is wrong: "is not text".
    void complain(std::string_view path, std::string_view what);

    base::Status status() const { return m_status; }

    static constexpr std::size_t k_most_text = 1'024;

  private:
    const base::Json& m_payload;
    std::string m_event;
    base::Status m_status = {};
};

}  // namespace mendel::intake
