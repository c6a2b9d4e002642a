#include "config/config.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/yaml.hpp"
#include "config/config_json.hpp"
#include "config/data.hpp"
#include "config/problems.hpp"

namespace mendel::config {

namespace {

constexpr std::size_t k_most_bytes = 1U << 20U;

const base::Json& file_schema() {
    static const base::Json schema =
        base::parse_json(data_file("mendel.config.schema.json"), "schema").value();
    return schema;
}

base::Result<base::YamlDocument> parse_document(std::string_view text, const std::string& file) {
    if (text.size() > k_most_bytes)
        return base::fail(base::ErrorKind::user,
                          "The configuration is larger than 1 MiB. Make it smaller.", file);
    return base::parse_yaml(text, file);
}

std::vector<base::Error> problems_in(const base::Result<base::YamlDocument>& document,
                                     const std::string& file) {
    if (!document)
        return {document.error()};
    if (document->value->is_null())
        return {};
    return problems_of(file_schema(), *document, file);
}

}  // namespace

const std::vector<std::string>& known_rungs() {
    static const auto names =
        file_schema()
            .at(base::Json::json_pointer("/properties/heal/properties/rungs/items/enum"))
            .get<std::vector<std::string>>();
    return names;
}

std::vector<base::Error> check_config(std::string_view text, const std::string& file) {
    return problems_in(parse_document(text, file), file);
}

base::Result<Config> parse_config(std::string_view text, const std::string& file) {
    const auto document = parse_document(text, file);
    const auto problems = problems_in(document, file);
    if (!problems.empty())
        return base::fail(problems.front());
    Config config;
    if (!document->value->is_null())
        read_json(*document->value, config);
    for (const auto& pointer : key_pointers()) {
        const auto mark = document->marks.find(pointer);
        config.origins[pointer] =
            mark == document->marks.end()
                ? "default"
                : fmt::format("{}:{}:{}", file, mark->second.line, mark->second.column);
    }
    return config;
}

}  // namespace mendel::config
