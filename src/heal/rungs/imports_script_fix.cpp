#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "heal/rungs/imports_script.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

struct Use {
    std::string file;
    code::Import import;
};

/// What a specifier of a file points at, whether it is there or not.
std::string target_of(const std::string& file, const std::string& specifier) {
    const auto path = normal_path(folder_of(file) + "/" + specifier);
    return path.substr(0, 1) == "/" ? path.substr(1) : path;
}

std::string stem_of(const std::string& path) {
    const auto name = file_name_of(path);
    return name.substr(0, name.find('.'));
}

/// All imports of the repository in files that name a word.
std::vector<Use> imports_naming(const Workspace& workspace, const ScriptModules& modules,
                                const std::string& word) {
    std::vector<Use> uses;
    for (const auto& file : modules.files()) {
        const auto text = workspace.read(file);
        const auto tree = text && base::contains(*text, word) ? workspace.parse(file) : nullptr;
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree))
            uses.push_back({file, import});
    }
    return uses;
}

bool is_relative(const code::Import& import) {
    return import.module.substr(0, 1) == ".";
}

/// The broken import and all others of the repository that mean the same missing file.
std::vector<Use> uses_of(const Workspace& workspace, const ScriptModules& modules,
                         const Problem& problem) {
    // Node names the whole path where an ES module imports: any import of that file is meant.
    const auto missing = workspace.relative(problem.finding.module);
    const bool is_path = problem.finding.module.substr(0, 1) == "/";
    const auto all = imports_naming(workspace, modules, stem_of(missing));
    std::vector<Use> direct;
    for (const auto& use : all) {
        const bool is_named = std::count(problem.files.begin(), problem.files.end(), use.file) > 0;
        const bool fits =
            is_path ? is_relative(use.import) && target_of(use.file, use.import.module) == missing
                    : use.import.module == problem.finding.module &&
                          (is_named || !is_relative(use.import));
        if (fits)
            direct.push_back(use);
    }
    if (direct.empty() || !is_relative(direct[0].import))
        return direct;
    const auto target = target_of(direct[0].file, direct[0].import.module);
    std::vector<Use> same;
    for (const auto& use : all)
        if (is_relative(use.import) && target_of(use.file, use.import.module) == target)
            same.push_back(use);
    return same;
}

bool exports_all(const ScriptModules& modules, const std::string& file,
                 const std::vector<Use>& uses) {
    const auto symbols = modules.exports_of(file);
    for (const auto& use : uses)
        for (const auto& name : use.import.names) {
            if (name.name == "*" || (name.name == "default" && !symbols.empty()))
                continue;
            const bool known = std::any_of(symbols.begin(), symbols.end(), [&](const auto& symbol) {
                return symbol.name == name.name;
            });
            if (!known)
                return false;
        }
    return true;
}

/// How well a file fits a path that leads nowhere; nothing where it does not.
std::optional<int> fitness(const ScriptModules& modules, const std::string& file,
                           const std::vector<Use>& uses) {
    const auto target = target_of(uses[0].file, uses[0].import.module);
    const auto wanted = base::to_lower(stem_of(target));
    const bool is_index = file_name_of(file).rfind("index.", 0) == 0;
    const auto meant = is_index ? folder_of(file) : file;
    const auto distance = base::edit_distance(base::to_lower(stem_of(meant)), wanted);
    if (distance > std::max<std::size_t>(1, wanted.size() / 3))
        return std::nullopt;
    const bool fits = exports_all(modules, file, uses);
    if (!fits && distance > 0)
        return std::nullopt;
    const bool is_json = file.size() > 5 && file.substr(file.size() - 5) == ".json";
    return 100 - 20 * static_cast<int>(distance) +
           (folder_of(meant) == folder_of(target) ? 15 : 0) + (fits ? 10 : 0) + (is_index ? 0 : 1) -
           (is_json ? 5 : 0);
}

/// The files that may be meant by a path that leads nowhere, best first.
std::vector<Candidate> files_like(const ScriptModules& modules, const std::vector<Use>& uses) {
    std::vector<Candidate> found;
    for (const auto& file : modules.files())
        if (const auto score = fitness(modules, file, uses); score && file != uses[0].file)
            found.push_back({.import = {.module = file}, .score = *score, .label = file});
    rank(found);
    return found;
}

std::vector<Candidate> packages_like(const ScriptModules& modules, const Use& use) {
    const auto& missing = use.import.module;
    const auto packages = modules.packages(use.file);
    if (packages.count(missing) > 0)
        return {};
    std::vector<std::string> known(packages.begin(), packages.end());
    for (const auto& builtin : node_builtins())
        if (missing.rfind("node:", 0) == 0)
            known.push_back("node:" + builtin);
        else
            known.push_back(builtin);
    std::vector<Candidate> found;
    for (const auto& near : base::nearest_names(missing, known))
        found.push_back({.import = {.module = near},
                         .score = -static_cast<int>(base::edit_distance(near, missing)),
                         .label = near});
    rank(found);
    return found;
}

std::optional<Workspace> rewritten(const Workspace& workspace, const ScriptModules& modules,
                                   const std::vector<Use>& uses, const Candidate& candidate) {
    auto changed = workspace;
    std::map<std::string, std::vector<code::Edit>> edits;
    for (const auto& use : uses) {
        const auto& written = use.import.module;
        const bool is_relative = written.substr(0, 1) == ".";
        const auto specifier = is_relative
                                   ? modules.specifier(use.file, candidate.import.module, written)
                                   : candidate.import.module;
        if (specifier != written)
            edits[use.file].push_back({.begin = use.import.module_range.begin,
                                       .end = use.import.module_range.end,
                                       .text = specifier});
    }
    for (const auto& [file, list] : edits)
        changed.edit(file, list);
    if (!changed.changed())
        return std::nullopt;
    return changed;
}

}  // namespace

Repairs script_module_repairs(const Workspace& workspace, const Problem& problem) {
    const ScriptModules modules(workspace);
    const auto uses = uses_of(workspace, modules, problem);
    const auto& missing = problem.finding.module;
    if (uses.empty())
        return {.notes = {fmt::format("no import of {} was found in the repository", missing)}};
    const auto found =
        is_relative(uses[0].import) ? files_like(modules, uses) : packages_like(modules, uses[0]);
    Repairs repairs;
    if (is_tie(found)) {
        repairs.notes.push_back(tie_note(missing, found));
        return repairs;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(3, found.size()); ++i)
        if (auto changed = rewritten(workspace, modules, uses, found[i]))
            repairs.options.emplace_back(
                std::move(*changed),
                fmt::format("import {} instead of {}", found[i].label, uses[0].import.module));
    if (repairs.options.empty())
        repairs.notes.push_back(fmt::format("no file or package resembles {}", missing));
    return repairs;
}

namespace {

/// One name of one import that its module lacks.
struct Lack {
    std::string file;
    code::Import import;
    code::ImportedName name;
    std::string target;
};

std::vector<Lack> lacks_of(const Workspace& workspace, const ScriptModules& modules,
                           const Problem& problem) {
    const auto& finding = problem.finding;
    const auto wanted = stem_of(finding.module);
    std::vector<Lack> lacks;
    for (const auto& file : problem.files.empty() ? modules.files() : problem.files) {
        const auto tree = workspace.parse(file);
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            const auto target = modules.resolved(file, import.module);
            if (target.empty() ||
                (!wanted.empty() && stem_of(import.module) != wanted && stem_of(target) != wanted))
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

bool rename_to(Workspace& workspace, const Lack& lack, const std::string& name) {
    const auto tree = workspace.parse(lack.file);
    auto edits =
        lack.name.alias.empty() ? renaming(*tree, lack.name.name, name) : std::vector<code::Edit>();
    const auto is_import = [&](const code::Edit& edit) {
        return edit.begin >= lack.import.statement.begin && edit.end <= lack.import.statement.end;
    };
    edits.erase(std::remove_if(edits.begin(), edits.end(), is_import), edits.end());
    edits.push_back(
        {.begin = lack.name.name_range.begin, .end = lack.name.name_range.end, .text = name});
    return workspace.edit(lack.file, edits);
}

/// Other files that export the name.
std::vector<std::string> homes_of(const Workspace& workspace, const ScriptModules& modules,
                                  const Lack& lack) {
    std::vector<std::string> homes;
    for (const auto& file : modules.files()) {
        const auto text = workspace.read(file);
        if (file == lack.target || file == lack.file || !text ||
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
        for (const auto& symbol : modules.exports_of(m_lack.target)) {
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
        else if (m_names.size() == 1)
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
        if (m_has_default && m_repairs.options.empty())
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

    void offer_rename(const std::string& near) {
        auto changed = m_workspace;
        bool done = true;
        for (const auto& lack : m_lacks)
            done = rename_to(changed, lack, near) && done;
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
        else if (m_repairs.options.empty())
            m_repairs.notes.push_back(
                fmt::format("{} exports nothing that resembles {}", m_lack.target, name));
        return std::move(m_repairs);
    }

    const Workspace& m_workspace;
    const ScriptModules& m_modules;
    const std::vector<Lack>& m_lacks;
    const Lack& m_lack;
    std::vector<std::string> m_names;
    bool m_has_default = false;
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
