#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
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
    const auto path = base::normal_path(folder_of(file) + "/" + specifier);
    return path.substr(0, 1) == "/" ? path.substr(1) : path;
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
    const auto all = imports_naming(workspace, modules, script_stem(missing));
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

bool is_index(const std::string& path) {
    return file_name_of(path).rfind("index.", 0) == 0 && !folder_of(path).empty();
}

/// How far two names are apart, ending and case aside.
std::size_t name_distance(const std::string& left, const std::string& right) {
    return base::edit_distance(base::to_lower(script_stem(left)),
                               base::to_lower(script_stem(right)));
}

/// How far a file's name is from the one looked for. An index file is called like its folder, by
/// its own name only beside the other.
std::size_t distance_of(const std::string& file, const std::string& target) {
    const auto folder = [](const std::string& path) {
        return is_index(path) ? folder_of(path) : path;
    };
    const auto distance = name_distance(folder(file), folder(target));
    return folder_of(file) == folder_of(target) ? std::min(distance, name_distance(file, target))
                                                : distance;
}

/// How well a file fits a path that leads nowhere; nothing where it does not.
std::optional<int> fitness(const ScriptModules& modules, const std::string& file,
                           const std::vector<Use>& uses) {
    const auto target = target_of(uses[0].file, uses[0].import.module);
    const auto wanted = script_stem(is_index(target) ? folder_of(target) : target);
    const auto meant = is_index(file) && !is_index(target) ? folder_of(file) : file;
    const auto distance = distance_of(file, target);
    if (distance > std::max<std::size_t>(1, wanted.size() / 3))
        return std::nullopt;
    const bool fits = exports_all(modules, file, uses);
    if (!fits && distance > 0)
        return std::nullopt;
    const auto ending = [](const std::string& path) {
        return file_name_of(path).substr(script_stem(path).size());
    };
    const bool is_json = file.size() > 5 && file.substr(file.size() - 5) == ".json";
    return 100 - 20 * static_cast<int>(distance) +
           (folder_of(meant) == folder_of(target) ? 15 : 0) + (fits ? 10 : 0) +
           (is_index(file) ? 0 : 1) + (ending(file) == ending(target) ? 2 : 0) - (is_json ? 5 : 0);
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

/// The files that define all the names imported from a path that leads nowhere, where its name says
/// nothing: a module that was renamed.
std::vector<Candidate> files_holding(const ScriptModules& modules, const std::vector<Use>& uses) {
    std::set<std::string> wanted;
    std::set<std::string> importers;
    for (const auto& use : uses) {
        importers.insert(use.file);
        for (const auto& name : use.import.names)
            if (name.name != "*" && name.name != "default")
                wanted.insert(name.name);
    }
    std::vector<Candidate> found;
    for (const auto& file : modules.files()) {
        if (wanted.empty() || importers.count(file) > 0)
            continue;
        std::set<std::string> missing = wanted;
        for (const auto& symbol : modules.exports_of(file))
            if (symbol.kind != code::SymbolKind::reexport)
                missing.erase(symbol.name);
        if (missing.empty())
            found.push_back({.import = {.module = file}, .label = file});
    }
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
    auto found =
        is_relative(uses[0].import) ? files_like(modules, uses) : packages_like(modules, uses[0]);
    if (found.empty() && is_relative(uses[0].import))
        found = files_holding(modules, uses);
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

}  // namespace mendel::heal
