#pragma once

#include <string>
#include <string_view>

#include "agent/sse.hpp"
#include "base/json.hpp"
#include "model/spending.hpp"

namespace mendel::agent {

/// What a request to a model can take at most, judged by its size: a token has at least two bytes
/// of JSON (English and code have three to four).
model::TokenUsage most_of_request(const std::string& api, const base::Json& body);

/// Reads from an answer of a model, streamed or whole, in pieces of any size, what it took
/// (Anthropic Messages, OpenAI chat completions and responses, Gemini generateContent). Where the
/// answer was cut before the service counted, output is judged by the bytes that came.
class UsageReader {
  public:
    UsageReader(std::string api, std::string model, bool streamed);
    UsageReader(const UsageReader&) = delete;
    UsageReader& operator=(const UsageReader&) = delete;

    void take(std::string_view bytes);

    /// Output so far, judged by the text that came where the service counts only at the end.
    long output_so_far() const;

    /// After the last byte; `at_most` is what stands for numbers that never came.
    model::TokenUsage finish(const model::TokenUsage& at_most);

  private:
    void take_document(std::string_view data);
    void take_counts(const base::Json& usage);

    std::string m_api;
    bool m_streamed;
    SseReader m_events;
    std::string m_whole;
    std::size_t m_bytes = 0;
    std::size_t m_text_bytes = 0;
    bool m_input_counted = false;
    bool m_output_final = false;
    model::TokenUsage m_usage;
};

}  // namespace mendel::agent
