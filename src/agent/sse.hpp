#pragma once

#include <functional>
#include <string>
#include <string_view>

namespace mendel::agent {

/// Reads server-sent events (WHATWG HTML, "9.2.6 Interpreting an event stream") from bytes that
/// come in pieces of any size.
class SseReader {
  public:
    using Take = std::function<void(std::string_view event, std::string_view data)>;
    explicit SseReader(Take take) : m_take(std::move(take)) {}

    void take(std::string_view bytes);

  private:
    void take_line(std::string_view line);

    Take m_take;
    std::string m_rest;
    std::string m_event;
    std::string m_data;
};

}  // namespace mendel::agent
