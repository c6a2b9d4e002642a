#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_script.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

constexpr const char* k_endings[] = {".ts",  ".tsx", ".d.ts", ".js",  ".jsx",
                                     ".mjs", ".cjs", ".mts",  ".cts", ".json"};

std::string without_ending(const std::string& path) {
    const auto name = file_name_of(path);
    for (const std::string ending : k_endings)
        if (name.size() > ending.size() && name.substr(name.size() - ending.size()) == ending)
            return path.substr(0, path.size() - ending.size());
    return path;
}

bool has_ending(const std::string& specifier) {
    return without_ending(specifier) != specifier;
}

std::string ending_in_specifier(const std::string& file) {
    const auto ending = file.substr(without_ending(file).size());
    if (ending == ".ts" || ending == ".tsx" || ending == ".d.ts")
        return ".js";
    if (ending == ".mts")
        return ".mjs";
    return ending == ".cts" ? ".cjs" : ending;
}

}  // namespace

ScriptModules::ScriptModules(const Workspace& workspace) : m_workspace(workspace) {
    for (const auto& file : workspace.files()) {
        const auto language = code::language_of(file);
        const bool is_json = file.size() > 5 && file.substr(file.size() - 5) == ".json";
        const bool is_foreign = base::contains("/" + file, "/node_modules/");
        if (!is_foreign && (is_json || (language && code::is_script(*language))))
            m_files.push_back(file);
    }
}

std::string ScriptModules::resolved(const std::string& from, const std::string& specifier) const {
    if (specifier.substr(0, 1) != ".")
        return "";
    const auto target = base::normal_path(folder_of(from) + "/" + specifier);
    auto relative = target.substr(0, 1) == "/" ? target.substr(1) : target;
    const auto known = [&](const std::string& path) {
        return std::binary_search(m_files.begin(), m_files.end(), path);
    };
    if (known(relative))
        return relative;
    for (const std::string ending : k_endings)
        if (known(relative + ending))
            return relative + ending;
    for (const std::string ending : k_endings)
        if (auto index = fmt::format("{}{}index{}", relative, relative.empty() ? "" : "/", ending);
            known(index))
            return index;
    // TypeScript names the file that will be built.
    const auto stem = without_ending(relative);
    const bool is_script_ending = stem != relative && relative.substr(stem.size()) != ".json";
    for (const std::string ending : {".ts", ".tsx", ".d.ts", ".mts", ".cts"})
        if (is_script_ending && known(stem + ending))
            return stem + ending;
    return "";
}

std::string ScriptModules::specifier(const std::string& from, const std::string& to,
                                     const std::string& like) const {
    bool with_ending = has_ending(like);
    bool seen = !like.empty() && with_ending;
    const auto own = m_workspace.parse(from);
    const auto imports = own ? code::imports_of(*own) : std::vector<code::Import>();
    for (const auto& import : imports) {
        if (import.module.substr(0, 1) != "." || seen || import.module == like)
            continue;
        with_ending = has_ending(import.module);
        seen = true;
    }
    const auto language = code::language_of(from);
    const bool is_module =
        language == code::Language::javascript &&
        code::script_style(*own).value_or(style_of(from)) == code::ScriptStyle::esm &&
        style_of(from) == code::ScriptStyle::esm;
    if (!seen && is_module)
        with_ending = true;  // Node resolves ES modules by their whole name
    if (to.size() > 5 && to.substr(to.size() - 5) == ".json")
        return path_between(folder_of(from), to);
    auto path = path_between(folder_of(from), without_ending(to));
    if (with_ending)
        return path + ending_in_specifier(to);
    constexpr std::string_view index = "/index";
    if (path.size() > index.size() + 1 && path.substr(path.size() - index.size()) == index)
        path.resize(path.size() - index.size());
    return path;
}

std::string ScriptModules::package_text(const std::string& file) const {
    for (auto folder = folder_of(file);; folder = folder_of(folder)) {
        const auto path = (folder.empty() ? "" : folder + "/") + "package.json";
        if (m_workspace.exists(path))
            return m_workspace.read(path).value_or("");
        if (folder.empty())
            return "";
    }
}

std::set<std::string> ScriptModules::packages(const std::string& file) const {
    std::set<std::string> names;
    const auto json = base::parse_json(package_text(file), "package.json");
    if (!json || !json->is_object())
        return names;
    for (const auto* key :
         {"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"})
        if (const auto rows = json->find(key); rows != json->end() && rows->is_object())
            for (const auto& [name, version] : rows->items())
                names.insert(name);
    return names;
}

code::ScriptStyle ScriptModules::style_of(const std::string& file) const {
    const auto ending = file.substr(without_ending(file).size());
    if (ending == ".cjs" || ending == ".cts")
        return code::ScriptStyle::commonjs;
    if (ending != ".js" && ending != ".jsx")
        return code::ScriptStyle::esm;
    const auto json = base::parse_json(package_text(file), "package.json");
    const bool is_module =
        json && json->is_object() && json->contains("type") && json->at("type") == "module";
    return is_module ? code::ScriptStyle::esm : code::ScriptStyle::commonjs;
}

std::vector<code::Symbol> ScriptModules::exports_of(const std::string& file, int depth) const {
    const auto tree = m_workspace.parse(file);
    if (!tree || depth > 4)
        return {};
    std::vector<code::Symbol> all;
    for (const auto& symbol : code::symbols_of(*tree)) {
        if (symbol.name != "*") {
            all.push_back(symbol);
            continue;
        }
        for (const auto& inner : exports_of(resolved(file, symbol.source), depth + 1))
            if (!inner.is_default)
                all.push_back(inner);
    }
    return all;
}

std::string script_stem(const std::string& path) {
    const auto name = file_name_of(path);
    return name.substr(0, name.find('.'));
}

int script_section(const std::string& module, int) {
    if (module.substr(0, 1) == "." || module.substr(0, 1) == "/")
        return 3;
    return is_node_builtin(module) ? 1 : 2;
}

}  // namespace mendel::heal
