#include "agent/usage.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

namespace mendel::agent {

namespace {

using base::Json;

constexpr std::size_t k_least_bytes_of_token = 2;
constexpr std::size_t k_bytes_of_streamed_token = 4;
constexpr std::size_t k_whole_cap = std::size_t{32} << 20U;
/// Where a request names no limit of its own.
constexpr long k_default_output = 8192;

long first_of(const Json& json, std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const long value = base::number_at(json, name); value > 0)
            return value;
    return 0;
}

}  // namespace

model::TokenUsage most_of_request(const std::string& api, const Json& body) {
    const auto bytes = base::to_line(body).size();
    long output = first_of(body, {"max_tokens", "max_completion_tokens", "max_output_tokens"});
    if (api == "gemini")
        output = base::number_at(body, "generationConfig.maxOutputTokens");
    return {.model = base::text_at(body, "model"),
            .input = static_cast<long>(bytes / k_least_bytes_of_token) + 1,
            .output = output > 0 ? output : k_default_output};
}

UsageReader::UsageReader(std::string api, std::string model, bool streamed)
    : m_api(std::move(api)),
      m_streamed(streamed),
      m_events([this](std::string_view, std::string_view data) { take_document(data); }) {
    m_usage.model = std::move(model);
}

void UsageReader::take(std::string_view bytes) {
    m_bytes += bytes.size();
    if (m_streamed)
        m_events.take(bytes);
    else if (m_whole.size() < k_whole_cap)
        m_whole += bytes;
}

void UsageReader::take_document(std::string_view data) {
    const auto json = base::parse_json(data, "answer");
    if (!json || !json->is_object())
        return;
    for (const char* place : {"message.usage", "response.usage", "usage", "usageMetadata"})
        if (const Json& usage = base::value_at(*json, place); usage.is_object())
            take_counts(usage);
    for (const char* place : {"delta.text", "delta.thinking", "delta.partial_json", "delta"})
        m_text_bytes += base::text_at(*json, place).size();
    if (const Json& choices = base::value_at(*json, "choices"); choices.is_array())
        for (const Json& choice : choices)
            m_text_bytes += base::text_at(choice, "delta.content").size() +
                            base::to_line(base::value_at(choice, "delta.tool_calls")).size();
    const auto type = base::text_at(*json, "type");
    m_output_final = m_output_final || type == "message_delta" || type == "response.completed";
}

void UsageReader::take_counts(const Json& usage) {
    const long cached =
        first_of(usage, {"prompt_tokens_details.cached_tokens",
                         "input_tokens_details.cached_tokens", "cachedContentTokenCount"});
    const long input =
        first_of(usage, {"input_tokens", "prompt_tokens", "promptTokenCount"}) - cached;
    const long output = first_of(usage, {"output_tokens", "completion_tokens"}) +
                        base::number_at(usage, "candidatesTokenCount") +
                        base::number_at(usage, "thoughtsTokenCount");
    m_usage.input = std::max(m_usage.input, input);
    m_usage.output = std::max(m_usage.output, output);
    m_usage.cache_read =
        std::max({m_usage.cache_read, cached, base::number_at(usage, "cache_read_input_tokens")});
    m_usage.cache_write =
        std::max(m_usage.cache_write, base::number_at(usage, "cache_creation_input_tokens"));
    m_input_counted = true;
    m_output_final = m_output_final || m_api != "anthropic" || !m_streamed;
}

long UsageReader::output_so_far() const {
    return std::max(m_usage.output, static_cast<long>(m_text_bytes / k_bytes_of_streamed_token));
}

model::TokenUsage UsageReader::finish(const model::TokenUsage& at_most) {
    if (!m_streamed)
        take_document(m_whole);
    if (!m_input_counted && m_bytes > 0)
        m_usage.input = at_most.input;
    if (!m_output_final && m_bytes > 0)
        m_usage.output = std::min(std::max(output_so_far(), 1L), std::max(at_most.output, 1L));
    return m_usage;
}

}  // namespace mendel::agent
