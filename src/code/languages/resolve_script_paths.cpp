#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "code/languages/resolve_script.hpp"

namespace mendel::code {

namespace {

using Json = nlohmann::ordered_json;

constexpr int k_most_extended = 10;

/// A member that is text; "" where there is none.
std::string text_of(const Json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    return json.is_object() && found != json.end() && found->is_string() ? found->get<std::string>()
                                                                         : std::string();
}

/// What a star in the pattern stands for; nothing where the module does not fit.
std::optional<std::string> matched(const std::string& pattern, const std::string& module) {
    const auto star = pattern.find('*');
    if (star == std::string::npos)
        return pattern == module ? std::optional<std::string>("") : std::nullopt;
    const auto after = pattern.substr(star + 1);
    if (module.size() < star + after.size() || module.compare(0, star, pattern, 0, star) != 0 ||
        module.compare(module.size() - after.size(), after.size(), after) != 0)
        return {};
    return module.substr(star, module.size() - star - after.size());
}

void read_paths(const Json& options, PathMapping& mapping) {
    const auto paths = options.find("paths");
    if (paths == options.end() || !paths->is_object())
        return;
    mapping.paths.clear();
    for (const auto& [pattern, targets] : paths->items()) {
        std::vector<std::string> texts;
        for (const auto& target : targets)
            if (target.is_string())
                texts.push_back(target.get<std::string>());
        mapping.paths.emplace_back(pattern, std::move(texts));
    }
}

}  // namespace

std::string without_json_comments(std::string_view text) {
    std::string plain;
    bool in_string = false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto rest = text.substr(at);
        if (in_string) {
            plain += text[at];
            if (text[at] == '\\' && rest.size() > 1)
                plain += text[++at];
            else
                in_string = text[at] != '"';
        } else if (rest.substr(0, 2) == "//") {
            at += std::min(rest.find('\n'), rest.size()) - 1;
        } else if (rest.substr(0, 2) == "/*") {
            at += std::min(rest.find("*/", 2), rest.size() - 2) + 1;
        } else if (text[at] == ',') {
            const auto next = rest.find_first_not_of(" \t\r\n", 1);
            const bool is_last =
                next != std::string_view::npos && (rest[next] == '}' || rest[next] == ']');
            plain += is_last ? "" : ",";
        } else {
            in_string = text[at] == '"';
            plain += text[at];
        }
    }
    return plain;
}

/// Options of the file itself win over those it extends, of which later ones win over earlier.
PathMapping PathMappings::read(const std::string& path, int depth) {
    PathMapping mapping;
    const auto text = m_tree.read(path);
    if (!text || depth > k_most_extended)
        return mapping;
    // Comments go first: one may stand between a comma and the bracket after it.
    const auto json =
        Json::parse(without_json_comments(without_json_comments(*text)), nullptr, false);
    if (!json.is_object())
        return mapping;
    const auto folder = folder_of(path);
    const auto extended = json.find("extends");
    const auto extend = [&](const Json& name) {
        if (!name.is_string())
            return;
        auto target = name.get<std::string>();
        if (target.empty() || target[0] != '.')
            return;  // of a package, which brings no paths of this tree
        target = in_folder(folder, target);
        if (!m_table.find(target))
            target += m_table.find(target + ".json") ? ".json" : "/tsconfig.json";
        auto inherited = read(target, depth + 1);
        mapping.base = inherited.base ? inherited.base : mapping.base;
        if (!inherited.paths.empty()) {
            mapping.paths = std::move(inherited.paths);
            mapping.paths_base = std::move(inherited.paths_base);
        }
    };
    if (extended != json.end() && extended->is_array())
        std::for_each(extended->begin(), extended->end(), extend);
    else if (extended != json.end())
        extend(*extended);
    const auto options = json.find("compilerOptions");
    if (options == json.end() || !options->is_object())
        return mapping;
    const auto base = text_of(*options, "baseUrl");
    if (!base.empty())
        mapping.base = in_folder(folder, base == "." ? "" : base);
    if (options->contains("paths")) {
        read_paths(*options, mapping);
        mapping.paths_base = mapping.base.value_or(std::string(folder));
    }
    return mapping;
}

const PathMapping* PathMappings::mapping_of(std::string_view folder) {
    if (const auto known = m_by_folder.find(folder); known != m_by_folder.end())
        return known->second.get();
    const PathMapping* found = nullptr;
    std::unique_ptr<PathMapping> own;
    for (const auto* name : {"tsconfig.json", "jsconfig.json"})
        if (const auto path = in_folder(folder, name); !own && m_table.find(path))
            own = std::make_unique<PathMapping>(read(path, 0));
    if (!own && !folder.empty()) {
        found = mapping_of(folder_of(folder));
        if (found != nullptr)
            own = std::make_unique<PathMapping>(*found);
    }
    return m_by_folder.emplace(std::string(folder), std::move(own)).first->second.get();
}

std::vector<std::string> PathMappings::candidates(std::string_view folder,
                                                  const std::string& module) {
    std::vector<std::string> paths;
    const auto* mapping = mapping_of(folder);
    if (mapping == nullptr)
        return paths;
    // An exact pattern wins, else the one with the longest part before its star.
    const std::pair<std::string, std::vector<std::string>>* best = nullptr;
    for (const auto& entry : mapping->paths) {
        if (!matched(entry.first, module))
            continue;
        const auto length = [](const std::string& pattern) {
            const auto star = pattern.find('*');
            return star == std::string::npos ? std::string::npos : star;
        };
        if (best == nullptr || length(entry.first) > length(best->first))
            best = &entry;
    }
    if (best != nullptr)
        for (const auto& target : best->second)
            paths.push_back(
                in_folder(mapping->paths_base,
                          base::replace_all(target, "*", *matched(best->first, module))));
    if (mapping->base)
        paths.push_back(in_folder(*mapping->base, module));
    return paths;
}

}  // namespace mendel::code
