#include "heal/rungs/imports_python.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "code/symbols.hpp"
#include "heal/rungs/imports_candidates.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

// How good a candidate is by where it was found.
constexpr int k_same_file = 120;
constexpr int k_used_elsewhere = 100;
constexpr int k_defined = 90;
constexpr int k_module = 85;
constexpr int k_well_known = 80;
constexpr int k_neighbour = 70;
constexpr int k_standard = 60;
constexpr int k_installed = 50;

std::string label_of(const code::NewImport& import) {
    const auto module = std::string(static_cast<std::size_t>(import.level), '.') + import.module;
    const auto alias = import.alias.empty() ? "" : " as " + import.alias;
    return import.name.empty() ? fmt::format("import {}{}", module, alias)
                               : fmt::format("from {} import {}{}", module, import.name, alias);
}

/// What the file does with a name: the attribute chains behind it.
std::vector<std::string> uses_of(const code::Tree& tree, const std::string& name) {
    std::vector<std::string> uses;
    for (const auto& node : tree.all("identifier")) {
        if (node.text() != name || !(node.parent().field("object") == node))
            continue;
        std::string chain;
        for (auto outer = node.parent(); outer.type() == "attribute"; outer = outer.parent()) {
            chain += (chain.empty() ? "" : ".") + std::string(outer.field("attribute").text());
            if (!(outer.parent().field("object") == outer))
                break;
        }
        if (!chain.empty() && std::find(uses.begin(), uses.end(), chain) == uses.end())
            uses.push_back(chain);
    }
    return uses;
}

/// All ways to bring one name into one file.
class Search {
  public:
    Search(const Workspace& workspace, const PythonModules& modules, std::string file,
           std::string name)
        : m_workspace(workspace),
          m_modules(modules),
          m_file(std::move(file)),
          m_name(std::move(name)),
          m_tree(workspace.parse(m_file)) {}

    std::vector<Candidate> run() {
        if (!m_tree || !is_lacking(*m_tree, m_name))
            return {};
        m_uses = uses_of(*m_tree, m_name);
        search_own_imports();
        search_repository();
        search_outside();
        rank(m_found);
        return std::move(m_found);
    }

  private:
    void add(const std::string& module, const std::string& name, const std::string& alias,
             int score) {
        if (module.empty())
            return;
        const auto [spelled, level] = m_modules.file_of(module).empty()
                                          ? std::pair<std::string, int>(module, 0)
                                          : m_modules.spelled(m_file, *m_tree, module);
        if (spelled.empty() && level == 0)
            return;
        Candidate candidate{
            .import = {.module = spelled, .level = level, .name = name, .alias = alias},
            .score = score};
        if (level > 0 && name.empty()) {
            // Relative imports name the module after `import`.
            const auto dot = spelled.rfind('.');
            candidate.import.name = spelled.substr(dot == std::string::npos ? 0 : dot + 1);
            candidate.import.module = dot == std::string::npos ? "" : spelled.substr(0, dot);
        }
        candidate.label = label_of(candidate.import);
        m_found.push_back(std::move(candidate));
    }

    /// An import inside a function, or `import a.b` where `a` alone is used in another scope.
    void search_own_imports() {
        for (const auto& import : code::imports_of(*m_tree))
            add_import_like(m_file, import, k_same_file);
    }

    void add_import_like(const std::string& file, const code::Import& import, int score) {
        const auto module = m_modules.absolute(file, import.module, import.level);
        if (import.names.empty() && import.binds(m_name))
            add(import.alias.empty() ? import.module : module, "", import.alias, score);
        for (const auto& known : import.names)
            if (code::bound_name(known) == m_name && known.name != "*")
                add(module, known.name, known.alias == known.name ? "" : known.alias, score);
    }

    void search_repository() {
        for (const auto& file : m_modules.files()) {
            const auto text = m_workspace.read(file);
            if (file == m_file || !text || !base::contains(*text, m_name))
                continue;
            const auto tree = m_workspace.parse(file);
            if (!tree)
                continue;
            const bool is_foreign_test = code::is_test_file(file) && !code::is_test_file(m_file);
            for (const auto& import : code::imports_of(*tree))
                add_import_like(file, import, k_used_elsewhere);
            for (const auto& symbol : code::symbols_of(*tree))
                if (symbol.name == m_name && !is_foreign_test)
                    add(m_modules.name_of(file), m_name, "", k_defined);
        }
        prefer_frequent(m_found, k_used_elsewhere);
        if (!m_uses.empty())
            search_modules();
    }

    void search_modules() {
        for (const auto& [module, file] : m_modules.modules()) {
            const auto dot = module.rfind('.');
            const bool is_called_so =
                module.substr(dot == std::string::npos ? 0 : dot + 1) == m_name;
            if (file == m_file || !is_called_so || !holds_uses(file))
                continue;
            if (dot == std::string::npos)
                add(module, "", "", k_module);
            else
                add(module.substr(0, dot), m_name, "", k_module - 1);
        }
    }

    /// Whether a module of the repository has what the file uses of it.
    bool holds_uses(const std::string& file) const {
        const auto tree = m_workspace.parse(file);
        if (!tree)
            return false;
        std::set<std::string> names;
        for (const auto& symbol : code::symbols_of(*tree))
            names.insert(symbol.name);
        for (const auto& import : code::imports_of(*tree)) {
            for (const auto& name : import.names)
                names.insert(code::bound_name(name));
            names.insert(import.alias.empty() ? import.module : import.alias);
        }
        return file_name_of(file) == "__init__.py" || names.count("__getattr__") > 0 ||
               std::all_of(m_uses.begin(), m_uses.end(), [&](const std::string& use) {
                   return names.count(use.substr(0, use.find('.'))) > 0;
               });
    }

    void search_outside() {
        std::vector<std::pair<std::string, int>> paths;  // "module" or "module:symbol"
        const auto alias = python_alias(m_name);
        if (!m_uses.empty() && !alias.empty())
            paths.emplace_back(alias, k_well_known - 2);
        if (const auto home = python_home_of(m_name); !home.empty())
            paths.emplace_back(home + ":" + m_name, k_well_known);
        if (is_python_standard(m_name) && !m_uses.empty())
            paths.emplace_back(m_name, k_well_known - 1);
        const bool is_found = std::any_of(m_found.begin(), m_found.end(), [](const auto& found) {
            return found.score >= k_module;
        });
        if (is_found && paths.empty())
            return;
        const bool is_known = is_found || !paths.empty();
        if (!is_known)
            add_neighbours(paths);
        ask(paths, alias, !is_known);
    }

    /// Modules from which the file imports other names already.
    void add_neighbours(std::vector<std::pair<std::string, int>>& paths) const {
        for (const auto& import : code::imports_of(*m_tree))
            if (import.form == code::ImportForm::from && import.level == 0 &&
                m_modules.file_of(import.module).empty() && import.module != "__future__")
                paths.emplace_back(import.module + ":" + m_name, k_neighbour);
    }

    void ask(std::vector<std::pair<std::string, int>>& paths, const std::string& alias, bool scan) {
        PythonQuestion question{.name = m_name, .uses = m_uses, .scan = scan};
        for (const auto& [path, score] : paths)
            question.modules.push_back(path);
        if (scan && !m_uses.empty())
            question.modules.push_back(m_name);
        const auto answers = ask_python(m_workspace, question);
        for (const auto& [path, score] : paths) {
            const auto colon = path.find(':');
            const bool fits =
                answers.asked ? answers.importable.count(path) > 0
                              : score != k_neighbour && is_python_standard(path.substr(0, colon));
            if (!fits)
                continue;
            const auto symbol = colon == std::string::npos ? "" : path.substr(colon + 1);
            add(path.substr(0, colon), symbol, path == alias && alias != m_name ? m_name : "",
                score);
        }
        for (const auto& module : answers.exporters)
            add(module, m_name, "", k_standard);
        if (scan && answers.importable.count(m_name) > 0 &&
            std::count(answers.installed.begin(), answers.installed.end(), m_name) > 0)
            add(m_name, "", "", k_installed);
    }

    const Workspace& m_workspace;
    const PythonModules& m_modules;
    std::string m_file;
    std::string m_name;
    std::shared_ptr<const code::Tree> m_tree;
    std::vector<std::string> m_uses;
    std::vector<Candidate> m_found;
};

bool add_to(Workspace& workspace, const PythonModules& modules, const std::string& file,
            const Candidate& candidate) {
    const auto tree = workspace.parse(file);
    if (!tree)
        return false;
    const auto edit = code::import_edit(
        *tree, candidate.import,
        [&](const std::string& module, int level) { return modules.section(module, level); });
    return edit && workspace.edit(file, {*edit});
}

}  // namespace

Repairs python_name_repairs(const Workspace& workspace, const Problem& problem) {
    const PythonModules modules(workspace);
    const auto& name = problem.finding.name;
    return name_repairs(
        workspace, problem,
        {.search =
             [&](const std::string& file) { return Search(workspace, modules, file, name).run(); },
         .add =
             [&](Workspace& changed, const std::string& file, const Candidate& candidate) {
                 return add_to(changed, modules, file, candidate);
             },
         .nothing = fmt::format("nothing importable is called {}", name)});
}

}  // namespace mendel::heal
