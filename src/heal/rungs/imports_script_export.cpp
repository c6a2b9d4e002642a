#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_script.hpp"

namespace mendel::heal {

namespace {

std::vector<Lack> lacks_of(const Workspace& workspace, const ScriptModules& modules,
                           const Problem& problem) {
    const auto& finding = problem.finding;
    const auto wanted = script_stem(finding.module);
    std::vector<Lack> lacks;
    for (const auto& file : problem.files.empty() ? modules.files() : problem.files) {
        const auto tree = workspace.parse(file);
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            const auto target = modules.resolved(file, import.module);
            if (target.empty() || (!wanted.empty() && script_stem(import.module) != wanted &&
                                   script_stem(target) != wanted))
                continue;
            for (const auto& name : import.names)
                if (name.name == finding.name)
                    lacks.push_back({file, import, name, target});
        }
    }
    return lacks;
}

/// What stands between `import` and `from`, or between `const` and `=`.
code::Node clause_of(const code::Tree& tree, const code::Import& import) {
    code::Node clause;
    code::walk(tree.root(), [&](const code::Node& node) {
        const bool inside = node.begin().offset >= import.statement.begin &&
                            node.end().offset <= import.statement.end;
        if (inside && node.type() == "import_clause")
            clause = node;
        if (inside && node.type() == "variable_declarator" &&
            import.form == code::ImportForm::require)
            clause = node.field("name");
        return !clause;
    });
    return clause;
}

std::string clause_text(const code::NewImport& wanted, bool is_require) {
    const auto& bound = wanted.alias.empty() ? wanted.name : wanted.alias;
    if (wanted.name == "default")
        return bound;
    return wanted.alias.empty() || wanted.alias == wanted.name
               ? fmt::format("{{ {} }}", wanted.name)
               : fmt::format("{{ {}{}{} }}", wanted.name, is_require ? ": " : " as ", bound);
}

/// A statement that imports this name alone, written anew where it stands.
bool rewrite(Workspace& workspace, const Lack& lack, const code::NewImport& wanted) {
    const auto tree = workspace.parse(lack.file);
    const auto clause = clause_of(*tree, lack.import);
    if (!clause)
        return false;
    const bool is_require = lack.import.form == code::ImportForm::require;
    std::vector<code::Edit> edits = {{.begin = lack.import.module_range.begin,
                                      .end = lack.import.module_range.end,
                                      .text = wanted.module}};
    const bool keeps_clause = wanted.name == lack.name.name && wanted.alias == lack.name.alias;
    if (!keeps_clause)
        edits.push_back({.begin = clause.begin().offset,
                         .end = clause.end().offset,
                         .text = clause_text(wanted, is_require)});
    return workspace.edit(lack.file, edits);
}

/// Takes the name out of its import and brings it in by another one.
bool move_to(Workspace& workspace, const Lack& lack, code::NewImport wanted) {
    if (lack.import.names.size() == 1)
        return rewrite(workspace, lack, wanted);
    const auto tree = workspace.parse(lack.file);
    wanted.style = lack.import.form == code::ImportForm::require ? code::ScriptStyle::commonjs
                                                                 : code::ScriptStyle::esm;
    wanted.is_type = lack.import.is_type;
    const auto removal = code::import_removal(*tree, lack.import, &lack.name);
    if (!removal || !workspace.edit(lack.file, {*removal}))
        return false;
    const auto rest = workspace.parse(lack.file);
    const auto addition = code::import_edit(*rest, wanted, script_section);
    return addition && workspace.edit(lack.file, {*addition});
}

/// Other files that export the name.
std::vector<std::string> homes_of(const Workspace& workspace, const ScriptModules& modules,
                                  const Lack& lack) {
    std::vector<std::string> homes;
    for (const auto& file : modules.files()) {
        const auto text = workspace.read(file);
        if (file == lack.module || file == lack.file || !text ||
            !base::contains(*text, lack.name.name))
            continue;
        const auto symbols = modules.exports_of(file);
        if (std::any_of(symbols.begin(), symbols.end(), [&](const auto& symbol) {
                return !symbol.is_default && symbol.kind != code::SymbolKind::reexport &&
                       symbol.name == lack.name.name;
            }))
            homes.push_back(file);
    }
    return homes;
}

/// The ways out of one lack, each a try of its own.
class Ways {
  public:
    Ways(const Workspace& workspace, const ScriptModules& modules, const std::vector<Lack>& lacks)
        : m_workspace(workspace), m_modules(modules), m_lacks(lacks), m_lack(lacks[0]) {
        m_is_tested = std::any_of(lacks.begin(), lacks.end(),
                                  [](const Lack& lack) { return code::is_test_file(lack.file); });
        for (const auto& symbol : modules.exports_of(m_lack.module)) {
            m_has_default = m_has_default || symbol.is_default;
            if (!symbol.is_default)
                m_names.push_back(symbol.name);
        }
    }

    /// `import x` of a module that has names alone.
    Repairs without_default() {
        const auto& bound = code::bound_name(m_lack.name);
        const auto& module = m_lack.import.module;
        if (std::count(m_names.begin(), m_names.end(), bound) > 0)
            offer({.module = module, .name = bound},
                  fmt::format("import {{{}}} by its name from {}", bound, module));
        else if (m_names.size() == 1 && !m_is_tested)
            offer({.module = module, .name = m_names[0], .alias = bound},
                  fmt::format("import {{{}}} by its name from {}", m_names[0], module));
        return finished({});
    }

    /// `import {x}` of a module that has no x.
    Repairs without_name() {
        const auto& name = m_lack.name.name;
        const auto& module = m_lack.import.module;
        const auto homes = homes_of(m_workspace, m_modules, m_lack);
        if (homes.size() == 1)
            offer({.module = m_modules.specifier(m_lack.file, homes[0], module),
                   .name = name,
                   .alias = m_lack.name.alias},
                  fmt::format("import {} from {}", name, homes[0]));
        for (const auto& near : base::nearest_names(name, m_names))
            offer_rename(near);
        if (m_has_default && !m_is_tested && m_repairs.options.empty())
            offer({.module = module, .name = "default", .alias = code::bound_name(m_lack.name)},
                  fmt::format("import {} as the default of {}", name, module));
        return finished(homes);
    }

  private:
    void offer(const code::NewImport& import, const std::string& what) {
        auto changed = m_workspace;
        if (move_to(changed, m_lack, import))
            m_repairs.options.emplace_back(std::move(changed), what);
    }

    bool may_rename(const std::string& near) const {
        return std::all_of(m_lacks.begin(), m_lacks.end(), [&](const Lack& lack) {
            return !code::is_test_file(lack.file) ||
                   is_slip(*m_workspace.parse(lack.file), lack.name, near);
        });
    }

    void offer_rename(const std::string& near) {
        if (!may_rename(near)) {
            if (m_repairs.notes.empty())
                m_repairs.notes.push_back(not_renamed_note(m_lack.module, m_lack.name.name, near));
            return;
        }
        auto changed = m_workspace;
        bool done = true;
        for (const auto& lack : m_lacks)
            done = rename_imported(changed, lack, near) && done;
        if (done)
            m_repairs.options.emplace_back(std::move(changed),
                                           fmt::format("import {} instead of {} from {}", near,
                                                       m_lack.name.name, m_lack.import.module));
    }

    Repairs finished(const std::vector<std::string>& homes) {
        const auto& name = m_lack.name.name;
        if (m_repairs.options.empty() && homes.size() > 1)
            m_repairs.notes.push_back(
                fmt::format("{} is exported by {}: choose one", name, base::join(homes, " and ")));
        else if (m_repairs.options.empty() && m_repairs.notes.empty())
            m_repairs.notes.push_back(
                fmt::format("{} exports nothing that resembles {}", m_lack.module, name));
        return std::move(m_repairs);
    }

    const Workspace& m_workspace;
    const ScriptModules& m_modules;
    const std::vector<Lack>& m_lacks;
    const Lack& m_lack;
    std::vector<std::string> m_names;
    bool m_has_default = false;
    bool m_is_tested = false;  ///< a test lacks the name
    Repairs m_repairs;
};

}  // namespace

Repairs script_export_repairs(const Workspace& workspace, const Problem& problem) {
    const ScriptModules modules(workspace);
    const auto lacks = lacks_of(workspace, modules, problem);
    const auto& name = problem.finding.name;
    if (lacks.empty())
        return {.notes = {fmt::format("no import of {} was found in the repository", name)}};
    Ways ways(workspace, modules, lacks);
    return name == "default" ? ways.without_default() : ways.without_name();
}

}  // namespace mendel::heal
