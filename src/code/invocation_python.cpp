#include <algorithm>

#include "base/text.hpp"
#include "base/toml.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

const Words& coverage_options() {
    static const Words k_options = {"--source",  "--rcfile",    "--omit",        "--include",
                                    "--context", "--data-file", "--concurrency", "--debug"};
    return k_options;
}

/// `coverage run [-m] X args`: the tool that coverage starts; the launcher keeps coverage.
void open_coverage(Resolver& resolver, const Words& launcher, const Words& rest,
                   const Scope& scope) {
    auto at = rest.empty() || rest.front() != "run" ? rest.size() : std::size_t(1);
    bool module = false;
    while (at < rest.size() && rest[at].size() > 1 && rest[at].front() == '-' && !module) {
        module = rest[at] == "-m" || rest[at] == "--module";
        const bool takes = std::find(coverage_options().begin(), coverage_options().end(),
                                     rest[at]) != coverage_options().end();
        at += takes ? 2 : 1;
    }
    if (at >= rest.size()) {
        resolver.found(launcher, rest, scope);
        return;
    }
    Words whole = launcher;
    whole.insert(whole.end(), rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    if (module)
        resolver.found(whole, tail_of(rest, at + 1), scope.inside("coverage run"));
    else
        resolver.found({"python3"}, tail_of(rest, at), scope.inside("coverage run"));
}

/// `python -m X args`.
void open_module(Resolver& resolver, const Words& words, std::size_t at, const Scope& scope) {
    const auto& module = words[at];
    const Words launcher(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at) + 1);
    const auto tool = normalised_tool(module);
    if (tool == "coverage") {
        open_coverage(resolver, launcher, tail_of(words, at + 1), scope);
        return;
    }
    if (tool == "tox" || tool == "nox" || tool == "pre-commit") {
        Words plain = {tool};
        const auto rest = tail_of(words, at + 1);
        plain.insert(plain.end(), rest.begin(), rest.end());
        resolver.program(plain, scope.inside("python -m"));
        return;
    }
    resolver.found(launcher, tail_of(words, at + 1), scope);
}

std::string script_name(const std::string& entry_key, const std::string& table) {
    return table + "." + entry_key;
}

/// A named script of pyproject.toml: [tool.pdm.scripts], [tool.hatch.envs.X.scripts],
/// [tool.poe.tasks].
bool open_named(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto text = resolver.read(scope.path_of("pyproject.toml"));
    if (!text || words.empty())
        return false;
    auto name = words.front();
    std::string environment = "default";
    if (const auto colon = name.find(':'); colon != std::string::npos) {
        environment = name.substr(0, colon);
        name = name.substr(colon + 1);
    }
    const auto document = base::parse_toml(*text);
    for (const auto& table :
         {std::string("tool.pdm.scripts"), "tool.hatch.envs." + environment + ".scripts",
          std::string("tool.poe.tasks"), std::string("tool.taskipy.tasks"),
          std::string("tool.rye.scripts")}) {
        const auto* entry = document.find(table, name);
        if (entry == nullptr || entry->value.strings.empty())
            continue;
        for (const auto& line : entry->value.strings) {
            auto command =
                base::replace_all(line.text, "{args}", base::join(tail_of(words, 1), " "));
            if (command.find("{args") == std::string::npos && words.size() > 1 &&
                command == line.text)
                command += " " + base::join(tail_of(words, 1), " ");
            resolver.script(command, scope.inside(script_name(name, table)));
        }
        return true;
    }
    return false;
}

/// A program that starts another in its project's environment: the launcher keeps it.
struct Runner {
    std::string name;
    Words verbs;  ///< "run"; empty: the program follows at once
    Words with_value = {};
    bool scripts = false;  ///< pyproject.toml may name a script
};

const std::vector<Runner>& runners() {
    static const std::vector<Runner> k_all = {
        {"poetry", {"run"}, {"-C", "--directory", "-P", "--project"}},
        {"pipenv", {"run"}},
        {"pdm", {"run"}, {"-p", "--project"}, true},
        {"rye", {"run"}, {"-p"}, true},
        {"uv",
         {"run"},
         {"--with", "--extra", "--group", "--only-group", "--python", "-p", "--project",
          "--directory", "--env-file", "--with-requirements", "--package"}},
        {"uvx", {}, {"--from", "--with", "--python", "-p"}},
        {"hatch", {"run"}, {"-e", "--env", "-p"}, true},
        {"pipx", {"run"}, {"--spec", "--python", "--pip-args"}},
        {"conda", {"run"}, {"-n", "--name", "-p", "--prefix", "--cwd"}},
        {"mamba", {"run"}, {"-n", "--name", "-p", "--prefix", "--cwd"}},
        {"micromamba", {"run"}, {"-n", "--name", "-p", "--prefix", "--cwd"}},
        {"bundle", {"exec"}},
        {"mise", {"exec", "x"}},
        {"poe", {}, {}, true},
        {"task", {}, {}, true},
    };
    return k_all;
}

}  // namespace

bool open_python(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto tool = normalised_tool(words.front());
    if (tool == "coverage") {
        open_coverage(resolver, {words.front()}, tail_of(words, 1), scope);
        return true;
    }
    if (tool != "python")
        return false;
    std::size_t at = 1;
    for (; at < words.size() && words[at].size() > 1 && words[at].front() == '-'; ++at) {
        const auto& option = words[at];
        if (option == "-m" && at + 1 < words.size()) {
            open_module(resolver, words, at + 1, scope);
            return true;
        }
        if (option == "-c")
            break;
        if (option.rfind("-m", 0) == 0 && option.size() > 2) {
            Words plain(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at));
            plain.insert(plain.end(), {"-m", option.substr(2)});
            const auto rest = tail_of(words, at + 1);
            plain.insert(plain.end(), rest.begin(), rest.end());
            return open_python(resolver, plain, scope);
        }
        if (option == "-W" || option == "-X" || option == "--check-hash-based-pycs")
            ++at;
    }
    resolver.found({words.front()}, tail_of(words, 1), scope);
    return true;
}

bool open_runner(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto tool = normalised_tool(words.front());
    const auto runner = std::find_if(runners().begin(), runners().end(),
                                     [&](const Runner& each) { return each.name == tool; });
    if (runner == runners().end())
        return false;
    auto at = skip_options(words, 1, runner->with_value);
    if (!runner->verbs.empty()) {
        if (at >= words.size() ||
            std::find(runner->verbs.begin(), runner->verbs.end(), words[at]) == runner->verbs.end())
            return false;
        at = skip_options(words, at + 1, runner->with_value);
    }
    if (at >= words.size())
        return false;
    Scope own = scope.inside(
        base::join(Words(words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at)), " "));
    own.prefix.insert(own.prefix.end(), words.begin(),
                      words.begin() + static_cast<std::ptrdiff_t>(at));
    const auto rest = tail_of(words, at);
    if (runner->scripts && open_named(resolver, rest, own))
        return true;
    if (runner->scripts && runner->verbs.empty())
        return false;
    resolver.program(rest, own);
    return true;
}

}  // namespace mendel::code
