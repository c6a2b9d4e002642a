#include <algorithm>

#include <fmt/format.h>

#include "base/distance.hpp"
#include "base/text.hpp"
#include "code/language.hpp"
#include "code/symbols.hpp"
#include "heal/rungs/imports_candidates.hpp"
#include "heal/rungs/imports_python.hpp"

namespace mendel::heal {

namespace {

std::vector<Lack> lacks_of(const Workspace& workspace, const PythonModules& modules,
                           const Finding& finding) {
    std::vector<Lack> lacks;
    for (const auto& file : modules.files()) {
        const auto text = workspace.read(file);
        const auto tree =
            text && base::contains(*text, finding.name) ? workspace.parse(file) : nullptr;
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            const auto module = modules.absolute(file, import.module, import.level);
            if (!finding.module.empty() && module != finding.module)
                continue;
            for (const auto& name : import.names)
                if (name.name == finding.name)
                    lacks.push_back({file, import, name, module});
        }
    }
    return lacks;
}

/// The name imported from where it is defined now.
bool move_to(Workspace& workspace, const PythonModules& modules, const Lack& lack,
             const std::string& module) {
    const auto tree = workspace.parse(lack.file);
    const auto [name, level] = modules.file_of(module).empty()
                                   ? std::pair<std::string, int>(module, 0)
                                   : modules.spelled(lack.file, *tree, module);
    if (lack.import.names.size() == 1) {
        const auto spelled = std::string(static_cast<std::size_t>(level), '.') + name;
        return workspace.edit(lack.file, {{.begin = lack.import.module_range.begin,
                                           .end = lack.import.module_range.end,
                                           .text = spelled}});
    }
    const auto removal = code::import_removal(*tree, lack.import, &lack.name);
    if (!removal || !workspace.edit(lack.file, {*removal}))
        return false;
    const auto rest = workspace.parse(lack.file);
    const auto section = [&](const std::string& other, int other_level) {
        return modules.section(other, other_level);
    };
    const auto addition = code::import_edit(
        *rest, {.module = name, .level = level, .name = lack.name.name, .alias = lack.name.alias},
        section);
    return addition && workspace.edit(lack.file, {*addition});
}

/// Whether no test would test something else under the other name.
bool may_rename(const Workspace& workspace, const std::vector<Lack>& lacks,
                const std::string& name) {
    return std::all_of(lacks.begin(), lacks.end(), [&](const Lack& lack) {
        return !code::is_test_file(lack.file) ||
               is_slip(*workspace.parse(lack.file), lack.name, name);
    });
}

/// `x = None` holds a place for what comes later; it is not where x is to be had.
bool is_placeholder(const code::Tree& tree, const code::Symbol& symbol) {
    const auto name = tree.node_at(symbol.place.offset, symbol.place.offset);
    const auto assignment = name.parent();
    return assignment.type() == "assignment" && assignment.field("right").text() == "None";
}

/// Other modules that define the name.
std::vector<std::string> homes_of(const Workspace& workspace, const PythonModules& modules,
                                  const Finding& finding) {
    std::vector<std::string> homes;
    for (const auto& [module, file] : modules.modules()) {
        const auto text = workspace.read(file);
        if (module == finding.module || !text || !base::contains(*text, finding.name))
            continue;
        const auto tree = workspace.parse(file);
        const auto symbols = tree ? code::symbols_of(*tree) : std::vector<code::Symbol>();
        if (std::any_of(symbols.begin(), symbols.end(), [&](const auto& symbol) {
                return symbol.name == finding.name && !is_placeholder(*tree, symbol);
            }))
            homes.push_back(module);
    }
    return homes;
}

/// Where the name is to be had: modules that define it, and what its module has instead.
struct Offer {
    std::vector<std::string> homes;
    std::vector<std::string> names;
};

Offer offer_of(const Workspace& workspace, const PythonModules& modules, const Finding& finding) {
    const auto& module = finding.module;
    Offer offer{.homes = homes_of(workspace, modules, finding), .names = modules.offered(module)};
    if (!modules.file_of(module).empty() || !offer.homes.empty())
        return offer;
    const auto answers = ask_python(
        workspace, {.name = finding.name, .modules = {module, module + ".abc"}, .scan = true});
    offer.homes = answers.exporters;
    if (const auto found = answers.names.find(module); found != answers.names.end())
        offer.names = found->second;
    // collections.Mapping moved to collections.abc.
    const auto below = answers.names.find(module + ".abc");
    if (below != answers.names.end() &&
        std::count(below->second.begin(), below->second.end(), finding.name) > 0)
        offer.homes = {below->first};
    return offer;
}

std::optional<Workspace> moved(const Workspace& workspace, const PythonModules& modules,
                               const std::vector<Lack>& lacks, const std::string& home) {
    auto changed = workspace;
    // Backwards, so that places in a file stay true.
    for (auto lack = lacks.rbegin(); lack != lacks.rend(); ++lack)
        if (!move_to(changed, modules, *lack, home))
            return std::nullopt;
    return changed;
}

std::optional<Workspace> renamed(const Workspace& workspace, const std::vector<Lack>& lacks,
                                 const std::string& name) {
    auto changed = workspace;
    for (auto lack = lacks.rbegin(); lack != lacks.rend(); ++lack)
        if (!rename_imported(changed, *lack, name))
            return std::nullopt;
    return changed;
}

}  // namespace

Repairs python_export_repairs(const Workspace& workspace, const Problem& problem) {
    const PythonModules modules(workspace);
    const auto& name = problem.finding.name;
    if (base::contains(problem.failure->message, "circular import"))
        return {.notes = {fmt::format("{} and its importers import each other in a circle",
                                      problem.finding.module)}};
    const auto lacks = lacks_of(workspace, modules, problem.finding);
    if (lacks.empty())
        return {.notes = {fmt::format("no import of {} was found in the repository", name)}};
    const auto& module = lacks[0].module;
    const auto offer = offer_of(workspace, modules, {.name = name, .module = module});
    const auto near = base::nearest_names(name, offer.names);
    Repairs repairs;
    if (offer.homes.size() > 1 && near.empty())
        return {.notes = {fmt::format("{} is defined in {}: choose one", name,
                                      base::join(offer.homes, " and "))}};
    if (offer.homes.size() == 1)
        if (auto changed = moved(workspace, modules, lacks, offer.homes[0]))
            repairs.options.emplace_back(std::move(*changed),
                                         fmt::format("import {} from {}", name, offer.homes[0]));
    for (std::size_t i = 0; i < std::min<std::size_t>(near.size(), 2); ++i)
        if (!may_rename(workspace, lacks, near[i]))
            repairs.notes = {not_renamed_note(module, name, near[0])};
        else if (auto changed = renamed(workspace, lacks, near[i]))
            repairs.options.emplace_back(
                std::move(*changed),
                fmt::format("import {} instead of {} from {}", near[i], name, module));
    if (repairs.options.empty() && repairs.notes.empty())
        repairs.notes.push_back(fmt::format("{} has nothing that resembles {}", module, name));
    return repairs;
}

}  // namespace mendel::heal
