#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/symbols.hpp"
#include "heal/rungs/imports_python.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

std::vector<std::string> parts_of(const std::string& file) {
    auto stem = file.substr(0, file.rfind('.'));
    std::vector<std::string> parts;
    for (const auto part : base::split(stem, '/'))
        parts.emplace_back(part);
    if (parts.back() == "__init__")
        parts.pop_back();
    return parts;
}

std::string dotted(const std::vector<std::string>& parts, std::size_t from) {
    return base::join({parts.begin() + static_cast<std::ptrdiff_t>(from), parts.end()}, ".");
}

bool is_source_root(const std::string& folder) {
    return folder == "src" || folder == "lib" || folder == "python";
}

}  // namespace

PythonModules::PythonModules(const Workspace& workspace) : m_workspace(workspace) {
    static const base::Regex import(R"((?m)^[ \t]*(?:from|import)[ \t]+([A-Za-z_]\w*))");
    for (const auto& file : workspace.files()) {
        if (code::language_of(file) != code::Language::python)
            continue;
        m_files.push_back(file);
        if (file_name_of(file) == "__init__.py")
            m_folders.insert(folder_of(file));
        const auto text = workspace.read(file);
        if (!text)
            continue;
        for (const auto& found : import.match_all(*text))
            m_imported.emplace(found[1]);
    }
    for (const auto& file : m_files) {
        const auto name = name_of(file);
        if (name.empty())
            continue;
        m_modules.emplace(name, file);
        m_tops.insert(name.substr(0, name.find('.')));
    }
}

std::vector<std::string> PythonModules::defined(const std::string& module) const {
    std::vector<std::string> names;
    const auto file = file_of(module);
    if (const auto tree = file.empty() ? nullptr : m_workspace.parse(file))
        for (const auto& symbol : code::symbols_of(*tree))
            names.push_back(symbol.name);
    return names;
}

std::vector<std::string> PythonModules::offered(const std::string& module) const {
    auto names = defined(module);
    const auto file = file_of(module);
    const auto tree = file.empty() ? nullptr : m_workspace.parse(file);
    if (!tree)
        return names;
    for (const auto& import : code::imports_of(*tree))
        for (const auto& name : import.names)
            names.push_back(code::bound_name(name));
    if (file_name_of(file) == "__init__.py")
        for (const auto& [known, path] : m_modules)
            if (known.rfind(module + ".", 0) == 0)
                names.push_back(known.substr(module.size() + 1));
    return names;
}

bool PythonModules::is_package(const std::string& folder) const {
    return m_folders.count(folder) > 0;
}

std::string PythonModules::name_of(const std::string& file) const {
    const auto parts = parts_of(file);
    if (parts.empty() || file.size() < 3 || file.substr(file.size() - 3) != ".py")
        return "";
    if (!std::all_of(parts.begin(), parts.end(),
                     [](const std::string& part) { return base::is_identifier(part); }) &&
        !base::is_identifier(parts.back()))
        return "";
    auto folder = folder_of(file);
    std::size_t root = folder.empty() ? 0 : base::split(folder, '/').size();
    if (is_package(folder)) {
        for (; root > 0 && is_package(folder); --root)
            folder = folder_of(folder);
        return dotted(parts, root);
    }
    // No __init__.py: a script's neighbour, or a namespace package that others import by its name.
    for (std::size_t from = 0; from < std::min(root, parts.size()); ++from)
        if (!is_source_root(parts[from]) && m_imported.count(parts[from]) > 0)
            return dotted(parts, from);
    return dotted(parts, std::min(root, parts.size() - 1));
}

std::string PythonModules::file_of(const std::string& module) const {
    const auto found = m_modules.find(module);
    return found == m_modules.end() ? "" : found->second;
}

std::string PythonModules::absolute(const std::string& file, const std::string& module,
                                    int level) const {
    if (level == 0)
        return module;
    auto package = name_of(file);
    const int up = file_name_of(file) == "__init__.py" ? level - 1 : level;
    for (int i = 0; i < up; ++i) {
        const auto dot = package.rfind('.');
        package.resize(dot == std::string::npos ? 0 : dot);
    }
    return package.empty() || module.empty() ? package + module : package + "." + module;
}

std::pair<std::string, int> PythonModules::spelled(const std::string& from_file,
                                                   const code::Tree& tree,
                                                   const std::string& module) const {
    const auto own = name_of(from_file);
    const bool is_init = file_name_of(from_file) == "__init__.py";
    const auto top = own.substr(0, own.find('.'));
    int relative_imports = 0;
    int absolute_imports = 0;
    for (const auto& import : code::imports_of(tree)) {
        const bool is_own = import.level == 0 && own.find('.') != std::string::npos &&
                            import.module.substr(0, import.module.find('.')) == top;
        // What stands at the top sets the style; imports inside functions avoid circles.
        const int weight = import.top_level ? 100 : 1;
        relative_imports += import.level > 0 ? weight : 0;
        absolute_imports += is_own ? weight : 0;
    }
    const bool shares_package = (own.find('.') != std::string::npos || is_init) &&
                                module.substr(0, module.find('.')) == top;
    const bool prefers_relative =
        relative_imports > absolute_imports || (is_init && absolute_imports == 0);
    if (!shares_package || !prefers_relative)
        return {module, 0};
    return relative(from_file, module);
}

std::pair<std::string, int> PythonModules::relative(const std::string& from_file,
                                                    const std::string& module) const {
    auto package = name_of(from_file);
    const auto dot_of = [&] { return package.rfind('.'); };
    if (file_name_of(from_file) != "__init__.py")
        package.resize(dot_of() == std::string::npos ? 0 : dot_of());
    int level = 1;
    while (module != package && module.rfind(package + ".", 0) != 0) {
        if (dot_of() == std::string::npos)
            return {module, 0};
        package.resize(dot_of());
        ++level;
    }
    return {module == package ? "" : module.substr(package.size() + 1), level};
}

int PythonModules::section(const std::string& module, int level) const {
    if (level > 0)
        return 4;
    const auto top = module.substr(0, module.find('.'));
    if (m_tops.count(top) > 0)
        return 3;
    return is_python_standard(top) ? 1 : 2;
}

}  // namespace mendel::heal
