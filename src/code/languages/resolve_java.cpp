#include "base/text.hpp"
#include "code/dependency_resolve.hpp"

namespace mendel::code {

namespace {

struct JavaTypes {
    std::unordered_map<std::string, FileIds> by_name = {};  ///< "a.b.C"; one per source set
    std::unordered_map<std::string, FileIds> by_package = {};
};

JavaTypes types_of(const FileTable& table, const ImportsOf& imports_of) {
    JavaTypes types;
    for (std::uint32_t file = 0; file < table.files().size(); ++file) {
        const std::string_view path = table.files()[file];
        if (source_kind_of(path) != SourceKind::java)
            continue;
        const auto& imports = imports_of(file);
        const bool has_package = !imports.empty() && imports.front().style == ImportStyle::declared;
        const auto package = has_package ? imports.front().module : std::string();
        const auto folder = folder_of(path);
        const auto name = path.substr(folder.empty() ? 0 : folder.size() + 1);
        const std::string type(name.substr(0, name.rfind('.')));
        types.by_name[package.empty() ? type : package + "." + type].push_back(file);
        types.by_package[package].push_back(file);
    }
    return types;
}

}  // namespace

ResolveImport java_resolver(const FileTable& table, const ImportsOf& imports_of) {
    return [types = types_of(table, imports_of)](std::uint32_t, const ScannedImport& import,
                                                 FileIds& to) {
        if (import.style == ImportStyle::declared)
            return;
        if (!import.names.empty())
            if (const auto all = types.by_package.find(import.module);
                all != types.by_package.end()) {
                to.insert(to.end(), all->second.begin(), all->second.end());
                return;
            }
        // A nested type or a static member stands below the type of the file.
        for (auto name = import.module; !name.empty();) {
            if (const auto found = types.by_name.find(name); found != types.by_name.end()) {
                to.insert(to.end(), found->second.begin(), found->second.end());
                return;
            }
            const auto dot = name.rfind('.');
            name.resize(dot == std::string::npos ? 0 : dot);
        }
    };
}

}  // namespace mendel::code
