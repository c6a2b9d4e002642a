#include "agent/output_reader.hpp"

#include <cmath>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::agent {

namespace {

using base::Json;

/// A line of a stream longer than this is no event of an agent.
constexpr std::size_t k_longest_line = std::size_t{4} << 20U;
constexpr std::size_t k_words_cap = 4000;

const Json* found_at(const Json& document, const std::string& pointer) {
    if (pointer.empty())
        return nullptr;
    const Json::json_pointer place(pointer);
    return document.contains(place) ? &document[place] : nullptr;
}

void read_count(const Json& document, const std::string& pointer, long& count) {
    const Json* value = found_at(document, pointer);
    if (value && value->is_number() && *value >= 0 && *value < 1e12)
        count = value->get<long>();
}

}  // namespace

void OutputReader::take(std::string_view bytes) {
    if (m_profile.output != OutputShape::stream_json)
        return;
    m_rest += bytes;
    for (auto end = m_rest.find('\n'); end != std::string::npos; end = m_rest.find('\n')) {
        read_line(std::string_view(m_rest).substr(0, end));
        m_rest.erase(0, end + 1);
    }
    if (m_rest.size() > k_longest_line)
        m_rest.clear();
}

void OutputReader::read_line(std::string_view line) {
    const auto document = base::parse_json(line, "output");
    if (!document || !document->is_object())
        return;
    ++m_events;
    read_document(*document);
}

void OutputReader::read_document(const Json& document) {
    m_any = true;
    const auto& fields = m_profile.fields;
    if (const Json* words = found_at(document, fields.words); words && words->is_string())
        m_found.words = base::ellipsize(words->get<std::string>(), k_words_cap);
    if (const Json* error = found_at(document, fields.is_error))
        m_found.is_error = error->is_boolean() ? error->get<bool>() : !error->is_null();
    long turns = m_found.cost.turns;
    read_count(document, fields.turns, turns);
    m_found.cost.turns = static_cast<int>(std::min(turns, 1'000'000L));
    read_count(document, fields.input_tokens, m_found.cost.input_tokens);
    read_count(document, fields.output_tokens, m_found.cost.output_tokens);
    read_count(document, fields.cache_read_tokens, m_found.cost.cache_read_tokens);
    read_count(document, fields.cache_write_tokens, m_found.cost.cache_write_tokens);
    const Json* usd = found_at(document, fields.cost_usd);
    if (usd && usd->is_number() && *usd >= 0 && *usd < 1e6)
        m_found.cost.micro_usd = std::lround(usd->get<double>() * 1e6);
}

AgentWords OutputReader::finish(const std::string& whole) {
    if (m_profile.output == OutputShape::text) {
        m_found.words = std::string(base::trim(std::string_view(whole)));
        if (m_found.words.size() > k_words_cap)
            m_found.words = "..." + m_found.words.substr(m_found.words.size() - k_words_cap);
        return m_found;
    }
    if (m_profile.output == OutputShape::stream_json && !m_rest.empty())
        read_line(m_rest);
    if (m_profile.output == OutputShape::json)
        if (const auto document = base::parse_json(whole, "output"); document)
            read_document(*document);
    m_found.readable = m_any;
    return m_found;
}

}  // namespace mendel::agent
