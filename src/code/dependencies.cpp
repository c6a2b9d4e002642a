#include "code/dependencies.hpp"

#include <algorithm>
#include <array>
#include <limits>

#include "code/dependency_resolve.hpp"
#include "sys/pool.hpp"

namespace mendel::code {

namespace {

constexpr auto k_none = std::numeric_limits<std::uint32_t>::max();

/// Strongly connected components, used ones first. Not recursive: chains of imports are long.
class Components {
  public:
    explicit Components(const DependencyGraph& graph)
        : m_graph(graph),
          m_number(graph.files.size(), k_none),
          m_low(graph.files.size()),
          m_is_open(graph.files.size()) {
        for (std::uint32_t file = 0; file < graph.files.size(); ++file)
            if (m_number[file] == k_none)
                visit(file);
    }

    std::vector<std::vector<std::uint32_t>> found = {};

  private:
    struct Frame {
        std::uint32_t file;
        std::size_t next;
    };

    void enter(std::uint32_t file) {
        m_number[file] = m_low[file] = m_count++;
        m_is_open[file] = true;
        m_open.push_back(file);
        m_frames.push_back({file, 0});
    }

    void visit(std::uint32_t first) {
        enter(first);
        while (!m_frames.empty()) {
            auto& frame = m_frames.back();
            const auto file = frame.file;
            if (frame.next < m_graph.uses[file].size()) {
                const auto other = m_graph.uses[file][frame.next++];
                if (m_number[other] == k_none)
                    enter(other);
                else if (m_is_open[other])
                    m_low[file] = std::min(m_low[file], m_number[other]);
                continue;
            }
            leave(file);
        }
    }

    void leave(std::uint32_t file) {
        m_frames.pop_back();
        if (!m_frames.empty()) {
            auto& above = m_low[m_frames.back().file];
            above = std::min(above, m_low[file]);
        }
        if (m_low[file] != m_number[file])
            return;
        std::vector<std::uint32_t> members;
        do {
            members.push_back(m_open.back());
            m_is_open[m_open.back()] = false;
            m_open.pop_back();
        } while (members.back() != file);
        std::sort(members.begin(), members.end());
        found.push_back(std::move(members));
    }

    const DependencyGraph& m_graph;
    std::vector<std::uint32_t> m_number;
    std::vector<std::uint32_t> m_low;
    std::vector<bool> m_is_open;
    std::vector<std::uint32_t> m_open = {};
    std::vector<Frame> m_frames = {};
    std::uint32_t m_count = 0;
};

std::vector<std::string> names_of(const DependencyGraph& graph,
                                  const std::vector<std::uint32_t>& files) {
    std::vector<std::string> names;
    for (const auto file : files)
        names.push_back(graph.files[file]);
    return names;
}

}  // namespace

std::size_t DependencyGraph::edge_count() const {
    std::size_t count = 0;
    for (const auto& targets : uses)
        count += targets.size();
    return count;
}

std::uint32_t DependencyGraph::find(std::string_view path) const {
    const auto found = std::lower_bound(files.begin(), files.end(), path);
    return static_cast<std::uint32_t>(
        (found != files.end() && *found == path ? found : files.end()) - files.begin());
}

std::vector<std::vector<std::string>> cycles_of(const DependencyGraph& graph) {
    std::vector<std::vector<std::string>> cycles;
    for (const auto& members : Components(graph).found)
        if (members.size() > 1)
            cycles.push_back(names_of(graph, members));
    std::sort(cycles.begin(), cycles.end());
    return cycles;
}

std::vector<std::string> topological_order(const DependencyGraph& graph) {
    std::vector<std::string> order;
    for (const auto& members : Components(graph).found)
        for (auto& name : names_of(graph, members))
            order.push_back(std::move(name));
    return order;
}

std::vector<std::string> affected_by(const DependencyGraph& graph,
                                     const std::vector<std::string>& changed) {
    std::vector<std::vector<std::uint32_t>> users(graph.files.size());
    for (std::uint32_t file = 0; file < graph.files.size(); ++file)
        for (const auto used : graph.uses[file])
            users[used].push_back(file);
    std::vector<bool> is_touched(graph.files.size());
    std::vector<std::uint32_t> open;
    const auto touch = [&](std::uint32_t file) {
        if (file < is_touched.size() && !is_touched[file]) {
            is_touched[file] = true;
            open.push_back(file);
        }
    };
    for (const auto& path : changed)
        touch(graph.find(path));
    while (!open.empty()) {
        const auto file = open.back();
        open.pop_back();
        for (const auto user : users[file])
            touch(user);
    }
    std::vector<std::string> touched;
    for (std::uint32_t file = 0; file < graph.files.size(); ++file)
        if (is_touched[file])
            touched.push_back(graph.files[file]);
    return touched;
}

std::vector<std::string> longest_chain(const DependencyGraph& graph) {
    const auto components = Components(graph).found;
    std::vector<std::uint32_t> component_of(graph.files.size());
    for (std::uint32_t index = 0; index < components.size(); ++index)
        for (const auto file : components[index])
            component_of[file] = index;
    std::vector<std::uint32_t> length(components.size(), 1);
    std::vector<std::uint32_t> before(components.size(), k_none);
    std::uint32_t last = 0;
    for (std::uint32_t index = 0; index < components.size(); ++index) {
        for (const auto file : components[index])
            for (const auto used : graph.uses[file]) {
                const auto other = component_of[used];
                if (other != index && length[other] + 1 > length[index]) {
                    length[index] = length[other] + 1;
                    before[index] = other;
                }
            }
        last = length[index] > length[last] ? index : last;
    }
    std::vector<std::string> chain;
    for (auto at = components.empty() ? k_none : last; at != k_none; at = before[at])
        chain.push_back(graph.files[components[at].front()]);
    std::reverse(chain.begin(), chain.end());
    return chain;
}

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
