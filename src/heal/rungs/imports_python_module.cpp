#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "code/symbols.hpp"
#include "heal/rungs/imports_candidates.hpp"
#include "heal/rungs/imports_python.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {

namespace {

struct Use {
    std::string file;
    code::Import import;
};

/// The imports of the repository that mean a module or something below it.
std::vector<Use> uses_of(const Workspace& workspace, const PythonModules& modules,
                         const std::string& missing) {
    const auto last = missing.substr(missing.rfind('.') + 1);
    std::vector<Use> uses;
    for (const auto& file : modules.files()) {
        const auto text = workspace.read(file);
        const auto tree = text && base::contains(*text, last) ? workspace.parse(file) : nullptr;
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            const auto module = modules.absolute(file, import.module, import.level);
            const auto own = import.level > 0 ? import.module : "";
            if (module == missing || module.rfind(missing + ".", 0) == 0 || own == missing)
                uses.push_back({file, import});
        }
    }
    return uses;
}

bool has_all(const std::vector<std::string>& names, const std::vector<Use>& uses) {
    for (const auto& use : uses)
        for (const auto& wanted : use.import.names)
            if (wanted.name != "*" &&
                std::find(names.begin(), names.end(), wanted.name) == names.end())
                return false;
    return true;
}

struct Ranked {
    std::string module;
    int score = 0;
};

std::string last_part(const std::string& module) {
    return module.substr(module.rfind('.') + 1);
}

void sort(std::vector<Ranked>& ranked) {
    std::stable_sort(ranked.begin(), ranked.end(), [](const Ranked& left, const Ranked& right) {
        return left.score > right.score;
    });
}

/// The repository's modules that may stand for the missing one: what is no test imports no test.
std::vector<std::string> eligible_modules(const PythonModules& modules,
                                          const std::vector<Use>& uses) {
    const bool for_tests = std::all_of(uses.begin(), uses.end(),
                                       [](const Use& use) { return code::is_test_file(use.file); });
    std::vector<std::string> eligible;
    for (const auto& [module, file] : modules.modules())
        if (file != uses[0].file && (for_tests || !code::is_test_file(file)))
            eligible.push_back(module);
    return eligible;
}

/// The repository's modules with the same last part, or nearly the same name.
std::vector<Ranked> similar_modules(const PythonModules& modules, const std::string& missing,
                                    const std::vector<Use>& uses) {
    const auto all = eligible_modules(modules, uses);
    const auto near = base::nearest_names(missing, all);
    std::vector<Ranked> ranked;
    for (const auto& module : all) {
        const bool same_last = last_part(module) == last_part(missing);
        const bool is_near = std::find(near.begin(), near.end(), module) != near.end() ||
                             base::edit_distance(last_part(module), last_part(missing)) <= 1;
        if (!same_last && !is_near)
            continue;
        if (has_all(modules.offered(module), uses))
            ranked.push_back({module, (same_last ? 40 : 20) -
                                          static_cast<int>(base::edit_distance(module, missing))});
    }
    sort(ranked);
    return ranked;
}

/// The repository's modules that define all the names that were imported.
std::vector<Ranked> holding_modules(const PythonModules& modules, const std::vector<Use>& uses) {
    const bool wants_names = std::any_of(uses.begin(), uses.end(), [](const Use& use) {
        return !use.import.names.empty() && use.import.names[0].name != "*";
    });
    std::vector<Ranked> ranked;
    for (const auto& module : eligible_modules(modules, uses))
        if (wants_names && has_all(modules.defined(module), uses))
            ranked.push_back({module, 0});
    return ranked;
}

/// What a file takes from a module that it imports whole, under either name.
std::vector<std::string> members_used(const code::Tree& tree, const code::Import& import,
                                      const std::string& module) {
    const auto& bound = import.alias.empty() ? import.module : import.alias;
    std::vector<std::string> members;
    for (const auto& node : tree.all("attribute"))
        if (const auto object = node.field("object").text(); object == bound || object == module)
            members.emplace_back(node.field("attribute").text());
    return members;
}

/// Whether what the files take of a module shows that it is the one meant: all of it is there, and
/// that is something.
bool is_shown(const Workspace& workspace, const std::vector<Use>& uses, const std::string& module,
              const std::vector<std::string>& names) {
    if (!has_all(names, uses))
        return false;
    bool is_used = false;
    for (const auto& use : uses) {
        is_used = is_used || !use.import.names.empty();
        if (!use.import.names.empty())
            continue;
        for (const auto& member : members_used(*workspace.parse(use.file), use.import, module)) {
            is_used = true;
            if (std::find(names.begin(), names.end(), member) == names.end())
                return false;
        }
    }
    return is_used;
}

/// Modules outside the repository with nearly the same name that hold what is taken from them.
std::vector<Ranked> outside_modules(const Workspace& workspace, const std::string& missing,
                                    const std::vector<Use>& uses) {
    const auto top = missing.substr(0, missing.find('.'));
    auto known = python_standard_modules();
    const auto installed = ask_python(workspace, {});
    known.insert(known.end(), installed.installed.begin(), installed.installed.end());
    PythonQuestion question;
    std::vector<std::string> modules;
    for (const auto& near : base::nearest_names(top, known)) {
        modules.push_back(near + missing.substr(top.size()));
        question.modules.push_back(modules.back());
    }
    if (modules.empty())
        return {};
    const auto answers = ask_python(workspace, question);
    std::vector<Ranked> ranked;
    for (const auto& module : modules) {
        const auto names = answers.names.find(module);
        if (names == answers.names.end() || !is_shown(workspace, uses, module, names->second))
            continue;
        const auto distance = static_cast<int>(base::edit_distance(missing, module));
        ranked.push_back({module, 10 - distance});
    }
    sort(ranked);
    return ranked;
}

/// Writes another module into one import; usages keep the name that they use.
std::vector<code::Edit> module_edits(const code::Tree& tree, const code::Import& import,
                                     const std::string& spelled, const std::string& missing) {
    std::vector<code::Edit> edits = {
        {.begin = import.module_range.begin, .end = import.module_range.end, .text = spelled}};
    if (import.form != code::ImportForm::module || !import.alias.empty())
        return edits;
    const auto bare = spelled.substr(0, spelled.find('.'));
    if (is_used(tree, bare) && !is_used(tree, import.module))
        return edits;  // the import was misspelt, the uses are right
    if (import.module.find('.') == std::string::npos) {
        edits[0].text += " as " + import.module;
        if (const auto dot = spelled.rfind('.');
            dot != std::string::npos && spelled.substr(dot + 1) == import.module) {
            edits[0] = {
                .begin = import.statement.begin,
                .end = import.statement.end,
                .text = fmt::format("from {} import {}", spelled.substr(0, dot), import.module)};
        }
        return edits;
    }
    for (const auto& node : tree.all("attribute"))
        if (node.text() == missing)
            edits.push_back(
                {.begin = node.begin().offset, .end = node.end().offset, .text = spelled});
    return edits;
}

/// The module of every import of `missing` replaced.
std::optional<Workspace> replaced(const Workspace& workspace, const PythonModules& modules,
                                  const std::vector<Use>& uses,
                                  const std::pair<std::string, std::string>& names) {
    const auto& [missing, module] = names;
    auto changed = workspace;
    std::map<std::string, std::vector<code::Edit>> edits;
    for (const auto& use : uses) {
        const auto tree = workspace.parse(use.file);
        auto full = modules.absolute(use.file, use.import.module, use.import.level);
        full = full.rfind(missing, 0) == 0
                   ? fmt::format("{}{}", module, full.substr(missing.size()))
                   : module;
        auto spelled = full;
        if (use.import.level > 0) {
            const auto [name, level] = modules.relative(use.file, full);
            spelled = std::string(static_cast<std::size_t>(level), '.') + name;
        }
        for (auto& edit : module_edits(*tree, use.import, spelled, missing))
            edits[use.file].push_back(std::move(edit));
    }
    for (const auto& [file, list] : edits)
        changed.edit(file, list);
    if (!changed.changed())
        return std::nullopt;
    return changed;
}

Repairs offers(const Workspace& workspace, const PythonModules& modules,
               const std::vector<Use>& uses, const std::string& missing,
               const std::vector<Ranked>& ranked) {
    Repairs repairs;
    if (ranked.size() > 1 && ranked[0].score == ranked[1].score) {
        repairs.notes.push_back(fmt::format("{} could be {} or {}: choose one", missing,
                                            ranked[0].module, ranked[1].module));
        return repairs;
    }
    for (std::size_t i = 0; i < std::min<std::size_t>(ranked.size(), 3); ++i)
        if (auto changed = replaced(workspace, modules, uses, {missing, ranked[i].module}))
            repairs.options.emplace_back(
                std::move(*changed),
                fmt::format("import {} instead of {}", ranked[i].module, missing));
    if (repairs.options.empty())
        repairs.notes.push_back(fmt::format("no module resembles {}", missing));
    return repairs;
}

}  // namespace

Repairs python_module_repairs(const Workspace& workspace, const Problem& problem) {
    const PythonModules modules(workspace);
    const auto& missing = problem.finding.module;
    auto uses = uses_of(workspace, modules, missing);
    if (uses.empty())
        return {.notes = {fmt::format("no import of {} was found in the repository", missing)}};
    auto ranked = similar_modules(modules, missing, uses);
    if (ranked.empty())
        ranked = outside_modules(workspace, missing, uses);
    if (ranked.empty())
        ranked = holding_modules(modules, uses);
    return offers(workspace, modules, uses, missing, ranked);
}

}  // namespace mendel::heal
