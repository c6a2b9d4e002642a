
#include "base/text.hpp"
#include "code/dependency_resolve.hpp"

namespace mendel::code {

namespace {

std::vector<std::string> parts_of(std::string_view path) {
    std::vector<std::string> parts;
    for (const auto part : base::split(path, ':'))
        if (!part.empty() && part != "*")
            parts.emplace_back(part);
    return parts;
}

/// The name of a crate as `use` writes it, read from the [package] or [lib] table.
std::string crate_name(std::string_view manifest) {
    std::string table;
    std::string name;
    for (auto line : base::split_lines(manifest)) {
        line = base::trim(line);
        if (line.rfind("[", 0) == 0)
            table = std::string(line);
        const auto equals = line.find('=');
        if (equals == std::string_view::npos || base::trim(line.substr(0, equals)) != "name" ||
            (table != "[package]" && table != "[lib]"))
            continue;
        auto value = base::trim(line.substr(equals + 1));
        value = value.substr(0, value.find('#'));
        name = base::replace_all(base::replace_all(base::trim(value), "\"", ""), "-", "_");
    }
    return name;
}

class RustResolver {
  public:
    RustResolver(const FileTable& table, const SourceTree& tree) : m_table(table) {
        for (const auto file : table.named("Cargo.toml")) {
            const auto& path = table.files()[file];
            const auto text = tree.read(path);
            const auto name = text ? crate_name(*text) : std::string();
            if (!name.empty())
                m_crates[name] = std::string(folder_of(path));
        }
    }

    void resolve(std::uint32_t from, const ScannedImport& import, FileIds& to) const {
        const auto& path = m_table.files()[from];
        if (import.style == ImportStyle::declared) {
            add_declared(path, import, to);
            return;
        }
        auto parts = parts_of(import.module);
        if (parts.empty())
            return;
        const auto first = parts.front();
        if (first == "crate") {
            add_below(crate_folder(path), parts, 1, to);
        } else if (first == "self" || first == "super") {
            auto folder = children_folder(path);
            std::size_t at = first == "self" ? 1 : 0;
            for (; at < parts.size() && parts[at] == "super"; ++at)
                folder = std::string(folder_of(folder));
            add_below(folder, parts, at, to);
        } else if (!add_below(children_folder(path), parts, 0, to)) {
            if (const auto crate = m_crates.find(first); crate != m_crates.end())
                add_crate(crate->second, parts, to);
        }
    }

  private:
    /// The folder in which the modules declared by a file lie.
    static std::string children_folder(std::string_view path) {
        const auto folder = folder_of(path);
        auto stem = path.substr(folder.empty() ? 0 : folder.size() + 1);
        stem = stem.substr(0, stem.rfind('.'));
        if (stem == "mod" || stem == "lib" || stem == "main")
            return std::string(folder);
        return in_folder(folder, stem);
    }

    std::optional<std::uint32_t> module_in(std::string_view folder, const std::string& name) const {
        if (const auto file = m_table.find(in_folder(folder, name + ".rs")))
            return file;
        return m_table.find(in_folder(folder, name + "/mod.rs"));
    }

    void add_declared(std::string_view path, const ScannedImport& import, FileIds& to) const {
        const auto found = import.names.empty()
                               ? module_in(children_folder(path), import.module)
                               : m_table.find(in_folder(folder_of(path), import.names.front()));
        if (found)
            to.push_back(*found);
    }

    /// The deepest module that the path leads through below a folder.
    bool add_below(std::string folder, const std::vector<std::string>& parts, std::size_t at,
                   FileIds& to) const {
        std::optional<std::uint32_t> deepest;
        for (; at < parts.size(); ++at) {
            const auto next = module_in(folder, parts[at]);
            if (!next)
                break;
            deepest = next;
            folder = in_folder(folder, parts[at]);
        }
        if (deepest)
            to.push_back(*deepest);
        return deepest.has_value();
    }

    /// The nearest folder above that holds the root of a crate.
    std::string crate_folder(std::string_view path) const {
        for (auto folder = folder_of(path);; folder = folder_of(folder)) {
            if (m_table.find(in_folder(folder, "lib.rs")) ||
                m_table.find(in_folder(folder, "main.rs")))
                return std::string(folder);
            if (folder.empty())
                return std::string(folder_of(path));
        }
    }

    void add_crate(const std::string& folder, const std::vector<std::string>& parts,
                   FileIds& to) const {
        const auto source = in_folder(folder, "src");
        if (!add_below(source, parts, 1, to))
            if (const auto root = m_table.find(in_folder(source, "lib.rs")))
                to.push_back(*root);
    }

    const FileTable& m_table;
    std::unordered_map<std::string, std::string> m_crates = {};
};

}  // namespace

ResolveImport rust_resolver(const FileTable& table, const SourceTree& tree) {
    return
        [resolver = RustResolver(table, tree)](std::uint32_t from, const ScannedImport& import,
                                               FileIds& to) { resolver.resolve(from, import, to); };
}

}  // namespace mendel::code
