#include <algorithm>

#include <fmt/format.h>

#include "base/ini.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "heal/rungs/dependencies.hpp"
#include "model/command.hpp"

namespace mendel::heal {
namespace {

using code::Edit;

constexpr std::string_view k_requirements = "requirements file";
constexpr std::string_view k_project = "[project]";

bool speaks_of_tests(std::string_view name) {
    static const base::Regex k_tests(
        R"((?i)(^|[^a-z])(tests?|testing|dev|develop|development|ci|lint|qa)([^a-z]|$))");
    return k_tests.found_in(name);
}

bool is_requirements_file(const std::string& path) {
    static const base::Regex k_file(
        R"((?i)(^|/)([\w.-]*requirements?[\w.-]*|requirements?/[\w.-]+)\.(txt|in)$)");
    return k_file.found_in(path) && !base::contains(path, "node_modules");
}

/// The requirement lines of a file with their place; comments, options and blank lines left out.
struct RequirementLine {
    std::string text;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string indent = {};
};

std::vector<RequirementLine> requirement_lines(std::string_view text, std::uint32_t from,
                                               std::uint32_t to) {
    std::vector<RequirementLine> lines;
    std::uint32_t at = from;
    while (at < to) {
        const auto end = std::min<std::size_t>(text.find('\n', at), to);
        const auto line = text.substr(at, end - at);
        const auto plain = base::trim(line.substr(0, line.find(" #")));
        static const base::Regex k_requirement(R"(^[A-Za-z0-9][\w.-]*\s*(\[.*\]|[<>=!~;@( ]|$))");
        if (!plain.empty() && plain.front() != '#' && k_requirement.found_in(plain))
            lines.push_back({std::string(plain), at, static_cast<std::uint32_t>(end),
                             std::string(line.substr(0, line.find_first_not_of(" \t")))});
        at = static_cast<std::uint32_t>(end + 1);
    }
    return lines;
}

/// `name==1.0` where every requirement is pinned, `name>=1.0` where every one has a lower bound.
std::string styled(const std::vector<std::string>& others, const Requirement& wanted) {
    const auto all_have = [&](const std::string& sign) {
        return !others.empty() &&
               std::all_of(others.begin(), others.end(),
                           [&](const std::string& text) { return base::contains(text, sign); });
    };
    if (wanted.version.empty())
        return wanted.distribution;
    for (const std::string sign : {"==", "~=", ">="}) {
        if (all_have(sign))
            return wanted.distribution + sign + wanted.version;
    }
    return wanted.distribution;
}

bool lists(const std::vector<std::string>& others, const Requirement& wanted) {
    const auto name = normalised_distribution(wanted.distribution);
    return std::any_of(others.begin(), others.end(), [&](const std::string& text) {
        return normalised_distribution(text) == name;
    });
}

std::vector<std::string> texts_of(const std::vector<RequirementLine>& lines) {
    std::vector<std::string> texts;
    texts.reserve(lines.size());
    for (const auto& line : lines)
        texts.push_back(line.text);
    return texts;
}

/// A line added among lines, sorted where they are sorted.
Edit line_insertion(std::string_view text, const std::vector<RequirementLine>& lines,
                    const std::string& element) {
    const auto by_name = [](const std::string& left, const std::string& right) {
        return normalised_distribution(left) < normalised_distribution(right);
    };
    const auto texts = texts_of(lines);
    const bool sorted = texts.size() > 1 && std::is_sorted(texts.begin(), texts.end(), by_name);
    const auto index =
        sorted ? static_cast<std::size_t>(
                     std::upper_bound(texts.begin(), texts.end(), element, by_name) - texts.begin())
               : texts.size();
    if (index < lines.size())
        return {lines[index].begin, lines[index].begin, lines[index].indent + element + "\n"};
    const auto end = lines.back().end;
    if (end >= text.size())
        return {end, end, "\n" + lines.back().indent + element + "\n"};
    return {end, end, "\n" + lines.back().indent + element};
}

std::optional<Edit> in_lines(std::string_view text, std::uint32_t from, std::uint32_t to,
                             const Requirement& wanted, std::string& note) {
    const auto lines = requirement_lines(text, from, to);
    if (base::contains(text.substr(from, to - from), "--hash=")) {
        note = "its requirements carry hashes, which only their own tool can write";
        return std::nullopt;
    }
    const auto others = texts_of(lines);
    if (lists(others, wanted)) {
        note = wanted.distribution + " is required there already";
        return std::nullopt;
    }
    const auto element = styled(others, wanted);
    if (!lines.empty())
        return line_insertion(text, lines, element);
    const bool needs_break = to > from && text[to - 1] != '\n';
    return Edit{to, to, (needs_break ? "\n" : "") + element + "\n"};
}

std::optional<Edit> in_toml_array(std::string_view text, const base::TomlEntry& entry,
                                  const Requirement& wanted, std::string& note) {
    StringList list{.begin = static_cast<std::uint32_t>(entry.value.begin),
                    .end = static_cast<std::uint32_t>(entry.value.end)};
    std::vector<std::string> others;
    for (const auto& string : entry.value.strings) {
        list.elements.push_back({string.text, static_cast<std::uint32_t>(string.begin),
                                 static_cast<std::uint32_t>(string.end)});
        others.push_back(string.text);
    }
    if (lists(others, wanted)) {
        note = wanted.distribution + " is required there already";
        return std::nullopt;
    }
    return list_insertion(text, list, styled(others, wanted));
}

/// A key of a table of names and versions: poetry, Pipfile.
std::optional<Edit> in_toml_table(std::string_view text, const base::TomlDocument& document,
                                  const std::string& name, const Requirement& wanted,
                                  std::string& note) {
    const auto* table = document.table(name);
    if (table == nullptr)
        return std::nullopt;
    const auto entries = document.entries_of(name);
    std::size_t carets = 0;
    std::uint32_t place = static_cast<std::uint32_t>(table->body_begin);
    for (const auto* entry : entries) {
        if (normalised_distribution(entry->key) == normalised_distribution(wanted.distribution)) {
            note = wanted.distribution + " is required there already";
            return std::nullopt;
        }
        carets +=
            !entry->value.strings.empty() && entry->value.strings.front().text.rfind('^', 0) == 0
                ? 1
                : 0;
        const auto end = std::min(text.find('\n', entry->value.end), text.size());
        place = static_cast<std::uint32_t>(end);
    }
    const auto version = wanted.version.empty()                         ? "*"
                         : carets > 0                                   ? "^" + wanted.version
                         : name == "packages" || name == "dev-packages" ? "*"
                                                                        : ">=" + wanted.version;
    const auto line = wanted.distribution + " = \"" + version + "\"";
    return entries.empty() ? Edit{place, place, line + "\n"} : Edit{place, place, "\n" + line};
}

/// The lines of one key of an ini file: `install_requires =` of setup.cfg, `deps =` of tox.ini.
std::optional<Edit> in_ini_key(std::string_view text, const std::string& section,
                               const std::string& key, const Requirement& wanted,
                               std::string& note) {
    bool inside = false;
    std::uint32_t at = 0;
    while (at < text.size()) {
        const auto end = std::min(text.find('\n', at), text.size());
        const auto line = text.substr(at, end - at);
        const auto next = static_cast<std::uint32_t>(std::min(end + 1, text.size()));
        if (!line.empty() && line.front() == '[')
            inside = base::trim(line) == "[" + section + "]";
        const auto equals = line.find('=');
        if (inside && equals != std::string_view::npos &&
            base::trim(line.substr(0, equals)) == key) {
            auto last = next;
            while (last < text.size() && (text[last] == ' ' || text[last] == '\t'))
                last = static_cast<std::uint32_t>(std::min(text.find('\n', last) + 1, text.size()));
            if (!base::trim(line.substr(equals + 1)).empty())
                return std::nullopt;
            return in_lines(text, next, last, wanted, note);
        }
        at = next == at ? at + 1 : next;
    }
    return std::nullopt;
}

/// install_requires=[...] of setup.py, the list itself or a name that is bound to one.
std::optional<Edit> in_setup_py(const Workspace& workspace, const std::string& file,
                                const std::string& keyword, const Requirement& wanted,
                                std::string& note) {
    const auto tree = workspace.parse(file);
    if (!tree)
        return std::nullopt;
    code::Node value;
    for (const auto& argument : tree->all("keyword_argument")) {
        if (argument.field("name").text() == keyword)
            value = argument.field("value");
    }
    if (value.type() == "identifier") {
        for (const auto& assignment : tree->all("assignment")) {
            if (assignment.field("left").text() == value.text())
                value = assignment.field("right");
        }
    }
    if (value.type() != "list") {
        note = "its requirements are not a plain list";
        return std::nullopt;
    }
    StringList list{.begin = value.begin().offset, .end = value.end().offset};
    std::vector<std::string> others;
    for (const auto& element : value.named_children()) {
        if (element.type() != "string")
            continue;
        const auto text = element.text();
        const auto quote = text.find_first_of("'\"");
        others.emplace_back(text.substr(quote + 1, text.size() - quote - 2));
        list.elements.push_back({others.back(), element.begin().offset, element.end().offset});
    }
    if (lists(others, wanted)) {
        note = wanted.distribution + " is required there already";
        return std::nullopt;
    }
    return list_insertion(tree->text(), list, styled(others, wanted));
}

std::vector<RequirementPlace> toml_places(const base::TomlDocument& document,
                                          const std::string& file) {
    std::vector<RequirementPlace> places;
    for (const auto& entry : document.entries) {
        if (entry.table == "project" && entry.key == "dependencies" && entry.value.is_array)
            places.push_back({file, std::string(k_project)});
        const bool group =
            entry.table == "project.optional-dependencies" || entry.table == "dependency-groups";
        if (group && entry.value.is_array)
            places.push_back({file, entry.table + "." + entry.key, speaks_of_tests(entry.key)});
    }
    for (const auto& table : document.tables) {
        if (table.name == "tool.poetry.dependencies" || table.name == "packages")
            places.push_back({file, table.name});
        else if (table.name == "dev-packages" || table.name == "tool.poetry.dev-dependencies" ||
                 (table.name.rfind("tool.poetry.group.", 0) == 0 &&
                  table.name.find(".dependencies") != std::string::npos))
            places.push_back({file, table.name, true});
    }
    return places;
}

void add_setup_cfg_places(std::string_view text, std::vector<RequirementPlace>& places) {
    for (const auto& [section, keys] : base::parse_ini(text)) {
        if (section == "options" && keys.count("install_requires") > 0)
            places.push_back({"setup.cfg", "options install_requires"});
        if (section != "options.extras_require")
            continue;
        for (const auto& [key, value] : keys) {
            if (speaks_of_tests(key))
                places.push_back({"setup.cfg", section + " " + key, true});
        }
    }
}

void add_tox_places(std::string_view text, std::vector<RequirementPlace>& places) {
    for (const auto& [section, keys] : base::parse_ini(text)) {
        if (section.rfind("testenv", 0) == 0 && keys.count("deps") > 0)
            places.push_back({"tox.ini", section + " deps", true});
    }
}

}  // namespace

std::string normalised_distribution(std::string_view requirement) {
    std::string name;
    for (const char byte : base::trim(requirement)) {
        if (std::string_view("<>=!~;@[( ").find(byte) != std::string_view::npos)
            break;
        const char plain = byte == '_' || byte == '.' ? '-' : byte;
        if (plain != '-' || name.empty() || name.back() != '-')
            name += plain;
    }
    return base::to_lower(name);
}

std::vector<RequirementPlace> requirement_places(const Workspace& workspace, bool for_tests) {
    std::vector<RequirementPlace> places;
    for (const auto& file : workspace.files()) {
        if (is_requirements_file(file) && !base::contains(file, "docs/"))
            places.push_back(
                {file, std::string(k_requirements), speaks_of_tests(file_name_of(file))});
    }
    for (const auto* file : {"pyproject.toml", "Pipfile"}) {
        if (const auto text = workspace.read(file)) {
            const auto more = toml_places(base::parse_toml(*text), file);
            places.insert(places.end(), more.begin(), more.end());
        }
    }
    if (const auto text = workspace.read("setup.cfg"))
        add_setup_cfg_places(*text, places);
    if (const auto text = workspace.read("tox.ini"))
        add_tox_places(*text, places);
    if (workspace.exists("setup.py"))
        places.push_back({"setup.py", "install_requires"});
    const auto words =
        model::to_text(workspace.round().check) + "\n" + words_of(workspace.round().failure);
    for (auto& place : places)
        place.mentioned = base::contains(words, place.file);
    std::stable_sort(
        places.begin(), places.end(),
        [&](const RequirementPlace& left, const RequirementPlace& right) {
            const auto rank = [&](const RequirementPlace& place) {
                const auto depth = std::count(place.file.begin(), place.file.end(), '/');
                return (place.mentioned ? 0 : 100) + (place.for_tests == for_tests ? 0 : 10) +
                       static_cast<int>(depth);
            };
            return rank(left) < rank(right);
        });
    return places;
}

std::optional<code::Edit> requirement_edit(const Workspace& workspace,
                                           const RequirementPlace& place,
                                           const Requirement& requirement, std::string& note) {
    const auto text = workspace.read(place.file);
    if (!text)
        return std::nullopt;
    if (place.label == k_requirements)
        return in_lines(*text, 0, static_cast<std::uint32_t>(text->size()), requirement, note);
    if (place.file == "setup.py")
        return in_setup_py(workspace, place.file, place.label, requirement, note);
    if (place.file == "setup.cfg" || place.file == "tox.ini") {
        const auto blank = place.label.rfind(' ');
        return in_ini_key(*text, place.label.substr(0, blank), place.label.substr(blank + 1),
                          requirement, note);
    }
    const auto document = base::parse_toml(*text);
    if (place.label == k_project)
        return in_toml_array(*text, *document.find("project", "dependencies"), requirement, note);
    const auto dot = place.label.rfind('.');
    const auto* entry = dot == std::string::npos ? nullptr
                                                 : document.find(place.label.substr(0, dot),
                                                                 place.label.substr(dot + 1));
    if (entry != nullptr && entry->value.is_array)
        return in_toml_array(*text, *entry, requirement, note);
    return in_toml_table(*text, document, place.label, requirement, note);
}

}  // namespace mendel::heal
