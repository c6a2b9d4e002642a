#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

struct Rule {
    Words prerequisites;
    std::vector<std::string> recipe;  ///< lines with continuations joined
};

/// What of a makefile counts here; conditionals are taken as if every branch held.
struct Makefile {
    std::map<std::string, std::string> variables;
    std::map<std::string, Rule> rules;
    std::string first;  ///< the default goal
    bool one_shell = false;
};

/// $(NAME), ${NAME}, $X and the functions whose result is known; $(shell X) becomes $(X).
class Expander {
  public:
    Expander(const Makefile& makefile, std::map<std::string, std::string> automatic)
        : m_makefile(makefile), m_automatic(std::move(automatic)) {}

    std::string expand(std::string_view text, int depth = 0) const {
        std::string result;
        for (std::size_t at = 0; at < text.size(); ++at) {
            if (text[at] != '$' || at + 1 >= text.size()) {
                result += text[at];
            } else if (text[at + 1] == '$') {
                result += '$';
                ++at;
            } else if (text[at + 1] == '(' || text[at + 1] == '{') {
                const auto end = closing(text, at + 1);
                result += reference(text.substr(at + 2, end - at - 2), depth);
                at = end;
            } else {
                result += reference(text.substr(at + 1, 1), depth);
                ++at;
            }
        }
        return result;
    }

  private:
    static std::size_t closing(std::string_view text, std::size_t open) {
        const char left = text[open];
        const char right = left == '(' ? ')' : '}';
        int level = 0;
        for (std::size_t at = open; at < text.size(); ++at) {
            if (text[at] == left)
                ++level;
            else if (text[at] == right && --level == 0)
                return at;
        }
        return text.size();
    }

    std::string reference(std::string_view inside, int depth) const {
        if (depth > 16)
            return {};
        const auto blank = inside.find(' ');
        if (blank != std::string_view::npos) {
            const auto function = inside.substr(0, blank);
            const auto arguments = std::string(base::trim(inside.substr(blank + 1)));
            if (function == "shell")
                return "$(" + expand(arguments, depth + 1) + ")";
            if (function == "wildcard" || function == "sort" || function == "strip" ||
                function == "abspath" || function == "realpath")
                return expand(arguments, depth + 1);
            return {};
        }
        const auto name = expand(inside, depth + 1);
        if (const auto found = m_automatic.find(name); found != m_automatic.end())
            return found->second;
        if (const auto found = m_makefile.variables.find(name); found != m_makefile.variables.end())
            return expand(found->second, depth + 1);
        static const std::map<std::string, std::string> k_builtin = {
            {"MAKE", "make"}, {"CC", "cc"},    {"CXX", "c++"},
            {"CURDIR", "."},  {"SHELL", "sh"}, {"RM", "rm -f"}};
        const auto builtin = k_builtin.find(name);
        return builtin == k_builtin.end() ? std::string() : builtin->second;
    }

    const Makefile& m_makefile;
    std::map<std::string, std::string> m_automatic;
};

std::vector<std::string> logical_lines(std::string_view text) {
    std::vector<std::string> lines;
    bool joined = false;
    for (const auto raw : base::split_lines(text)) {
        std::string line(raw);
        while (!line.empty() && line.back() == '\r')
            line.pop_back();
        const bool continues = !line.empty() && line.back() == '\\';
        if (joined)
            lines.back() += "\n" + line;
        else
            lines.push_back(line);
        joined = continues;
    }
    return lines;
}

void add_variable(Makefile& makefile, const std::vector<std::string_view>& groups) {
    const std::string name(groups[1]);
    std::string value(base::trim(groups[3]));
    value = base::replace_all(value, "\\\n", " ");
    if (groups[2] == "+")
        makefile.variables[name] += (makefile.variables[name].empty() ? "" : " ") + value;
    else if (groups[2] != "?" || makefile.variables.count(name) == 0)
        makefile.variables[name] = value;
}

/// Reads the rules and variables of a makefile and of what it includes.
class MakefileReader {
  public:
    MakefileReader(const Resolver& resolver, const Scope& scope, Makefile& makefile)
        : m_resolver(resolver), m_scope(scope), m_makefile(makefile) {}

    void read(const std::string& text, int depth = 0) {
        std::vector<std::string> targets;
        for (const auto& line : logical_lines(text)) {
            if (!line.empty() && line.front() == '\t') {
                for (const auto& target : targets)
                    m_makefile.rules[target].recipe.push_back(line.substr(1));
                continue;
            }
            const auto plain = base::trim(line);
            if (!plain.empty() && plain.front() != '#')
                read_line(plain, depth, targets);
        }
    }

  private:
    void read_line(std::string_view line, int depth, std::vector<std::string>& targets) {
        static const base::Regex k_variable(
            R"((?s)^(?:export\s+|override\s+)*([\w.-]+)\s*([:?+!]?):?=(.*)$)");
        static const base::Regex k_rule(R"((?s)^([^:=#\t][^:=]*?)\s*::?(?:\s+(.*)|)$)");
        if ((line.rfind("include ", 0) == 0 || line.rfind("-include ", 0) == 0) && depth < 4)
            include(std::string(base::trim(line.substr(line.find(' ')))), depth);
        else if (const auto variable = k_variable.match(line))
            add_variable(m_makefile, *variable);
        else if (const auto rule = k_rule.match(line))
            targets = add_rule((*rule)[1], (*rule)[2]);
    }

    void include(const std::string& path, int depth) {
        if (const auto included = m_resolver.read(m_scope.path_of(path)))
            read(*included, depth + 1);
    }

    /// Adds what stands behind the colon to every target before it; returns the targets.
    std::vector<std::string> add_rule(std::string_view names, std::string_view rest) {
        const Expander expander(m_makefile, {});
        const auto semicolon = rest.find(';');
        const auto inputs = expander.expand(
            base::replace_all(base::replace_all(rest.substr(0, semicolon), "\\\n", " "), "|", " "));
        const auto expanded = expander.expand(names);
        std::vector<std::string> targets;
        for (const auto name : base::split_words(expanded)) {
            targets.emplace_back(name);
            note_target(name);
            auto& rule = m_makefile.rules[targets.back()];
            for (const auto word : base::split_words(inputs))
                rule.prerequisites.emplace_back(word);
            if (semicolon != std::string_view::npos)
                rule.recipe.emplace_back(rest.substr(semicolon + 1));
        }
        return targets;
    }

    void note_target(std::string_view name) {
        if (name == ".ONESHELL")
            m_makefile.one_shell = true;
        const bool goal = name.front() != '.' && name.find('%') == std::string_view::npos;
        if (m_makefile.first.empty() && goal)
            m_makefile.first = name;
    }

    const Resolver& m_resolver;
    const Scope& m_scope;
    Makefile& m_makefile;
};

/// Runs the recipes of a target after those of its prerequisites, each target once.
void run_target(Resolver& resolver, const Makefile& makefile, const std::string& target,
                const Scope& scope, std::set<std::string>& seen) {
    const auto rule = makefile.rules.find(target);
    if (rule == makefile.rules.end() || !seen.insert(target).second)
        return;
    for (const auto& prerequisite : rule->second.prerequisites)
        run_target(resolver, makefile, prerequisite, scope, seen);
    const auto& inputs = rule->second.prerequisites;
    const Expander expander(makefile, {{"@", target},
                                       {"<", inputs.empty() ? "" : inputs.front()},
                                       {"^", base::join(inputs, " ")},
                                       {"+", base::join(inputs, " ")},
                                       {"*", target}});
    Scope own = scope.inside("make " + target);
    std::string whole;
    for (const auto& line : rule->second.recipe) {
        auto text = expander.expand(line);
        text = text.substr(std::min(text.find_first_not_of(" \t@-+"), text.size()));
        whole += text + "\n";
        if (!makefile.one_shell)
            resolver.script(text, own);
    }
    if (makefile.one_shell)
        resolver.script(whole, own);
}

}  // namespace

bool open_make(Resolver& resolver, const Words& words, const Scope& scope) {
    static const Words k_options = {"-C",         "--directory", "-f", "--file",
                                    "--makefile", "-I",          "-o", "-W"};
    if (normalised_tool(words.front()) != "make")
        return false;
    Scope own = scope;
    if (const auto folder = option_value(words, {"-C", "--directory"}); !folder.empty())
        own.directory = scope.path_of(folder);
    Makefile makefile;
    const auto named = option_value(words, {"-f", "--file", "--makefile"});
    std::optional<std::string> text;
    for (const auto& name :
         named.empty() ? Words{"GNUmakefile", "makefile", "Makefile"} : Words{named}) {
        if (!text)
            text = resolver.read(own.path_of(name));
    }
    if (!text)
        return false;
    MakefileReader(resolver, own, makefile).read(*text);
    Words goals;
    for (std::size_t at = 1; at < words.size(); ++at) {
        const auto equals = words[at].find('=');
        if (std::find(k_options.begin(), k_options.end(), words[at]) != k_options.end())
            ++at;
        else if (words[at].front() == '-')
            at += words[at] == "-j" && at + 1 < words.size() && base::to_number(words[at + 1]) >= 0
                      ? 1
                      : 0;
        else if (equals != std::string::npos)
            makefile.variables[words[at].substr(0, equals)] = words[at].substr(equals + 1);
        else
            goals.push_back(words[at]);
    }
    if (goals.empty())
        goals.push_back(makefile.first);
    const auto before = resolver.count();
    std::set<std::string> seen;
    for (const auto& goal : goals)
        run_target(resolver, makefile, goal, own, seen);
    return resolver.count() > before;
}

}  // namespace mendel::code
