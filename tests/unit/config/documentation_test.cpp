#include <set>

#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "config/config_json.hpp"
#include "config/data.hpp"
#include "support/catch.hpp"
#include "sys/files.hpp"

using namespace mendel;
using base::Json;

namespace {

std::string page() {
    return sys::read_file(std::string(MENDEL_SOURCE_FOLDER) + "/docs/configuration.md").value();
}

std::string dotted(const std::string& pointer) {
    return base::replace_all(pointer.substr(1), "/", ".");
}

/// The keys that have a section "### `heal.rungs`" of the page, with the section's text.
std::map<std::string, std::string> sections(const std::string& text) {
    static const base::Regex heading("^### `([a-z_.-]+)`$");
    std::map<std::string, std::string> found;
    std::string* current = nullptr;
    for (const auto line : base::split_lines(text)) {
        if (const auto groups = heading.match(line))
            current = &found[std::string((*groups)[1])];
        else if (base::to_lower(line.substr(0, 3)) == "## ")
            current = nullptr;
        else if (current != nullptr)
            *current += std::string(line) + "\n";
    }
    return found;
}

Json schema_of(const std::string& pointer) {
    const auto schema =
        base::parse_json(config::data_file("mendel.config.schema.json"), "schema").value();
    return schema[Json::json_pointer(base::replace_all(pointer, "/", "/properties/"))];
}

/// Texts of the page's fenced yaml blocks.
std::vector<std::string> yaml_blocks(const std::string& text) {
    static const base::Regex block("(?s)```yaml\n(.*?)```");
    std::vector<std::string> blocks;
    for (const auto& groups : block.match_all(text))
        blocks.emplace_back(groups[1]);
    return blocks;
}

}  // namespace

TEST_CASE("docs/configuration.md has a section for each key and for nothing else") {
    std::set<std::string> keys;
    for (const auto& pointer : config::key_pointers())
        keys.insert(dotted(pointer));
    std::set<std::string> documented;
    for (const auto& [key, text] : sections(page()))
        documented.insert(key);
    CHECK(documented == keys);
}

TEST_CASE("each section of docs/configuration.md gives the schema's description and default") {
    const auto documented = sections(page());
    for (const auto& pointer : config::key_pointers()) {
        INFO(pointer);
        const auto text = base::replace_all(documented.at(dotted(pointer)), "\n", " ");
        const auto schema = schema_of(pointer);
        CHECK_THAT(text, Catch::Matchers::Contains(schema["description"].get<std::string>()));
        CHECK_THAT(
            text, Catch::Matchers::Contains("Default: `" + base::to_line(schema["default"]) + "`"));
        CHECK_THAT(text, Catch::Matchers::Contains("```yaml"));
    }
}

TEST_CASE("each example of docs/configuration.md is a valid configuration") {
    const auto blocks = yaml_blocks(page());
    CHECK(blocks.size() >= config::key_pointers().size());
    for (const auto& block : blocks)
        for (const auto& error : config::check_config(block, "example"))
            FAIL_CHECK(base::describe(error) << "\n" << block);
}

TEST_CASE("docs/configuration.md lists every pattern that is always denied") {
    const auto text = page();
    for (const auto& pattern : config::always_denied()) {
        INFO(pattern);
        CHECK_THAT(text, Catch::Matchers::Contains("`" + pattern + "`"));
    }
}
