#include "code/languages/resolve_script.hpp"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/text.hpp"

namespace mendel::code {

namespace {

using Json = nlohmann::ordered_json;

/// TypeScript finds sources and declarations first; a script that runs finds what runs.
using Words = std::vector<std::string_view>;
const Words k_typed_endings = {".ts",  ".tsx", ".d.ts", ".mts",  ".cts", ".js",
                               ".jsx", ".mjs", ".cjs",  ".json", ".node"};
const Words k_running_endings = {".js", ".jsx", ".mjs", ".cjs", ".json", ".node",
                                 ".ts", ".tsx", ".mts", ".cts", ".d.ts"};
const Words k_typed_fields = {"types", "typings", "module", "main"};
const Words k_running_fields = {"module", "main", "types", "typings"};

bool is_running(std::string_view path) {
    constexpr std::string_view k_scripts[] = {".js", ".jsx", ".mjs", ".cjs"};
    return std::any_of(std::begin(k_scripts), std::end(k_scripts), [&](std::string_view ending) {
        return path.size() > ending.size() && path.substr(path.size() - ending.size()) == ending;
    });
}

/// What a script's ending may stand for in TypeScript ("./a.js" is written, "a.ts" is meant).
struct Meant {
    std::string_view written;
    std::vector<std::string_view> meant;
};
const Meant k_meant[] = {{".js", {".ts", ".tsx", ".d.ts", ".jsx"}},
                         {".jsx", {".tsx", ".d.ts"}},
                         {".mjs", {".mts", ".d.mts"}},
                         {".cjs", {".cts", ".d.cts"}}};

class ScriptResolver {
  public:
    ScriptResolver(const FileTable& table, const SourceTree& tree)
        : m_table(table), m_tree(tree), m_mappings(table, tree) {
        for (const auto file : table.named("package.json")) {
            const std::string folder(folder_of(table.files()[file]));
            const auto& manifest = manifest_in(folder);
            if (const auto name = manifest.find("name");
                name != manifest.end() && name->is_string())
                m_packages.emplace(name->get<std::string>(), folder);
        }
    }

    void resolve(std::uint32_t from, const ScannedImport& import, FileIds& to) {
        const auto folder = std::string(folder_of(m_table.files()[from]));
        m_is_running = is_running(m_table.files()[from]);
        auto key = folder + (m_is_running ? '\n' : '\t') +
                   static_cast<char>('0' + static_cast<int>(import.style)) + import.module;
        const auto known = m_known.find(key);
        const auto found = known != m_known.end() ? known->second : find(folder, import);
        if (known == m_known.end())
            m_known.emplace(std::move(key), found);
        if (found)
            to.push_back(*found);
    }

  private:
    using Found = std::optional<std::uint32_t>;

    static std::vector<std::string> conditions_of(const ScannedImport& import) {
        if (import.style == ImportStyle::require)
            return {"require", "node", "module-sync"};
        return {"import", "node", "module", "module-sync"};
    }

    const Json& manifest_in(const std::string& folder) {
        if (const auto known = m_manifests.find(folder); known != m_manifests.end())
            return known->second;
        const auto path = in_folder(folder, "package.json");
        const auto text =
            m_table.find(path) ? m_tree.read(path) : base::Result<std::string>(std::string());
        auto json = Json::parse(text.value_or(""), nullptr, false);
        return m_manifests.emplace(folder, json.is_object() ? std::move(json) : Json::object())
            .first->second;
    }

    Found find(const std::string& folder, const ScannedImport& import) {
        auto module = import.module;
        if (const auto query = module.find('?'); query != std::string::npos && query > 0)
            module.resize(query);  // a loader's question, as bundlers write it
        if (module == "." || module == ".." || module.rfind("./", 0) == 0 ||
            module.rfind("../", 0) == 0)
            return at_path(in_folder(folder, module));
        if (module[0] == '#')
            return own_import(folder, module, conditions_of(import));
        for (const auto& path : m_mappings.candidates(folder, module))
            if (const auto found = at_path(path))
                return found;
        return in_package(module, conditions_of(import));
    }

    /// A file, a file with an ending, or a folder with an index.
    Found at_path(const std::string& path) {
        if (const auto found = at_file(path))
            return found;
        if (!m_table.has_folder(path))
            return {};
        const auto& manifest = manifest_in(path);
        for (const auto field : m_is_running ? k_running_fields : k_typed_fields)
            if (const auto main = manifest.find(std::string(field));
                main != manifest.end() && main->is_string())
                if (const auto found = at_entry(path, main->get<std::string>()))
                    return found;
        return at_file(path.empty() ? "index" : path + "/index");
    }

    Found at_entry(const std::string& folder, const std::string& entry) {
        const auto path = in_folder(folder, entry);
        const auto found = at_file(path);
        return found ? found : at_file(path + "/index");
    }

    Found at_file(const std::string& path) {
        if (const auto found = m_table.find(path))
            return found;
        for (const auto ending : m_is_running ? k_running_endings : k_typed_endings)
            if (const auto found = m_table.find(path + std::string(ending)))
                return found;
        for (const auto& [written, meant] : k_meant) {
            if (path.size() <= written.size() ||
                path.compare(path.size() - written.size(), written.size(), written) != 0)
                continue;
            const auto stem = path.substr(0, path.size() - written.size());
            for (const auto ending : meant)
                if (const auto found = m_table.find(stem + std::string(ending)))
                    return found;
        }
        return {};
    }

    /// "#x" by the `imports` of the nearest package.json.
    Found own_import(std::string folder, const std::string& module,
                     const std::vector<std::string>& conditions) {
        while (!folder.empty() && !m_table.find(in_folder(folder, "package.json")))
            folder = std::string(folder_of(folder));
        const auto& manifest = manifest_in(folder);
        const auto imports = manifest.find("imports");
        if (imports == manifest.end())
            return {};
        const auto target = package_target(*imports, module, conditions);
        if (!target)
            return {};
        if (target->rfind("./", 0) == 0)
            return at_path(in_folder(folder, *target));
        return in_package(*target, conditions);
    }

    /// A package of the tree by its name, "@scope/name" counted as one.
    Found in_package(const std::string& module, const std::vector<std::string>& conditions) {
        auto end = module.find('/');
        if (module[0] == '@' && end != std::string::npos)
            end = module.find('/', end + 1);
        const auto package = m_packages.find(module.substr(0, end));
        if (package == m_packages.end())
            return {};
        const auto& folder = package->second;
        const auto subpath = end == std::string::npos ? std::string(".") : "." + module.substr(end);
        const auto& manifest = manifest_in(folder);
        const auto exports = manifest.find("exports");
        if (exports != manifest.end()) {
            const auto target = package_target(*exports, subpath, conditions);
            return target ? at_file(in_folder(folder, *target)) : Found();
        }
        return at_path(subpath == "." ? folder : in_folder(folder, subpath));
    }

    const FileTable& m_table;
    const SourceTree& m_tree;
    PathMappings m_mappings;
    std::map<std::string, Json> m_manifests = {};
    std::map<std::string, std::string> m_packages = {};
    std::unordered_map<std::string, Found> m_known = {};
    bool m_is_running = false;  ///< the importing file is no TypeScript
};

}  // namespace

ResolveImport script_resolver(const FileTable& table, const SourceTree& tree) {
    const auto resolver = std::make_shared<ScriptResolver>(table, tree);
    return [resolver](std::uint32_t from, const ScannedImport& import, FileIds& to) {
        resolver->resolve(from, import, to);
    };
}

}  // namespace mendel::code
