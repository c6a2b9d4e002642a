#include "evaluate/gates/settings.hpp"

#include <nlohmann/json.hpp>

#include "base/ini.hpp"
#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "base/yaml.hpp"

namespace mendel::evaluate {

namespace {

bool ends(std::string_view text, std::string_view end) {
    return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}

std::string item_of(const base::Json& value) {
    return value.is_string() ? value.get<std::string>() : base::to_line(value);
}

void flatten(const base::Json& value, const std::string& key, Settings& settings) {
    if (value.is_object()) {
        for (const auto& [name, member] : value.items())
            flatten(member, key.empty() ? name : key + "." + name, settings);
        return;
    }
    auto& items = settings[key];
    if (!value.is_array()) {
        items.push_back(item_of(value));
        return;
    }
    for (const auto& member : value)
        items.push_back(item_of(member));
}

/// JSON without comments and trailing commas (tsconfig.json, .eslintrc).
std::string plain_json(std::string_view text) {
    std::string plain;
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto two = text.substr(i, 2);
        if (in_string && text[i] == '\\') {
            plain += two;
            ++i;
            continue;
        }
        if (text[i] == '"')
            in_string = !in_string;
        if (!in_string && (two == "//" || two == "/*")) {
            const auto end = text.find(two == "//" ? "\n" : "*/", i + 2);
            i = end == std::string_view::npos ? text.size() : end + (two == "//" ? 0 : 1);
            continue;
        }
        plain += text[i];
    }
    static const base::Regex k_trailing(R"(,(\s*[}\]]))");
    return k_trailing.replace_all(plain, "\\1");
}

Settings from_json(std::string_view text) {
    Settings settings;
    auto value = base::parse_json(text, "");
    if (!value)
        value = base::parse_json(plain_json(text), "");
    if (value)
        flatten(*value, "", settings);
    return settings;
}

Settings from_yaml(std::string_view text) {
    Settings settings;
    const auto document = base::parse_yaml(text, "");
    if (document)
        flatten(*document->value, "", settings);
    return settings;
}

Settings from_toml(std::string_view text) {
    Settings settings;
    const auto document = base::parse_toml(text);
    for (const auto& entry : document.entries) {
        auto& items = settings[entry.table.empty() ? entry.key : entry.table + "." + entry.key];
        for (const auto& string : entry.value.strings)
            items.push_back(string.text);
        if (entry.value.strings.empty())
            items.push_back(entry.value.raw);
    }
    return settings;
}

Settings from_ini(std::string_view text) {
    static const base::Regex k_separator(R"([,\s]+)");
    Settings settings;
    for (const auto& [section, values] : base::parse_ini(text))
        for (const auto& [key, value] : values) {
            auto& items = settings[section + "." + key];
            const auto spaced = k_separator.replace_all(value, " ");
            for (const auto part : base::split_words(spaced))
                items.emplace_back(part);
        }
    return settings;
}

void add_warning_flags(std::string_view text, Settings& settings) {
    static const base::Regex k_flag(
        R"((^|[\s"'=;,(\[])(-W[a-z][\w=+-]*|-pedantic(?:-errors)?|/W[X0-4])"
        R"(|-fsanitize=[\w,]+)(?:$|[\s"';,)\]]))");
    const auto spaced = base::replace_all(text, " ", "  ");
    for (const auto& groups : k_flag.match_all(spaced))
        settings["flags"].emplace_back(groups[2]);
}

Settings from_make(std::string_view text) {
    static const base::Regex k_target(R"(^([\w./-]+(?:\s+[\w./-]+)*)\s*:([^=].*)?$)");
    Settings settings;
    std::vector<std::string> targets;
    for (const auto line : base::split_lines(text)) {
        if (!line.empty() && line.front() == '\t') {
            for (const auto& target : targets)
                settings["target." + target].emplace_back(base::trim(line));
            continue;
        }
        const auto groups = k_target.match(line);
        if (!groups)
            continue;
        targets.clear();
        for (const auto name : base::split_words((*groups)[1]))
            targets.emplace_back(name);
        for (const auto& target : targets)
            for (const auto needed : base::split_words((*groups)[2]))
                settings["target." + target].emplace_back(needed);
    }
    add_warning_flags(text, settings);
    return settings;
}

Settings from_cmake(std::string_view text) {
    static const base::Regex k_comment(R"(#[^\n]*)");
    static const base::Regex k_call(
        R"((?i)\b(add_test|gtest_discover_tests|catch_discover_tests)"
        R"(|doctest_discover_tests|enable_testing|add_subdirectory|include)"
        R"(|set_tests_properties|set_property)\s*\(([^)]*)\))");
    Settings settings;
    const auto plain = k_comment.replace_all(text, "");
    for (const auto& groups : k_call.match_all(plain)) {
        std::vector<std::string> words;
        static const base::Regex k_space(R"(\s+)");
        const auto arguments = k_space.replace_all(groups[2], " ");
        settings["call." + base::to_lower(groups[1])].emplace_back(base::trim(arguments));
    }
    add_warning_flags(plain, settings);
    return settings;
}

Settings from_lines(std::string_view text) {
    Settings settings;
    for (const auto line : base::split_lines(text))
        if (!base::trim(line).empty() && base::trim(line).front() != '#')
            settings["lines"].emplace_back(base::trim(line));
    return settings;
}

/// Rules and options of configuration written as code (eslint.config.js, jest.config.ts):
/// `"name": value` pairs, by the name alone.
Settings from_script(std::string_view text) {
    static const base::Regex k_pair(
        R"((?m)["']?([@\w][@\w/.-]*)["']?\s*[:=]\s*(\[[^\]]*\]|"[^"]*"|'[^']*'|[\w.+-]+))");
    static const base::Regex k_item(R"(["']([^"']*)["']|([\w.-]+))");
    Settings settings;
    for (const auto& groups : k_pair.match_all(text)) {
        auto& items = settings["script." + std::string(groups[1])];
        for (const auto& item : k_item.match_all(groups[2]))
            items.emplace_back(item[1].empty() ? item[2] : item[1]);
    }
    return settings;
}

}  // namespace

Settings settings_of(std::string_view path, std::string_view text) {
    static const base::Regex k_script(
        R"((^|/)([\w.-]+\.config\.(js|cjs|mjs|ts|mts|cts)|\.eslintrc\.c?js|noxfile\.py)"
        R"(|conftest\.py|setup\.py|Gruntfile\.js|karma\.conf\.js)$)");
    static const base::Regex k_json(
        R"((^|/)(\.eslintrc|\.jshintrc|\.nycrc|\.c8rc|\.mocharc|\.prettierrc|\.babelrc)"
        R"(|\.swcrc|\.jscsrc)$|\.jsonc?$|\.json5$)");
    static const base::Regex k_lines(
        R"((^|/)\.\w*ignore$|(^|/)\.(eslint|prettier|docker|stylelint|npm|git|flake8)"
        R"(|markdownlint)ignore$)");
    static const base::Regex k_make(R"((?i)(^|/)(GNU)?makefile[^/]*$|\.mk$)");
    const auto name = path.substr(path.rfind('/') + 1);
    if (k_lines.found_in(path))
        return from_lines(text);
    if (ends(path, ".yml") || ends(path, ".yaml") || name == ".clang-tidy" ||
        name == ".clang-format")
        return from_yaml(text);
    if (k_json.found_in(path)) {
        auto settings = from_json(text);
        return settings.empty() ? from_yaml(text) : settings;
    }
    if (ends(path, ".toml"))
        return from_toml(text);
    if (ends(path, ".ini") || ends(path, ".cfg") || name == ".flake8" || name == ".coveragerc" ||
        name == ".pylintrc" || name == "pylintrc" || name == ".isort.cfg" || name == ".bandit" ||
        name == ".pycodestyle" || name == ".editorconfig" || name == ".shellcheckrc")
        return from_ini(text);
    if (k_make.found_in(path))
        return from_make(text);
    if (name == "CMakeLists.txt" || ends(path, ".cmake"))
        return from_cmake(text);
    if (k_script.found_in(path))
        return from_script(text);
    return {};
}

int line_of_key(std::string_view text, const std::string& key) {
    const auto dot = key.rfind('.');
    const auto name = dot == std::string::npos ? key : key.substr(dot + 1);
    int number = 0;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (base::contains(line, name))
            return number;
    }
    return 0;
}

}  // namespace mendel::evaluate
