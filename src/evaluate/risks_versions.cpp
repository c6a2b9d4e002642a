#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates/versions.hpp"
#include "evaluate/risks.hpp"

namespace mendel::evaluate {

namespace {

/// The part of a version within which nothing breaks: "2", below 1.0 "0.4"; empty: none is given.
std::string major_of(std::string_view version) {
    static const base::Regex k_numbers(R"(^[^0-9]*([0-9]+)(?:\.([0-9]+))?)");
    const auto groups = k_numbers.match(version);
    if (!groups)
        return {};
    const std::string first((*groups)[1]);
    return first == "0" ? fmt::format("0.{}", (*groups)[2]) : first;
}

bool differ(const std::string& before, const std::string& after) {
    const auto old = major_of(before);
    const auto now = major_of(after);
    return !old.empty() && !now.empty() && old != now;
}

/// What a manifest lets in; a bound from above that goes away lets any major in.
bool moves(const Requirement& before, const Requirement& after) {
    return differ(before.lowest, after.lowest) || differ(before.highest, after.highest) ||
           (!before.highest.empty() && after.highest.empty());
}

std::string text_of(const Requirement& requirement) {
    if (requirement.lowest.empty() && requirement.highest.empty())
        return "any version";
    if (requirement.highest.empty() || requirement.highest == requirement.lowest)
        return requirement.lowest;
    return fmt::format("{} up to {}", requirement.lowest.empty() ? "any" : requirement.lowest,
                       requirement.highest);
}

/// Modules of Go carry their major in the path: "example.com/x/v2".
std::string without_major_suffix(const std::string& name) {
    static const base::Regex k_suffix(R"(^(.+?)[/-]v[0-9]+$)");
    const auto groups = k_suffix.match(name);
    return groups ? std::string((*groups)[1]) : name;
}

/// By name what a lock file holds; one that is there in several versions has several.
using Locked = std::map<std::string, std::set<std::string>>;

Locked locked_json(std::string_view text) {
    Locked locked;
    const auto json = base::parse_json(text, "lock");
    if (!json)
        return locked;
    for (const char* list : {"packages", "dependencies"})
        for (const auto& [path, entry] : base::value_at(*json, list).items()) {
            const auto at = path.rfind("node_modules/");
            const auto name = at == std::string::npos ? path : path.substr(at + 13);
            if (!name.empty() && entry.is_object())
                locked[name].insert(base::text_at(entry, "version"));
        }
    return locked;
}

/// `name = "x"` and the `version` that follows; of yarn the heading `x@^1:` and its `version "1"`.
Locked locked_lines(std::string_view text) {
    static const base::Regex k_name(R"re(^(?:name = "([^"]+)"|"?(@?[^@\s"#]+)@[^:]*.*:)\s*$)re");
    static const base::Regex k_version(R"re(^\s*version:?\s*=?\s*"?([0-9][^"\s]*)"?\s*$)re");
    Locked locked;
    std::string name;
    for (const auto line : base::split_lines(text)) {
        if (const auto named = k_name.match(line))
            name = std::string((*named)[1].empty() ? (*named)[2] : (*named)[1]);
        else if (const auto version = k_version.match(line); version && !name.empty()) {
            locked[name].insert(std::string((*version)[1]));
            name.clear();
        }
    }
    return locked;
}

Locked locked_in(std::string_view path, std::string_view text) {
    const auto name = path.substr(path.rfind('/') + 1);
    if (name == "package-lock.json" || name == "npm-shrinkwrap.json")
        return locked_json(text);
    if (name == "yarn.lock" || name == "poetry.lock" || name == "uv.lock" || name == "pdm.lock" ||
        name == "Cargo.lock")
        return locked_lines(text);
    return {};
}

class Moves {
  public:
    explicit Moves(const model::FileChange& change) : m_change(change) {}

    std::vector<model::Refusal> run() {
        manifest();
        lock();
        return std::move(m_found);
    }

  private:
    void add(const std::string& name, const std::string& from, const std::string& to, int line) {
        m_found.push_back({"risk.dependency-major",
                           fmt::format("{} moves from {} to {}.", name, from, to), m_change.path,
                           line});
    }

    void manifest() {
        const auto before = requirements_of(m_change.path, *m_change.before);
        const auto after = requirements_of(m_change.path, *m_change.after);
        for (const auto& [name, now] : after) {
            auto old = before.find(name);
            if (old == before.end())
                old = renamed(name, before, after);
            if (old != before.end() && name != "version" && moves(old->second, now))
                add(name, text_of(old->second), text_of(now), now.line);
        }
    }

    /// The requirement that went away for one of the same name with another major in it.
    static std::map<std::string, Requirement>::const_iterator renamed(
        const std::string& name, const std::map<std::string, Requirement>& before,
        const std::map<std::string, Requirement>& after) {
        const auto plain = without_major_suffix(name);
        return std::find_if(before.begin(), before.end(), [&](const auto& each) {
            return after.count(each.first) == 0 && without_major_suffix(each.first) == plain;
        });
    }

    void lock() {
        const auto before = locked_in(m_change.path, *m_change.before);
        for (const auto& [name, versions] : locked_in(m_change.path, *m_change.after)) {
            const auto old = before.find(name);
            if (old == before.end() || old->second == versions)
                continue;
            for (const auto& version : versions)
                if (is_new_major(version, old->second))
                    add(name, *old->second.begin(), version, 0);
        }
    }

    static bool is_new_major(const std::string& version, const std::set<std::string>& old) {
        return std::all_of(old.begin(), old.end(),
                           [&](const std::string& each) { return differ(each, version); });
    }

    const model::FileChange& m_change;
    std::vector<model::Refusal> m_found;
};

}  // namespace

std::vector<model::Refusal> major_moves(const model::Patch& patch) {
    std::vector<model::Refusal> found;
    for (const auto& change : patch.changes) {
        if (!change.before || !change.after)
            continue;
        for (auto& move : Moves(change).run())
            found.push_back(std::move(move));
    }
    return found;
}

}  // namespace mendel::evaluate
