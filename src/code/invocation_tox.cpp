#include <algorithm>

#include "base/ini.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/toml.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

/// tox.ini, [tox:...] of setup.cfg, or legacy_tox_ini of pyproject.toml, by tox's own order.
std::optional<base::IniFile> tox_configuration(const Resolver& resolver, const Scope& scope,
                                               const std::string& named) {
    if (!named.empty()) {
        const auto text = resolver.read(scope.path_of(named));
        return text ? std::optional(base::parse_ini(*text)) : std::nullopt;
    }
    if (const auto text = resolver.read(scope.path_of("tox.ini")))
        return base::parse_ini(*text);
    if (const auto text = resolver.read(scope.path_of("setup.cfg"))) {
        auto file = base::parse_ini(*text);
        if (file.count("tox:tox") > 0) {
            file["tox"] = file["tox:tox"];
            return file;
        }
    }
    if (const auto text = resolver.read(scope.path_of("pyproject.toml"))) {
        const auto document = base::parse_toml(*text);
        const auto* legacy = document.find("tool.tox", "legacy_tox_ini");
        if (legacy != nullptr && !legacy->value.strings.empty())
            return base::parse_ini(legacy->value.strings.front().text);
    }
    return std::nullopt;
}

/// `py{38,39}-lint` and `lint, type` as single names.
Words expand_names(const std::string& text) {
    Words names;
    std::string current;
    int depth = 0;
    for (const char byte : text + ",") {
        depth += byte == '{' ? 1 : byte == '}' ? -1 : 0;
        if ((byte == ',' || byte == '\n') && depth == 0) {
            if (const auto name = std::string(base::trim(current)); !name.empty())
                names.push_back(name);
            current.clear();
        } else {
            current += byte;
        }
    }
    Words all;
    for (const auto& name : names) {
        const auto open = name.find('{');
        const auto close = name.find('}', open);
        if (open == std::string::npos || close == std::string::npos) {
            all.push_back(name);
            continue;
        }
        const auto choices = std::string_view(name).substr(open + 1, close - open - 1);
        for (const auto part : base::split(choices, ',')) {
            const auto more = expand_names(name.substr(0, open) + std::string(base::trim(part)) +
                                           name.substr(close + 1));
            all.insert(all.end(), more.begin(), more.end());
        }
    }
    return all;
}

/// The substitutions of tox: {posargs:x}, {toxinidir}, {[section]key}, {env:NAME:x}.
class Substitution {
  public:
    Substitution(const base::IniFile& file, std::string environment, Words arguments)
        : m_file(file), m_environment(std::move(environment)), m_arguments(std::move(arguments)) {}

    std::string apply(const std::string& text, int depth = 0) const {
        std::string result;
        for (std::size_t at = 0; at < text.size(); ++at) {
            const auto end = text[at] == '{' ? closing(text, at) : std::string::npos;
            if (end == std::string::npos || depth > 8) {
                result += text[at];
                continue;
            }
            result += value(text.substr(at + 1, end - at - 1), depth);
            at = end;
        }
        return result;
    }

  private:
    static std::size_t closing(const std::string& text, std::size_t open) {
        int level = 0;
        for (std::size_t at = open; at < text.size(); ++at) {
            level += text[at] == '{' ? 1 : text[at] == '}' ? -1 : 0;
            if (level == 0)
                return at;
        }
        return std::string::npos;
    }

    std::string value(const std::string& inside, int depth) const {
        if (inside.rfind("posargs", 0) == 0) {
            if (!m_arguments.empty())
                return base::join(m_arguments, " ");
            return inside.size() > 8 ? apply(inside.substr(8), depth + 1) : std::string();
        }
        if (inside == "toxinidir" || inside == "tox_root")
            return ".";
        if (inside == "envpython" || inside == "env_python")
            return "python";
        if (inside == "envname" || inside == "env_name")
            return m_environment;
        if (inside == "envbindir" || inside == "env_bin_dir")
            return ".tox/" + m_environment + "/bin";
        if (inside == "/")
            return "/";
        if (inside.rfind("env:", 0) == 0) {
            const auto colon = inside.find(':', 4);
            return colon == std::string::npos ? std::string()
                                              : apply(inside.substr(colon + 1), depth + 1);
        }
        if (inside.rfind('[', 0) == 0) {
            const auto close = inside.find(']');
            if (close != std::string::npos)
                return apply(
                    base::ini_value(m_file, inside.substr(1, close - 1), inside.substr(close + 1)),
                    depth + 1);
        }
        return "{" + inside + "}";
    }

    const base::IniFile& m_file;
    std::string m_environment;
    Words m_arguments;
};

std::string setting(const base::IniFile& file, const std::string& environment,
                    const std::string& key) {
    auto value = base::ini_value(file, "testenv:" + environment, key);
    if (value.empty())  // a section may name several: [testenv:{lint,type}]
        for (const auto& [name, keys] : file) {
            if (name.rfind("testenv:", 0) != 0 || keys.count(key) == 0)
                continue;
            const auto names = expand_names(name.substr(8));
            if (std::find(names.begin(), names.end(), environment) != names.end())
                value = keys.at(key);
        }
    return value.empty() ? base::ini_value(file, "testenv", key) : value;
}

void run_environment(Resolver& resolver, const base::IniFile& file, const std::string& environment,
                     const Words& arguments, const Scope& scope) {
    static const base::Regex k_factor(R"(^[\w!][\w.!,{}-]*:\s+)");
    const Substitution substitution(file, environment, arguments);
    Scope own = scope.inside("tox -e " + environment);
    own.virtual_environment = scope.path_of(".tox/" + environment);
    const auto folder = setting(file, environment, "changedir");
    own.directory = scope.path_of(
        substitution.apply(folder.empty() ? setting(file, environment, "change_dir") : folder));
    std::string whole;
    for (const auto& key : {"commands_pre", "commands"})
        whole += setting(file, environment, key) + "\n";
    whole = base::replace_all(whole, "\\\n", " ");
    for (const auto raw : base::split_lines(whole)) {
        auto line = substitution.apply(k_factor.replace_all(base::trim(raw), ""));
        for (const auto each : base::split_lines(line)) {
            const auto begin = each.find_first_not_of("-! \t");
            if (begin != std::string_view::npos)
                resolver.script(each.substr(begin), own);
        }
    }
}

}  // namespace

bool open_tox(Resolver& resolver, const Words& words, const Scope& scope) {
    if (normalised_tool(words.front()) != "tox")
        return false;
    const auto dashes = std::find(words.begin(), words.end(), "--");
    const Words own_words(words.begin(), dashes);
    const Words arguments = dashes == words.end() ? Words() : Words(dashes + 1, words.end());
    const auto file = tox_configuration(resolver, scope, option_value(own_words, {"-c", "--conf"}));
    if (!file)
        return false;
    auto wanted = option_value(own_words, {"-e"});
    if (wanted.empty())
        wanted = base::ini_value(*file, "tox", "env_list");
    if (wanted.empty())
        wanted = base::ini_value(*file, "tox", "envlist");
    const auto before = resolver.count();
    for (const auto& environment : expand_names(wanted.empty() ? "py" : wanted))
        run_environment(resolver, *file, environment, arguments, scope);
    return resolver.count() > before;
}

}  // namespace mendel::code
