#include <algorithm>

#include "base/text.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

/// A program that runs the program in its arguments and is no part of how a tool is started.
struct Wrapper {
    std::string name;
    Words with_value = {};     ///< options that take the word after them
    std::size_t operands = 0;  ///< words of its own before the command
};

const std::vector<Wrapper>& wrappers() {
    static const std::vector<Wrapper> k_all = {
        {"timeout", {"-s", "--signal", "-k", "--kill-after"}, 1},
        {"gtimeout", {"-s", "--signal", "-k", "--kill-after"}, 1},
        {"time", {"-f", "--format", "-o", "--output"}},
        {"nice", {"-n", "--adjustment"}},
        {"ionice", {"-c", "-n", "--class", "--classdata"}},
        {"chrt", {}, 1},
        {"taskset", {}, 1},
        {"nohup", {}},
        {"stdbuf", {"-i", "-o", "-e"}},
        {"exec", {"-a"}},
        {"command", {}},
        {"builtin", {}},
        {"sudo", {"-u", "-g", "-C", "-h", "-p"}},
        {"setsid", {}},
        {"unbuffer", {}},
        {"chronic", {}},
        {"xvfb-run", {"-s", "--server-args", "-e", "-f", "-n", "-p", "-w"}},
        {"dbus-run-session", {}},
        {"catchsegv", {}},
        {"bear", {"--output"}},
        {"scan-build", {"-o"}},
        {"cross-env-shell", {}},
        {"dotenv", {"-e", "-f", "-c"}},
        {"faketime", {}, 1},
        {"retry", {"-t", "-d"}},
    };
    return k_all;
}

bool is_setting(const std::string& word) {
    const auto equals = word.find('=');
    return equals != std::string::npos && base::is_identifier(word.substr(0, equals));
}

/// `env [-i] [-u NAME] [NAME=value]... program`, `cross-env` alike.
void open_env(Resolver& resolver, const Words& words, Scope scope) {
    auto at = skip_options(words, 1, {"-u", "--unset", "-C", "--chdir"});
    if (const auto folder = option_value(
            {words.begin(), words.begin() + static_cast<std::ptrdiff_t>(at)}, {"-C", "--chdir"});
        !folder.empty())
        scope.directory = scope.path_of(folder);
    for (; at < words.size() && is_setting(words[at]); ++at) {
        const auto equals = words[at].find('=');
        scope.environment[words[at].substr(0, equals)] = words[at].substr(equals + 1);
    }
    if (at < words.size())
        resolver.program(tail_of(words, at), scope.inside("env"));
    else
        resolver.found({words.front()}, tail_of(words, 1), scope);
}

void open_xargs(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto at = skip_options(
        words, 1,
        {"-n", "-P", "-I", "-L", "-s", "-d", "-a", "-E", "--max-args", "--max-procs", "--replace"});
    const auto token = option_value(words, {"-I"});
    Words inner = tail_of(words, at);
    if (!token.empty())
        inner.erase(std::remove(inner.begin(), inner.end(), token), inner.end());
    Scope own = scope.inside("xargs");
    own.files_elsewhere = true;
    resolver.program(inner, own);
}

/// `find ... -exec program {} +`; false where nothing is executed.
bool open_find(Resolver& resolver, const Words& words, const Scope& scope) {
    bool opened = false;
    for (std::size_t at = 0; at < words.size(); ++at) {
        if (words[at] != "-exec" && words[at] != "-execdir" && words[at] != "-ok")
            continue;
        Words inner;
        for (++at; at < words.size() && words[at] != ";" && words[at] != "+"; ++at) {
            if (words[at] != "{}")
                inner.push_back(words[at]);
        }
        Scope own = scope.inside("find -exec");
        own.files_elsewhere = true;
        resolver.program(inner, own);
        opened = true;
    }
    return opened;
}

bool is_shell(const std::string& tool) {
    return tool == "bash" || tool == "sh" || tool == "dash" || tool == "zsh" || tool == "ksh";
}

bool has_shell_line(const std::string& text) {
    const auto lines = base::split_lines(std::string_view(text).substr(0, 200));
    if (lines.empty() || lines.front().substr(0, 2) != "#!")
        return false;
    for (const auto word : base::split_words(lines.front().substr(2))) {
        if (is_shell(normalised_tool(word)))
            return true;
    }
    return false;
}

void open_script(Resolver& resolver, const std::string& path, const std::string& text,
                 Words arguments, const Scope& scope) {
    Scope own = scope.inside(path);
    own.script = path;
    own.positional = std::move(arguments);
    for (std::size_t index = 0; index < own.positional.size(); ++index)
        own.variables[std::to_string(index + 1)] = own.positional[index];
    const auto before = resolver.count();
    resolver.script(text, own);
    if (resolver.count() == before)
        resolver.found({path}, own.positional, scope);
}

/// `bash -c TEXT`, `bash FILE`, `. FILE`.
bool open_interpreter(Resolver& resolver, const Words& words, const Scope& scope, bool sourced) {
    std::size_t at = 1;
    bool inline_text = false;
    while (!sourced && at < words.size() && words[at].size() > 1 &&
           (words[at].front() == '-' || words[at].front() == '+')) {
        const auto& option = words[at];
        const bool is_long = option.rfind("--", 0) == 0;
        inline_text = inline_text || (!is_long && option.find('c') != std::string::npos);
        const bool takes =
            (!is_long && option.back() == 'o') || option == "--rcfile" || option == "--init-file";
        at += takes ? 2 : 1;
    }
    if (at >= words.size())
        return false;
    if (inline_text) {
        Scope own = scope.inside(normalised_tool(words.front()) + " -c");
        own.positional = tail_of(words, at + 2);
        resolver.script(words[at], own);
        return true;
    }
    const auto path = scope.path_of(words[at]);
    if (const auto text = resolver.read(path)) {
        open_script(resolver, path, *text, tail_of(words, at + 1), scope);
        return true;
    }
    return sourced;
}

}  // namespace

bool open_wrapper(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto tool = normalised_tool(words.front());
    if (tool == "env" || tool == "cross-env") {
        open_env(resolver, words, scope);
        return true;
    }
    if (tool == "xargs") {
        open_xargs(resolver, words, scope);
        return true;
    }
    if (tool == "find" || tool == "fd")
        return open_find(resolver, words, scope);
    const auto wrapper = std::find_if(wrappers().begin(), wrappers().end(),
                                      [&](const Wrapper& each) { return each.name == tool; });
    if (wrapper == wrappers().end())
        return false;
    const auto at = skip_options(words, 1, wrapper->with_value) + wrapper->operands;
    if (at >= words.size())
        return false;
    if (tool == "sudo" && is_setting(words[at])) {
        open_env(resolver, tail_of(words, at - 1), scope);
        return true;
    }
    resolver.program(tail_of(words, at), scope.inside(tool));
    return true;
}

bool open_shell(Resolver& resolver, const Words& words, const Scope& scope) {
    const auto tool = normalised_tool(words.front());
    if (tool == "eval") {
        resolver.script(base::join(tail_of(words, 1), " "), scope.inside("eval"));
        return true;
    }
    if (is_shell(tool))
        return open_interpreter(resolver, words, scope, false);
    if (words.front() == "." || words.front() == "source")
        return open_interpreter(resolver, words, scope, true);
    if (words.front().find('/') == std::string::npos)
        return false;
    const auto path = scope.path_of(words.front());
    const auto text = resolver.read(path);
    if (!text || !has_shell_line(*text))
        return false;
    open_script(resolver, path, *text, tail_of(words, 1), scope);
    return true;
}

}  // namespace mendel::code
