#include <algorithm>
#include <map>
#include <stdexcept>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "code/imports.hpp"
#include "code/language.hpp"
#include "heal/data.hpp"
#include "heal/fix_run.hpp"
#include "heal/rungs/dependencies.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {
namespace {

/// What is missing: a module that is imported, or a distribution that is asked for by name.
struct Missing {
    std::string module = {};
    std::string distribution = {};
};

std::optional<Missing> missing_of(const model::Failure& failure) {
    static const base::Regex k_module(
        R"re((?:No module named|named|'ModuleNotFoundError':) ['"]([A-Za-z_][\w.]*)['"])re");
    static const base::Regex k_plain(R"(No module named ([A-Za-z_][\w.]*)\s*$)");
    static const base::Regex k_stubs(R"(pip install (types-[\w.-]+))");
    static const base::Regex k_lint(
        R"re((?:DEP001\s+['"]?([A-Za-z_]\w*)|module=([A-Za-z_]\w*)))re");
    static const base::Regex k_distribution(
        R"re((?:The '([\w.-]+)[^']*' distribution was not found|)re"
        R"re(No package metadata was found for ([\w.-]+)|)re"
        R"re(requires ([\w.-]+), which is not installed|Missing requirements?: ([\w.-]+)))re");
    const auto words = words_of(failure);
    if (const auto match = k_stubs.match(words))
        return Missing{.distribution = std::string((*match)[1])};
    if (const auto match = k_lint.match(words))
        return Missing{.module = std::string((*match)[1].empty() ? (*match)[2] : (*match)[1])};
    if (const auto match = k_module.match(words))
        return Missing{.module = std::string((*match)[1])};
    if (const auto match = k_plain.match(failure.message))
        return Missing{.module = std::string((*match)[1])};
    if (const auto match = k_distribution.match(words)) {
        for (std::size_t group = 1; group < match->size(); ++group) {
            if (!(*match)[group].empty())
                return Missing{.distribution = std::string((*match)[group])};
        }
    }
    if (failure.rule == "ModuleNotFoundError" && !failure.subject.empty())
        return Missing{.module = failure.subject};
    return std::nullopt;
}

/// Whether the tree itself has the module: then it is no dependency.
bool is_own(const Workspace& workspace, const std::string& top) {
    return std::any_of(
        workspace.files().begin(), workspace.files().end(), [&](const std::string& file) {
            const auto path = "/" + file;
            return base::contains(path, "/" + top + "/__init__.py") ||
                   (path.size() > top.size() + 4 &&
                    path.substr(path.size() - top.size() - 4) == "/" + top + ".py") ||
                   (base::contains(path, "/" + top + "/") && path.size() > 3 &&
                    path.substr(path.size() - 3) == ".py");
        });
}

/// Whether tests alone import the module.
bool only_tests_import(const Workspace& workspace, const std::string& top) {
    bool any = false;
    for (const auto& file : workspace.files()) {
        const bool python = file.size() > 3 && file.substr(file.size() - 3) == ".py";
        const auto text = python ? workspace.read(file) : std::nullopt;
        if (!text || !base::contains(*text, top))
            continue;
        const auto tree = workspace.parse(file);
        if (!tree)
            continue;
        for (const auto& import : code::imports_of(*tree)) {
            if (import.level > 0 || import.module.substr(0, import.module.find('.')) != top)
                continue;
            if (!code::is_test_file(file))
                return false;
            any = true;
        }
    }
    return any;
}

/// The interpreter that the check uses.
code::Invocation interpreter(const model::Round& round) {
    code::Invocation python;
    python.launcher = {"python3"};
    for (const auto& tool : tools_of(round)) {
        const auto dash = std::find(tool.launcher.begin(), tool.launcher.end(), "-m");
        if (tool.tool == "python" ||
            (dash != tool.launcher.end() && dash != tool.launcher.begin())) {
            python = tool;
            python.launcher = {tool.launcher.begin(), dash};
            return python;
        }
    }
    return python;
}

/// Distribution and version by importlib.metadata of the check's interpreter.
std::optional<Requirement> installed(const model::Round& round, const Missing& missing) {
    static const char* const k_program =
        "import sys, importlib.metadata as m\n"
        "module, name = sys.argv[1], sys.argv[2]\n"
        "try: names = m.packages_distributions().get(module, [])\n"
        "except AttributeError:\n"
        "    names = [d.metadata['Name'] for d in m.distributions()\n"
        "             if module in (d.read_text('top_level.txt') or '').split()]\n"
        "for each in ([name] if name else sorted(set(names))):\n"
        "    try: print('mendel', m.metadata(each)['Name'], m.version(each))\n"
        "    except m.PackageNotFoundError: pass\n";
    const auto top = missing.module.substr(0, missing.module.find('.'));
    const auto command =
        code::command_with(interpreter(round), {"-c", k_program, top, missing.distribution});
    const auto result = round.run({.command = command, .deadline = std::chrono::seconds(60)});
    static const base::Regex k_line(R"((?m)^mendel (\S+) (\S+)\s*$)");
    if (!result)
        return std::nullopt;
    const auto found = k_line.match_all(result->output);
    if (found.size() != 1)
        return std::nullopt;
    return Requirement{std::string(found.front()[1]), std::string(found.front()[2])};
}

/// The spelling and pin under which some requirement file of the tree already names it.
std::optional<Requirement> named_elsewhere(const Workspace& workspace, const std::string& name) {
    static const base::Regex k_pin(
        R"((?m)^\s*"?'?([A-Za-z0-9][\w.-]*)\s*(?:\[[^\]]*\])?\s*==\s*([\w.]+))");
    static const base::Regex k_lock(R"re((?m)^name = "([^"]+)"\nversion = "([^"]+)")re");
    for (const auto& file : workspace.files()) {
        const auto last = file_name_of(file);
        const bool lock = last == "poetry.lock" || last == "uv.lock" || last == "pdm.lock";
        const bool listed = base::contains(last, "require") || base::contains(last, "constraint") ||
                            base::contains(file, "requirements/");
        const auto text = lock || listed ? workspace.read(file) : std::nullopt;
        if (!text)
            continue;
        for (const auto& match : (lock ? k_lock : k_pin).match_all(*text)) {
            if (normalised_distribution(match[1]) == normalised_distribution(name))
                return Requirement{std::string(match[1]), std::string(match[2])};
        }
    }
    return std::nullopt;
}

/// A wheel or source archive that the repository itself carries (PEP 427, PEP 625 file names).
std::optional<Requirement> carried(const Workspace& workspace, const std::string& name) {
    static const base::Regex k_archive(
        R"(^([A-Za-z0-9][\w.]*?)-(\d[\w.!+]*?)(?:-[\w.]+-[\w.]+-[\w.]+\.whl|\.tar\.gz|\.zip)$)");
    for (const auto& file : workspace.files()) {
        const std::string last(file_name_of(file));
        const auto match = k_archive.match(last);
        if (match && normalised_distribution((*match)[1]) == normalised_distribution(name))
            return Requirement{std::string((*match)[1]), std::string((*match)[2])};
    }
    return std::nullopt;
}

std::optional<Requirement> requirement_for(const Workspace& workspace, const Missing& missing) {
    if (auto found = installed(workspace.round(), missing))
        return found;
    const auto name =
        missing.distribution.empty() ? distribution_of(missing.module) : missing.distribution;
    const auto top = missing.module.substr(0, missing.module.find('.'));
    if (auto found = named_elsewhere(workspace, name.empty() ? top : name))
        return found;
    if (auto found = carried(workspace, name.empty() ? top : name))
        return found;
    if (name.empty())
        return std::nullopt;
    return Requirement{name, {}};
}

bool is_python_failure(const model::Failure& failure) {
    return failure.tool != "tsc" && failure.tool != "eslint" && failure.tool != "node" &&
           failure.tool != "jest" && failure.tool != "go";
}

}  // namespace

std::string distribution_of(const std::string& module) {
    static const auto k_names = data_table("distributions.yaml");
    // "google.cloud.storage" before "google.cloud" before "google".
    for (auto name = module; !name.empty();) {
        const auto found = k_names.find(name);
        if (found != k_names.end())
            return found->get<std::string>();
        const auto dot = name.rfind('.');
        name = dot == std::string::npos ? std::string() : name.substr(0, dot);
    }
    return {};
}

base::Result<model::Proposal> python_dependencies(const model::Round& round) {
    model::Proposal proposal;
    const auto missing =
        is_python_failure(round.failure) ? missing_of(round.failure) : std::nullopt;
    if (!missing)
        return proposal;
    const Workspace workspace(round);
    const auto top = missing->module.substr(0, missing->module.find('.'));
    if (!top.empty() && (is_python_standard(top) || is_own(workspace, top)))
        return proposal;
    const auto wanted = requirement_for(workspace, *missing);
    if (!wanted) {
        proposal.notes.push_back(fmt::format(
            "no distribution is known that brings the module {}: nothing is added by guessing",
            top));
        return proposal;
    }
    const bool for_tests = !top.empty() && only_tests_import(workspace, top);
    for (const auto& place : requirement_places(workspace, for_tests)) {
        std::string note;
        auto changed = workspace;
        const auto edit = requirement_edit(workspace, place, *wanted, note);
        if (edit && changed.edit(place.file, {*edit}))
            proposal.patches.push_back(changed.patch(
                "dependencies", fmt::format("add {} to {}", wanted->distribution, place.file)));
        else if (!note.empty())
            proposal.notes.push_back(fmt::format("{}: {}", place.file, note));
    }
    if (proposal.patches.empty() && proposal.notes.empty())
        proposal.notes.push_back(fmt::format(
            "{} is missing, and the project keeps its requirements nowhere that is known",
            wanted->distribution));
    return proposal;
}

}  // namespace mendel::heal
