#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "heal/fix_run.hpp"
#include "heal/rungs/dependencies.hpp"
#include "heal/rungs/imports_tables.hpp"

namespace mendel::heal {
namespace {

/// "@scope/name/sub" as "@scope/name", "name/sub" as "name"; "" for paths and Node's own modules.
std::string package_of(const std::string& specifier) {
    if (specifier.empty() || specifier.front() == '.' || specifier.front() == '/' ||
        specifier.front() == '#' || specifier.find(':') != std::string::npos ||
        is_node_builtin(specifier))
        return {};
    auto end = specifier.find('/');
    if (specifier.front() == '@' && end != std::string::npos)
        end = specifier.find('/', end + 1);
    static const base::Regex k_name(R"(^(@[a-z0-9~-][a-z0-9._~-]*/)?[a-z0-9~-][a-z0-9._~-]*$)");
    const auto name = specifier.substr(0, end);
    return k_name.found_in(name) ? name : std::string();
}

std::string missing_package(const model::Failure& failure) {
    static const base::Regex k_patterns[] = {
        base::Regex(R"re(Cannot find (?:module|package) ['"]([^'"]+)['"])re"),
        base::Regex(R"re(['"]([^'"]+)['"] should be listed in the project's dependencies)re"),
        base::Regex(R"re(Could not (?:resolve|find) (?:a declaration file for module |)re"
                    R"re(module )?['"]([^'"./][^'"]*)['"])re"),
        base::Regex(R"re(Unable to resolve path to module ['"]([^'"./][^'"]*)['"])re"),
        base::Regex(
            R"re(Failed to resolve (?:import|entry for package) ['"]([^'"./][^'"]*)['"])re"),
        base::Regex(R"re(["']([^"']+)["'] is (?:extraneous|not published|not found)\b)re")};
    const auto words = words_of(failure);
    for (const auto& pattern : k_patterns) {
        if (const auto match = pattern.match(words)) {
            if (const auto name = package_of(std::string((*match)[1])); !name.empty())
                return name;
        }
    }
    return {};
}

/// The folder of the package.json that a failing file belongs to.
std::string package_folder(const Workspace& workspace) {
    const auto touched = files_touched(workspace.round(), workspace.round().failure.tool);
    auto folder = touched.empty() ? std::string() : folder_of(touched.front());
    while (!folder.empty() && !workspace.exists(folder + "/package.json"))
        folder = folder_of(folder);
    return folder;
}

std::string in_folder(const std::string& folder, const std::string& file) {
    return folder.empty() ? file : folder + "/" + file;
}

model::Command command_in(const std::string& folder, std::vector<std::string> words) {
    model::Command command{model::Argv{std::move(words)}};
    command.directory = folder;
    return command;
}

std::string installed_version(const model::Round& round, const std::string& folder,
                              const std::string& package) {
    static const char* const k_program =
        "const fs=require('fs'),path=require('path');let d=process.cwd();for(;;){const "
        "f=path.join(d,"
        "'node_modules',process.argv[1],'package.json');if(fs.existsSync(f)){console.log('mendel '+"
        "JSON.parse(fs.readFileSync(f)).version);break}const u=path.dirname(d);if(u===d)break;d=u}";
    const auto result =
        round.run({.command = command_in(folder, {"node", "-e", k_program, package}),
                   .deadline = std::chrono::seconds(60)});
    static const base::Regex k_line(R"((?m)^mendel (\d[\w.+-]*)\s*$)");
    if (!result)
        return {};
    const auto match = k_line.match(result->output);
    return match ? std::string((*match)[1]) : std::string();
}

std::string locked_version(const Workspace& workspace, const std::string& folder,
                           const std::string& package) {
    const auto text = workspace.read(in_folder(folder, "package-lock.json"));
    const auto lock =
        text ? base::parse_json(*text, "package-lock.json") : base::fail(base::ErrorKind::user, "");
    if (!lock || !lock->is_object())
        return {};
    const auto entry = lock->value("packages", base::Json::object())
                           .value("node_modules/" + package, base::Json());
    return entry.is_object() ? entry.value("version", std::string()) : std::string();
}

bool is_test_script(const std::string& file) {
    static const base::Regex k_test(
        R"((^|/)(tests?|__tests__|spec|e2e|cypress)/|\.(test|spec)\.[cm]?[jt]sx?$|(^|)"
        R"(/)[^/]*\.(config|conf)\.[cm]?[jt]s$)");
    return k_test.found_in(file);
}

std::vector<std::string> listed_ranges(const base::Json& package) {
    std::vector<std::string> ranges;
    for (const auto* key : {"dependencies", "devDependencies"}) {
        if (!package.contains(key) || !package[key].is_object())
            continue;
        for (const auto& [name, version] : package[key].items()) {
            if (version.is_string())
                ranges.push_back(version.get<std::string>());
        }
    }
    return ranges;
}

/// "^", "~" or "" as most of the versions in the file begin.
std::string range_prefix(const base::Json& package) {
    const auto ranges = listed_ranges(package);
    const auto begin_with = [&](std::string_view bytes) {
        return std::count_if(ranges.begin(), ranges.end(), [&](const std::string& range) {
            return !range.empty() && bytes.find(range.front()) != std::string_view::npos;
        });
    };
    const auto carets = begin_with("^");
    const auto tildes = begin_with("~");
    const auto exact = begin_with("0123456789");
    if (exact > carets && exact > tildes)
        return "";
    return tildes > carets ? "~" : "^";
}

/// The edit of package.json, with a section made where there is none yet.
std::optional<code::Edit> package_edit(const std::string& text, const base::Json& package,
                                       const std::string& section, const std::string& name,
                                       const std::string& range) {
    if (package.contains(section) && package[section].is_object() && !package[section].empty())
        return json_member_insertion(text, {section}, name, range);
    if (package.contains(section))
        return std::nullopt;
    const auto close = text.rfind('}');
    const auto last =
        close == std::string::npos ? close : text.find_last_not_of(" \t\r\n", close - 1);
    if (last == std::string::npos || text[last] == '{')
        return std::nullopt;
    const auto tabs = text.find("\n\t\"") != std::string::npos;
    const auto wide = !tabs && text.find("\n    \"") != std::string::npos &&
                      text.find("\n  \"") == std::string::npos;
    const std::string unit = tabs ? "\t" : wide ? "    " : "  ";
    const auto at = static_cast<std::uint32_t>(last + 1);
    return code::Edit{at, at,
                      fmt::format(",\n{0}\"{1}\": {{\n{0}{0}\"{2}\": \"{3}\"\n{0}}}", unit, section,
                                  name, range)};
}

bool is_lock(const std::string& path) {
    const auto name = file_name_of(path);
    return name == "package-lock.json" || name == "npm-shrinkwrap.json" ||
           name == "pnpm-lock.yaml" || name == "yarn.lock";
}

std::vector<std::string> lock_command(const Workspace& workspace, const std::string& folder) {
    if (workspace.exists(in_folder(folder, "pnpm-lock.yaml")))
        return {"pnpm", "install", "--lockfile-only", "--ignore-scripts"};
    if (workspace.exists(in_folder(folder, "package-lock.json")) ||
        workspace.exists(in_folder(folder, "npm-shrinkwrap.json")))
        return {
            "npm",        "install",  "--package-lock-only", "--ignore-scripts", "--prefer-offline",
            "--no-audit", "--no-fund"};
    return {};
}

/// Brings the lock file into step with package.json as it is with `on_top`.
base::Result<FixResult> update_lock(const Workspace& workspace, const std::string& folder,
                                    const model::Patch* on_top) {
    const auto words = lock_command(workspace, folder);
    if (words.empty())
        return FixResult{};
    auto result =
        run_fixer(workspace.round(), command_in(folder, words), words.front(), {0}, on_top);
    if (!result)
        return result;
    auto& changes = result->patch.changes;
    changes.erase(
        std::remove_if(changes.begin(), changes.end(),
                       [](const model::FileChange& change) { return !is_lock(change.path); }),
        changes.end());
    return result;
}

void add_note(model::Proposal& proposal, const FixResult& fix) {
    if (!fix.note.empty())
        proposal.notes.push_back(fix.note);
    if (!fix.missing_tool.empty())
        proposal.missing_tool = fix.missing_tool;
}

bool is_script_failure(const Workspace& workspace) {
    return workspace.exists("package.json") || !package_folder(workspace).empty();
}

}  // namespace

base::Result<model::Proposal> node_lock(const model::Round& round) {
    static const base::Regex k_out_of_step(
        R"((?i)npm ci.{0,3} can only install packages when|are in sync|EUSAGE|)"
        R"(Missing: \S+ from lock file|Invalid: lock file|ERR_PNPM_OUTDATED_LOCKFILE|)"
        R"(ERR_PNPM_LOCKFILE_MISSING|Cannot install with "frozen-lockfile")");
    model::Proposal proposal;
    if (!k_out_of_step.found_in(words_of(round.failure)))
        return proposal;
    const Workspace workspace(round);
    std::string folder;
    for (const auto& tool : tools_of(round)) {
        if (tool.tool == "npm" || tool.tool == "pnpm")
            folder = tool.directory;
    }
    auto fix = update_lock(workspace, folder, nullptr);
    if (!fix)
        return base::fail(fix.error());
    add_note(proposal, *fix);
    if (fix->patch.empty())
        return proposal;
    fix->patch.summary = "bring the lock file into step with package.json";
    proposal.patches.push_back(std::move(fix->patch));
    return proposal;
}

base::Result<model::Proposal> node_dependencies(const model::Round& round) {
    model::Proposal proposal;
    const Workspace workspace(round);
    const auto name = missing_package(round.failure);
    if (name.empty() || !is_script_failure(workspace))
        return proposal;
    const auto folder = package_folder(workspace);
    const auto file = in_folder(folder, "package.json");
    const auto text = workspace.read(file);
    const auto package =
        text ? base::parse_json(*text, file) : base::fail(base::ErrorKind::user, "");
    if (!package || !package->is_object())
        return proposal;
    for (const auto* key :
         {"dependencies", "devDependencies", "peerDependencies", "optionalDependencies"}) {
        if (package->contains(key) && (*package)[key].contains(name)) {
            proposal.notes.push_back(
                fmt::format("{} lists {} already: it is not installed", file, name));
            return proposal;
        }
    }
    auto version = installed_version(round, folder, name);
    if (version.empty())
        version = locked_version(workspace, folder, name);
    if (version.empty()) {
        proposal.notes.push_back(
            fmt::format("{} is neither installed nor locked: its version is not known", name));
        return proposal;
    }
    const auto touched = files_touched(round, round.failure.tool);
    const bool tests =
        !touched.empty() && std::all_of(touched.begin(), touched.end(), is_test_script);
    const std::string section = tests ? "devDependencies" : "dependencies";
    auto changed = workspace;
    const auto edit =
        package_edit(*text, *package, section, name, range_prefix(*package) + version);
    if (!edit || !changed.edit(file, {*edit}))
        return proposal;
    auto patch = changed.patch("dependencies", fmt::format("add {} to {}", name, file));
    const auto lock = update_lock(workspace, folder, &patch);
    if (lock && !lock->patch.empty()) {
        auto both = model::combined(patch, lock->patch);
        both.summary = patch.summary + " and its lock file";
        proposal.patches.push_back(std::move(both));
    }
    proposal.patches.push_back(std::move(patch));
    return proposal;
}

}  // namespace mendel::heal
