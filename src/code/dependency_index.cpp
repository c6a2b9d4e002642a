#include <algorithm>
#include <array>

#include "code/dependencies.hpp"
#include "code/dependency_resolve.hpp"
#include "sys/pool.hpp"

namespace mendel::code {

namespace {

std::array<ResolveImport, 6> resolvers_of(const FileTable& table, const SourceTree& tree,
                                          const ImportsOf& imports_of) {
    return {python_resolver(table),   script_resolver(table, tree),     c_resolver(table, tree),
            go_resolver(table, tree), java_resolver(table, imports_of), rust_resolver(table, tree)};
}

}  // namespace

std::size_t DependencyIndex::update(const SourceTree& tree, const Stamp& stamp) {
    m_tree = tree;
    std::map<std::string, Entry> entries;
    std::vector<std::pair<const std::string*, Entry*>> sources;
    for (const auto& file : tree.files) {
        if (!source_kind_of(file))
            continue;
        const auto known = m_entries.find(file);
        auto& entry = entries[file];
        if (known != m_entries.end())
            entry = std::move(known->second);
        sources.emplace_back(&file, &entry);
    }
    m_entries = std::move(entries);
    std::vector<char> was_read(sources.size());
    sys::parallel_for(sources.size(), sys::processor_count(), [&](std::size_t index) {
        const auto& path = *sources[index].first;
        auto& entry = *sources[index].second;
        auto now = stamp(path);
        if (!entry.stamp.empty() && entry.stamp == now)
            return;
        was_read[index] = 1;
        const auto text = tree.read(path);
        entry.imports =
            text ? scan_imports(*source_kind_of(path), *text) : std::vector<ScannedImport>();
        entry.stamp = text ? std::move(now) : std::string();
    });
    return static_cast<std::size_t>(std::count(was_read.begin(), was_read.end(), 1));
}

DependencyGraph DependencyIndex::graph() const {
    static const std::vector<ScannedImport> k_no_imports;
    DependencyGraph graph{.files = m_tree.files, .uses = std::vector<FileIds>(m_tree.files.size())};
    const FileTable table(graph.files);
    std::vector<const std::vector<ScannedImport>*> imports(graph.files.size(), &k_no_imports);
    for (const auto& [path, entry] : m_entries)
        imports[graph.find(path)] = &entry.imports;
    const auto resolvers = resolvers_of(
        table, m_tree, [&](std::uint32_t file) -> const auto& { return *imports[file]; });
    for (std::uint32_t file = 0; file < graph.files.size(); ++file) {
        if (imports[file]->empty())
            continue;
        const auto kind = static_cast<std::size_t>(*source_kind_of(graph.files[file]));
        auto& uses = graph.uses[file];
        for (const auto& import : *imports[file])
            resolvers[kind](file, import, uses);
        std::sort(uses.begin(), uses.end());
        uses.erase(std::unique(uses.begin(), uses.end()), uses.end());
        uses.erase(std::remove(uses.begin(), uses.end(), file), uses.end());
    }
    return graph;
}

DependencyGraph dependencies_of(const SourceTree& tree) {
    DependencyIndex index;
    index.update(tree, [](const std::string&) { return std::string("once"); });
    return index.graph();
}

}  // namespace mendel::code
