#include "code/invocation_resolver.hpp"

#include <algorithm>
#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/checks.hpp"

namespace mendel::code {
namespace {

constexpr int k_depth_limit = 12;
constexpr std::size_t k_found_limit = 400;

/// Shell builtins and fillers that are no tools.
bool is_builtin(const std::string& word) {
    static const std::set<std::string> k_words = {
        "echo",  "printf",   "true",  "false",  ":",     "exit",  "return",  "set",      "shopt",
        "trap",  "ulimit",   "umask", "export", "unset", "local", "read",    "wait",     "shift",
        "test",  "[",        "[[",    "cd",     "pushd", "popd",  "declare", "readonly", "typeset",
        "break", "continue", "alias", "hash",   "type",  "let",   "getopts", "mapfile"};
    return k_words.count(word) > 0;
}

/// A path below the root, where a leading '/' says nothing.
std::string path_below(std::string_view path) {
    return base::normal_path(path.substr(std::min(path.find_first_not_of('/'), path.size())));
}

void assign(Scope& scope, const std::string& name, const std::string& value) {
    scope.variables[name] = value;
    if (scope.environment.count(name) > 0)
        scope.environment[name] = value;
}

std::string joined(const Words& words) {
    return base::join(words, " ");
}

/// The value of a command substitution that names a place or program, nothing for any other.
std::optional<std::string> known_substitution(const std::string& text, const Scope& scope) {
    static const base::Regex k_root(R"(^\s*git\s+rev-parse\s+--show-toplevel)");
    static const base::Regex k_script(R"(^\s*dirname\s+(?:--\s+)?"?\$\{?(?:0|BASH_SOURCE))");
    static const base::Regex k_script_absolute(
        R"re(^\s*cd\s+(?:-P\s+|--\s+)*"?\$\(\s*dirname\s+(?:--\s+)?"?\$\{?(?:0|)re"
        R"re(BASH_SOURCE)[^)]*\)"?(/[./]*)?"?[^&;]*(?:&&|;)\s*pwd)re");
    static const base::Regex k_which(R"(^\s*(?:which|command\s+-v|type\s+-p)\s+([\w.-]+)\s*$)");
    static const base::Regex k_npm_bin(R"(^\s*npm\s+bin\s*$)");
    const auto slash = scope.script.rfind('/');
    const auto script_folder =
        "/@root/" + (slash == std::string::npos ? std::string() : scope.script.substr(0, slash));
    if (const auto match = k_script_absolute.match(text))
        return "/@root/" + path_below(script_folder.substr(7) + "/" + std::string((*match)[1]));
    if (k_script.found_in(text))
        return script_folder;
    if (k_root.found_in(text))
        return "/@root";
    if (base::trim(text) == "pwd")
        return "/@root/" + scope.directory;
    if (const auto match = k_which.match(text))
        return std::string((*match)[1]);
    if (k_npm_bin.found_in(text))
        return "node_modules/.bin";
    return std::nullopt;
}

std::optional<std::string> variable_value(const base::ShellPiece& piece, const Scope& scope) {
    if (piece.text == "@" || piece.text == "*")
        return joined(scope.positional);
    if (piece.text == "0" && !scope.script.empty())
        return "/@root/" + scope.script;
    if (const auto known = scope.variables.find(piece.text); known != scope.variables.end())
        return known->second;
    if (!piece.otherwise.empty())
        return joined(base::shell_words(piece.otherwise));
    return std::nullopt;
}

/// What a variable or a command substitution stands for, where that is known.
std::optional<std::string> value_of(const base::ShellPiece& piece, const Scope& scope) {
    if (piece.kind == base::ShellPieceKind::variable)
        return variable_value(piece, scope);
    if (piece.kind == base::ShellPieceKind::substitution)
        return known_substitution(piece.text, scope);
    return std::nullopt;
}

/// Adds a piece to the word in the making; an unquoted variable begins a new word at each blank.
void append(const base::ShellPiece& piece, const std::optional<std::string>& value, Words& parts) {
    if (!value) {
        parts.back() += base::ShellWord{{piece}, false}.text();
        return;
    }
    if (piece.quoted || piece.kind == base::ShellPieceKind::substitution) {
        parts.back() += *value;
        return;
    }
    const auto split = base::split_words(*value);
    for (std::size_t index = 0; index < split.size(); ++index) {
        if (index > 0)
            parts.emplace_back();
        parts.back() += split[index];
    }
}

/// Words that name the root in the marked form become relative to the scope's directory.
std::string unmarked(const std::string& word, const Scope& scope) {
    const auto at = word.find("/@root");
    if (at == std::string::npos)
        return word;
    auto path = path_below(word.substr(at + 6));
    std::string up;
    if (!scope.directory.empty()) {
        if (path.rfind(scope.directory + "/", 0) == 0)
            path = path.substr(scope.directory.size() + 1);
        else
            for (std::size_t part = base::split(scope.directory, '/').size(); part > 0; --part)
                up += "../";
    }
    path = up + path;
    return word.substr(0, at) + (path.empty() ? "." : path);
}

}  // namespace

Scope Scope::inside(const std::string& name) const {
    Scope inner = *this;
    inner.depth += 1;
    inner.via.push_back(name);
    return inner;
}

std::string Scope::path_of(std::string_view path) const {
    if (path.rfind("/@root", 0) == 0)
        return path_below(path.substr(6));
    if (!path.empty() && path.front() == '/')
        return std::string(path);
    return path_below(directory + "/" + std::string(path));
}

std::optional<std::string> Resolver::read(const std::string& path) const {
    if (path.empty() || path.front() == '/' || path.rfind("..", 0) == 0)
        return std::nullopt;
    return m_read(path);
}

void Resolver::script(std::string_view text, Scope scope) {
    if (scope.depth > k_depth_limit)
        return;
    std::vector<std::string> directories;
    for (const auto& each : base::shell_commands(text)) {
        for (int count = 0; count < each.opened; ++count)
            directories.push_back(scope.directory);
        command(each, scope);
        for (int count = 0; count < each.closed && !directories.empty(); ++count) {
            scope.directory = directories.back();
            directories.pop_back();
        }
    }
}

void Resolver::command(const base::ShellCommand& command, Scope& scope) {
    Scope own = scope;
    std::map<std::string, std::string> assigned;
    for (const auto& assignment : command.assignments) {
        const auto values = expand(assignment.value, own, false);
        assigned[assignment.name] = joined(values);
        assign(own, assignment.name, joined(values));
    }
    if (command.words.empty()) {
        for (const auto& [name, value] : assigned)
            assign(scope, name, value);
        return;
    }
    for (const auto& [name, value] : assigned)
        own.environment[name] = value;
    Words words;
    for (const auto& word : command.words) {
        for (auto& part : expand(word, own, !words.empty()))
            words.push_back(std::move(part));
    }
    if (words.empty() || change_directory(words, scope))
        return;
    if (words.front() == "export" || words.front() == "declare" || words.front() == "readonly") {
        for (const auto& word : tail_of(words, 1)) {
            const auto equals = word.find('=');
            if (equals == std::string::npos)
                continue;
            scope.variables[word.substr(0, equals)] = word.substr(equals + 1);
            scope.environment[word.substr(0, equals)] = word.substr(equals + 1);
        }
        return;
    }
    program(words, own);
}

Words Resolver::expand(const base::ShellWord& word, Scope& scope, bool argument) {
    Words parts(1);
    bool unknown_output = false;
    for (const auto& piece : word.pieces) {
        const auto value = value_of(piece, scope);
        append(piece, value, parts);
        if (!value && piece.kind == base::ShellPieceKind::substitution) {
            capture(piece.text, scope);
            unknown_output = unknown_output || !piece.quoted;
        }
    }
    if (argument && unknown_output && word.pieces.size() == 1) {
        scope.files_elsewhere = true;  // file names that only the shell will know
        return {};
    }
    if (!word.quoted && parts.size() == 1 && parts.front().empty())
        return {};
    return parts;
}

void Resolver::capture(std::string_view text, const Scope& scope) {
    Scope inner = scope;
    inner.depth += 1;
    inner.captured = true;
    script(text, inner);
}

bool Resolver::change_directory(const Words& words, Scope& scope) {
    if (words.front() != "cd" && words.front() != "pushd")
        return false;
    const auto target = skip_options(words, 1);
    if (target < words.size() && words[target].find('$') == std::string::npos &&
        words[target] != "-")
        scope.directory = scope.path_of(words[target]);
    return true;
}

void Resolver::program(const Words& words, const Scope& scope) {
    static const std::array<Opener, 9> k_openers = {open_wrapper, open_shell, open_python,
                                                    open_runner,  open_node,  open_make,
                                                    open_tox,     open_nox,   open_pre_commit};
    if (words.empty() || scope.depth > k_depth_limit || m_found.size() > k_found_limit ||
        is_builtin(words.front()))
        return;
    for (const auto& opener : k_openers) {
        if (opener(*this, words, scope))
            return;
    }
    found({words.front()}, tail_of(words, 1), scope);
}

void Resolver::found(Words launcher, Words arguments, const Scope& scope) {
    if (launcher.empty() || m_found.size() > k_found_limit)
        return;
    Invocation invocation;
    invocation.tool = normalised_tool(launcher.back());
    for (auto& word : launcher)
        word = unmarked(word, scope);
    for (auto& word : arguments)
        word = unmarked(word, scope);
    const bool plain = launcher.size() == 1 && launcher.front().find('/') == std::string::npos;
    Words before = scope.prefix;
    if (plain && !scope.node_prefix.empty() && is_node_tool(invocation.tool))
        before.insert(before.end(), scope.node_prefix.begin(), scope.node_prefix.end());
    launcher.insert(launcher.begin(), before.begin(), before.end());
    invocation.launcher = std::move(launcher);
    invocation.arguments = std::move(arguments);
    invocation.directory = scope.directory;
    for (const auto& [name, value] : scope.environment) {
        if (value.find_first_of("$`") == std::string::npos)  // only what is known can be set again
            invocation.environment[name] = unmarked(value, scope);
    }
    invocation.via = scope.via;
    invocation.captured = scope.captured;
    invocation.files_elsewhere = scope.files_elsewhere;
    invocation.virtual_environment = scope.virtual_environment;
    m_found.push_back(std::move(invocation));
}

std::string normalised_tool(std::string_view program) {
    static const base::Regex k_version(R"(^(.*[A-Za-z+])(?:[-_]?\d+(?:\.\d+)*)$)");
    static const std::set<std::string> k_digits_belong = {
        "flake8", "autopep8", "nose2", "c8", "pep8", "py3", "markdownlint-cli2", "2to3"};
    static const std::map<std::string, std::string> k_names = {
        {"py.test", "pytest"}, {"pre_commit", "pre-commit"}, {"gmake", "make"},
        {"py", "python"},      {"pypy", "python"},           {"@biomejs/biome", "biome"},
        {"nodejs", "node"},    {"cargo-fmt", "cargo"},       {"pep8", "pycodestyle"},
        {"ruff.exe", "ruff"}};
    std::string name(program);
    if (!name.empty() && name.front() == '@') {
        const auto version = name.find('@', 1);
        name = name.substr(0, version);
    } else {
        const auto slash = name.rfind('/');
        if (slash != std::string::npos)
            name = name.substr(slash + 1);
        name = name.substr(0, name.find('@', 1));
    }
    if (name.size() > 4 && name.substr(name.size() - 4) == ".exe")
        name.resize(name.size() - 4);
    if (k_digits_belong.count(name) == 0 && !is_known_tool(name)) {
        if (const auto match = k_version.match(name); match)
            name = std::string((*match)[1]);
    }
    const auto known = k_names.find(name);
    return known == k_names.end() ? name : known->second;
}

std::size_t skip_options(const Words& words, std::size_t from, const Words& with_value) {
    std::size_t at = from;
    while (at < words.size() && words[at].size() > 1 && words[at].front() == '-') {
        if (words[at] == "--")
            return at + 1;
        const bool takes =
            std::find(with_value.begin(), with_value.end(), words[at]) != with_value.end();
        at += takes ? 2 : 1;
    }
    return std::min(at, words.size());
}

std::string option_value(const Words& words, const Words& names) {
    for (std::size_t at = 0; at < words.size() && words[at] != "--"; ++at) {
        for (const auto& name : names) {
            if (words[at] == name && at + 1 < words.size())
                return words[at + 1];
            const bool is_long = name.rfind("--", 0) == 0;
            if (is_long && words[at].rfind(name + "=", 0) == 0)
                return words[at].substr(name.size() + 1);
            if (!is_long && words[at].size() > 2 && words[at].rfind(name, 0) == 0 &&
                words[at][1] != '-')
                return words[at].substr(name.size());
        }
    }
    return {};
}

Words tail_of(const Words& words, std::size_t from) {
    return from < words.size()
               ? Words(words.begin() + static_cast<std::ptrdiff_t>(from), words.end())
               : Words();
}

}  // namespace mendel::code
