#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/glob.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "code/invocation_resolver.hpp"
#include "model/command.hpp"

namespace mendel::code {
namespace {

using Scripts = std::map<std::string, std::string>;

Scripts scripts_of(const Resolver& resolver, const Scope& scope) {
    Scripts scripts;
    const auto text = resolver.read(scope.path_of("package.json"));
    if (!text)
        return scripts;
    const auto parsed = base::parse_json(*text, "package.json");
    if (!parsed || !parsed->is_object() || !parsed->contains("scripts") ||
        !(*parsed)["scripts"].is_object())
        return scripts;
    for (const auto& [name, value] : (*parsed)["scripts"].items()) {
        if (value.is_string())
            scripts[name] = value.get<std::string>();
    }
    return scripts;
}

Words node_prefix_of(const std::string& manager) {
    if (manager == "yarn")
        return {"yarn", "run"};
    if (manager == "pnpm")
        return {"pnpm", "exec"};
    if (manager == "bun")
        return {"bunx"};
    return {"npx", "--no-install"};
}

/// Runs a script with its pre and post scripts; false where package.json has none of this name.
bool run_script(Resolver& resolver, const std::string& manager, const std::string& name,
                const Words& extra, const Scope& scope) {
    const auto scripts = scripts_of(resolver, scope);
    const auto script = scripts.find(name);
    if (script == scripts.end())
        return false;
    Scope own = scope.inside(manager + " run " + name);
    own.node_prefix = node_prefix_of(manager);
    own.variables.clear();
    std::string line = script->second;
    for (const auto& word : extra)
        line += " " + model::quoted(word);
    if (const auto before = scripts.find("pre" + name); before != scripts.end())
        resolver.script(before->second, own);
    resolver.script(line, own);
    if (const auto after = scripts.find("post" + name); after != scripts.end())
        resolver.script(after->second, own);
    return true;
}

/// The folder that --workspace, -w, --prefix, -C, --filter or --cwd names.
Scope workspace_scope(const Resolver& resolver, const Words& words, const Scope& scope) {
    Scope own = scope;
    const auto folder = option_value(words, {"--prefix", "-C", "--cwd", "--dir"});
    if (!folder.empty())
        own.directory = own.path_of(folder);
    const auto workspace = option_value(words, {"--workspace", "-w", "--filter", "-F"});
    if (workspace.empty())
        return own;
    const auto slash = workspace.rfind('/');
    const auto name = slash == std::string::npos ? workspace : workspace.substr(slash + 1);
    for (const auto& place :
         {workspace, "packages/" + name, "apps/" + name, "libs/" + name, name}) {
        if (resolver.read(own.path_of(place + "/package.json"))) {
            own.directory = own.path_of(place);
            break;
        }
    }
    return own;
}

const Words& manager_options() {
    static const Words k_options = {"--prefix", "-C",       "--cwd", "--dir",     "--workspace",
                                    "-w",       "--filter", "-F",    "--loglevel"};
    return k_options;
}

/// Arguments of a script: npm hands on what stands after "--" alone, the others everything.
Words script_arguments(const std::string& manager, const Words& rest) {
    const auto dashes = std::find(rest.begin(), rest.end(), "--");
    if (dashes != rest.end() && (manager == "npm" || dashes == rest.begin()))
        return {dashes + 1, rest.end()};
    if (manager != "npm")
        return rest;
    Words operands;
    for (std::size_t at = 0; at < rest.size(); ++at) {
        if (rest[at].empty() || rest[at].front() != '-')
            operands.push_back(rest[at]);
        else if (std::find(manager_options().begin(), manager_options().end(), rest[at]) !=
                 manager_options().end())
            ++at;
    }
    return operands;
}

bool open_exec(Resolver& resolver, const Words& words, std::size_t at, const Scope& scope) {
    static const Words k_options = {"-p",      "--package", "-c",         "--call",
                                    "--cache", "-w",        "--workspace"};
    const auto end = skip_options(words, at, k_options);
    const auto call = option_value(
        Words(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(end)), {"-c", "--call"});
    Scope own = workspace_scope(resolver, words, scope).inside(words.front());
    if (!call.empty()) {
        own.node_prefix = {"npx", "--no-install"};
        resolver.script(call, own);
        return true;
    }
    if (end >= words.size())
        return false;
    own.prefix.insert(own.prefix.end(), words.begin(),
                      words.begin() + static_cast<std::ptrdiff_t>(end));
    own.node_prefix.clear();
    resolver.program(tail_of(words, end), own);
    return true;
}

bool open_manager(Resolver& resolver, const std::string& manager, const Words& words,
                  const Scope& scope) {
    auto at = skip_options(words, 1, manager_options());
    const auto own = workspace_scope(resolver, words, scope);
    if (at >= words.size())
        return false;
    std::string verb = words[at];
    if (manager == "yarn" && verb == "workspace" && at + 2 < words.size()) {
        Scope inner = workspace_scope(resolver, {"-w", words[at + 1]}, scope);
        Words rest = {"yarn"};
        const auto more = tail_of(words, at + 2);
        rest.insert(rest.end(), more.begin(), more.end());
        return open_manager(resolver, manager, rest, inner);
    }
    if (verb == "exec" || verb == "x" || verb == "dlx")
        return open_exec(resolver, words, at + 1, scope);
    if (verb == "run" || verb == "run-script" || verb == "rum") {
        at = skip_options(words, at + 1, manager_options());
        if (at >= words.size())
            return false;
        return run_script(resolver, manager, words[at],
                          script_arguments(manager, tail_of(words, at + 1)), own) ||
               (manager != "npm" && open_exec(resolver, words, at, scope));
    }
    if (manager == "npm" && (verb == "t" || verb == "tst"))
        verb = "test";
    const bool lifecycle = verb == "test" || verb == "start" || verb == "stop" || verb == "restart";
    if (manager == "npm" && !lifecycle)
        return false;
    return run_script(resolver, manager, verb, script_arguments(manager, tail_of(words, at + 1)),
                      own);
}

/// npm-run-all, run-s, run-p: names of scripts, with globs.
bool open_run_all(Resolver& resolver, const Words& words, const Scope& scope) {
    static const Words k_options = {"--max-parallel", "--npm-path"};
    const auto scripts = scripts_of(resolver, scope);
    for (std::size_t at = 1; at < words.size(); ++at) {
        if (words[at] == "--")
            break;
        if (words[at].front() == '-') {
            at +=
                std::find(k_options.begin(), k_options.end(), words[at]) != k_options.end() ? 1 : 0;
            continue;
        }
        const auto name = words[at].substr(0, words[at].find(' '));
        for (const auto& [script, text] : scripts) {
            if (script == name || base::glob_match(base::replace_all(name, ":", "/"),
                                                   base::replace_all(script, ":", "/")))
                run_script(resolver, "npm", script, {}, scope);
        }
    }
    return true;
}

bool open_concurrently(Resolver& resolver, const Words& words, const Scope& scope) {
    for (const auto& word : tail_of(words, 1)) {
        if (word.rfind("npm:", 0) == 0)
            run_script(resolver, "npm", word.substr(4), {}, scope);
        else if (word.find(' ') != std::string::npos)
            resolver.script(word, scope.inside("concurrently"));
    }
    return true;
}

}  // namespace

bool open_node(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto tool = normalised_tool(words.front());
    if (tool == "npx" || tool == "bunx" || tool == "pnpx")
        return open_exec(resolver, words, 1, scope);
    if (tool == "npm" || tool == "yarn" || tool == "pnpm" || tool == "bun")
        return open_manager(resolver, tool, words, scope);
    if (tool == "npm-run-all" || tool == "run-s" || tool == "run-p")
        return open_run_all(resolver, words, scope);
    if (tool == "concurrently")
        return open_concurrently(resolver, words, scope);
    if (tool == "c8" || tool == "nyc") {  // coverage around a test runner
        const auto at =
            skip_options(words, 1, {"--reporter", "-r", "--include", "--exclude", "-n", "-x"});
        if (at >= words.size() || words[at] == "report" || words[at] == "check-coverage")
            return false;
        resolver.program(tail_of(words, at), scope.inside(tool));
        return true;
    }
    return false;
}

}  // namespace mendel::code
