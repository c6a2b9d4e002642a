#include "app/agents/tool_described.hpp"

#include <stdexcept>

#include <nlohmann/json.hpp>

#include "app/data.hpp"
#include "base/yaml.hpp"

namespace mendel::app {

namespace {

using base::Json;

const Json& table() {
    static const Json k_table = [] {
        auto document = base::parse_yaml(data_file("tools.yaml"), "tools.yaml");
        if (!document)
            throw std::logic_error(base::describe(document.error()));
        return std::move(*document->value);
    }();
    return k_table;
}

}  // namespace

agent::Tool described_tool(const std::string& name, ToolBody body, const Desk& desk) {
    const Json& entry = table().at(name);
    const Json schema = {{"type", "object"},
                         {"properties", entry.value("arguments", Json::object())},
                         {"required", entry.value("required", Json::array())},
                         {"additionalProperties", false}};
    return {.name = name,
            .description = base::text_at(entry, "description"),
            .input_schema = base::to_line(schema),
            .effect = base::flag_at(entry, "writes") ? agent::ToolEffect::writes
                                                     : agent::ToolEffect::reads,
            .call = [desk, body](const agent::ToolCall& call) { return body(desk, call); },
            .fallback = base::text_at(entry, "fallback")};
}

}  // namespace mendel::app
