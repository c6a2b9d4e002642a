#include <algorithm>

#include "base/text.hpp"
#include "code/dependency_resolve.hpp"

namespace mendel::code {

namespace {

class PythonResolver {
  public:
    explicit PythonResolver(const FileTable& table) : m_table(table) {}

    void resolve(std::uint32_t from, const ScannedImport& import, FileIds& to) const {
        const auto folder = folder_of(m_table.files()[from]);
        const auto path = base::replace_all(import.module, ".", "/");
        if (import.level > 0) {
            auto base = folder;
            for (int level = 1; level < import.level; ++level)
                base = folder_of(base);
            add_at(base, path, import, to);
            return;
        }
        for (const auto& root : roots_of(folder))
            if (add_at(root, path, import, to))
                return;
    }

  private:
    bool is_package(std::string_view folder) const {
        return m_table.find(in_folder(folder, "__init__.py")).has_value();
    }

    /// Where an absolute import may begin: folders above that are no packages, nearest first.
    std::vector<std::string> roots_of(std::string_view folder) const {
        std::vector<std::string> roots;
        for (auto above = folder;; above = folder_of(above)) {
            if (above.empty() || !is_package(above))
                roots.emplace_back(above);
            if (above.empty())
                break;
        }
        for (const auto* usual : {"src", "lib", "python"})
            if (m_table.has_folder(usual))
                roots.emplace_back(usual);
        return roots;
    }

    std::optional<std::uint32_t> module_at(const std::string& path) const {
        for (const auto* ending : {"/__init__.py", ".py", "/__init__.pyi", ".pyi"})
            if (const auto found = m_table.find(path + ending))
                return found;
        return {};
    }

    bool add_at(std::string_view root, const std::string& path, const ScannedImport& import,
                FileIds& to) const {
        const auto whole = path.empty() ? std::string(root) : in_folder(root, path);
        const auto before = to.size();
        const auto module = module_at(whole);
        if (!module && !m_table.has_folder(whole))
            return false;
        // Importing a.b.c runs a/__init__.py and a/b/__init__.py too.
        for (auto above = folder_of(whole); above.size() > root.size(); above = folder_of(above))
            if (const auto package = m_table.find(in_folder(above, "__init__.py")))
                to.push_back(*package);
        if (module)
            to.push_back(*module);
        for (const auto& name : import.names)
            if (const auto child = module_at(whole.empty() ? name : whole + "/" + name))
                to.push_back(*child);
        return to.size() > before;
    }

    const FileTable& m_table;
};

}  // namespace

ResolveImport python_resolver(const FileTable& table) {
    return [resolver = PythonResolver(table)](std::uint32_t from, const ScannedImport& import,
                                              FileIds& to) { resolver.resolve(from, import, to); };
}

}  // namespace mendel::code
