#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "code/invocation_resolver.hpp"

namespace mendel::code {
namespace {

/// A function of noxfile.py that is a session.
struct Session {
    std::string name;
    std::string parameter;  ///< "session"
    std::string body;
    bool by_default = true;
};

/// String literals at the front of a list of Python expressions; what is no literal is looked up
/// among the file's constants or left out.
Words literals(std::string_view text, const std::map<std::string, Words>& constants) {
    static const base::Regex k_item(
        R"re(^\s*,?\s*(?:[rb]?"([^"\\]*)"|[rb]?'([^'\\]*)'|\*?([A-Za-z_][\w.]*)(\s*=)?))re");
    Words all;
    while (!text.empty()) {
        const auto item = k_item.match(text);
        if (!item)
            break;
        text.remove_prefix((*item)[0].size());
        if (!(*item)[4].empty())
            break;
        const std::string name((*item)[3]);
        if (name.empty()) {
            all.emplace_back((*item)[1].empty() ? (*item)[2] : (*item)[1]);
        } else if (const auto known = constants.find(name); known != constants.end()) {
            all.insert(all.end(), known->second.begin(), known->second.end());
        }
    }
    return all;
}

std::map<std::string, Words> constants_of(std::string_view text) {
    static const base::Regex k_constant(
        R"((?m)^([A-Za-z_]\w*)\s*(?::[^=\n]+)?=\s*[\[(]?\s*((?:["'][^"'\n]*["']\s*,?\s*)+))");
    std::map<std::string, Words> constants;
    for (const auto& match : k_constant.match_all(text))
        constants[std::string(match[1])] = literals(match[2], {});
    return constants;
}

std::vector<Session> sessions_of(const std::string& text) {
    static const base::Regex k_session(
        R"((?m)^@(?:nox\.)?session\b(.*(?:\n[ \t)].*)*)\n(?:@.*(?:\n[ \t)].*)*\n)*)"
        R"((?:async )?def (\w+)\(\s*(\w+)[^)]*\).*:\n((?:[ \t]+.*\n?|\s*\n)*))");
    static const base::Regex k_name(R"re(\bname\s*=\s*["']([^"']+)["'])re");
    static const base::Regex k_not_default(R"(\bdefault\s*=\s*False)");
    std::vector<Session> sessions;
    const std::string ended = text + "\n";
    for (const auto& match : k_session.match_all(ended)) {
        Session session;
        const auto name = k_name.match(match[1]);
        session.name = std::string(name ? (*name)[1] : match[2]);
        session.parameter = std::string(match[3]);
        session.body = std::string(match[4]);
        session.by_default = !k_not_default.found_in(match[1]);
        sessions.push_back(std::move(session));
    }
    return sessions;
}

void run_session(Resolver& resolver, const Session& session,
                 const std::map<std::string, Words>& constants, const Scope& scope) {
    Scope own = scope.inside("nox -s " + session.name);
    own.virtual_environment = scope.path_of(".nox/" + session.name);
    const base::Regex k_call("(?m)\\b" + session.parameter + R"(\.(run|run_always|chdir)\()");
    std::string_view rest = session.body;
    while (const auto call = k_call.match(rest)) {
        const auto after =
            static_cast<std::size_t>((*call)[0].data() - rest.data()) + (*call)[0].size();
        const auto words = literals(rest.substr(after), constants);
        if ((*call)[1] == "chdir" && !words.empty())
            own.directory = scope.path_of(words.front());
        else if (!words.empty())
            resolver.program(words, own);
        rest.remove_prefix(after);
    }
}

}  // namespace

bool open_nox(Resolver& resolver, const Words& words, const Scope& scope) {
    if (normalised_tool(words.front()) != "nox")
        return false;
    const auto named = option_value(words, {"-f", "--noxfile"});
    const auto text = resolver.read(scope.path_of(named.empty() ? "noxfile.py" : named));
    if (!text)
        return false;
    Words wanted;
    for (std::size_t at = 1; at < words.size() && words[at] != "--"; ++at) {
        if (words[at] != "-s" && words[at] != "-e" && words[at] != "--session" &&
            words[at] != "--sessions")
            continue;
        for (++at; at < words.size() && words[at].front() != '-'; ++at)
            wanted.push_back(words[at].substr(0, words[at].find_first_of("-(")));
        --at;
    }
    const auto before = resolver.count();
    const auto constants = constants_of(*text);
    for (const auto& session : sessions_of(*text)) {
        const auto plain = session.name.substr(0, session.name.find_first_of("-("));
        const bool chosen = wanted.empty()
                                ? session.by_default
                                : std::find(wanted.begin(), wanted.end(), plain) != wanted.end();
        if (chosen)
            run_session(resolver, session, constants, scope);
    }
    return resolver.count() > before;
}

}  // namespace mendel::code
