#include <algorithm>

#include <nlohmann/json.hpp>

#include "code/languages/resolve_script.hpp"

namespace mendel::code {

namespace {

using Json = nlohmann::ordered_json;

std::string filled(std::string target, const std::string& part) {
    for (auto star = target.find('*'); star != std::string::npos;
         star = target.find('*', star + part.size()))
        target.replace(star, 1, part);
    return target;
}

/// A target is a path, a list of which the first usable one counts, or conditions.
std::optional<std::string> chosen(const Json& target, const std::string& part,
                                  const std::vector<std::string>& conditions) {
    if (target.is_string())
        return filled(target.get<std::string>(), part);
    if (target.is_array()) {
        for (const auto& one : target)
            if (auto found = chosen(one, part, conditions))
                return found;
        return {};
    }
    if (!target.is_object())
        return {};
    for (const auto& [condition, next] : target.items()) {
        const bool holds = condition == "default" || std::find(conditions.begin(), conditions.end(),
                                                               condition) != conditions.end();
        if (!holds)
            continue;
        if (auto found = chosen(next, part, conditions))
            return found;
    }
    return {};
}

bool has_subpaths(const Json& table) {
    return table.is_object() && !table.empty() &&
           (table.begin().key()[0] == '.' || table.begin().key()[0] == '#');
}

}  // namespace

std::optional<std::string> package_target(const nlohmann::ordered_json& table,
                                          const std::string& subpath,
                                          const std::vector<std::string>& conditions) {
    if (!has_subpaths(table))
        return subpath == "." ? chosen(table, {}, conditions) : std::nullopt;
    if (const auto exact = table.find(subpath); exact != table.end())
        return chosen(*exact, {}, conditions);
    std::string best;
    std::string part;
    for (const auto& [key, target] : table.items()) {
        const auto star = key.find('*');
        if (star == std::string::npos)
            continue;
        const auto before = key.substr(0, star);
        const auto after = key.substr(star + 1);
        const bool fits = subpath.size() > before.size() + after.size() &&
                          subpath.rfind(before, 0) == 0 &&
                          subpath.compare(subpath.size() - after.size(), after.size(), after) == 0;
        if (!fits || (!best.empty() && before.size() <= best.find('*')))
            continue;
        best = key;
        part = subpath.substr(before.size(), subpath.size() - before.size() - after.size());
    }
    return best.empty() ? std::nullopt : chosen(table.at(best), part, conditions);
}

}  // namespace mendel::code
