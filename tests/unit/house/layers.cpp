#include "layers.hpp"

#include <algorithm>
#include <set>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace house {

namespace {

using mendel::base::Regex;

/// https://en.cppreference.com/w/cpp/header, the C++20 ones without a home line of their own.
bool is_standard(const std::string& name) {
    static const std::set<std::string> names = {"algorithm",
                                                "any",
                                                "array",
                                                "atomic",
                                                "barrier",
                                                "bit",
                                                "bitset",
                                                "cassert",
                                                "cctype",
                                                "cerrno",
                                                "cfenv",
                                                "cfloat",
                                                "charconv",
                                                "chrono",
                                                "cinttypes",
                                                "climits",
                                                "clocale",
                                                "cmath",
                                                "codecvt",
                                                "compare",
                                                "complex",
                                                "concepts",
                                                "condition_variable",
                                                "coroutine",
                                                "csetjmp",
                                                "cstdarg",
                                                "cstddef",
                                                "cstdint",
                                                "cstdio",
                                                "cstdlib",
                                                "cstring",
                                                "ctime",
                                                "cuchar",
                                                "cwchar",
                                                "cwctype",
                                                "deque",
                                                "exception",
                                                "forward_list",
                                                "functional",
                                                "future",
                                                "initializer_list",
                                                "iomanip",
                                                "ios",
                                                "iosfwd",
                                                "iostream",
                                                "istream",
                                                "iterator",
                                                "latch",
                                                "limits",
                                                "list",
                                                "locale",
                                                "map",
                                                "memory",
                                                "memory_resource",
                                                "mutex",
                                                "new",
                                                "numbers",
                                                "numeric",
                                                "optional",
                                                "ostream",
                                                "queue",
                                                "ratio",
                                                "ranges",
                                                "scoped_allocator",
                                                "semaphore",
                                                "set",
                                                "shared_mutex",
                                                "span",
                                                "sstream",
                                                "stack",
                                                "stdexcept",
                                                "stop_token",
                                                "streambuf",
                                                "string",
                                                "string_view",
                                                "strstream",
                                                "system_error",
                                                "tuple",
                                                "type_traits",
                                                "typeindex",
                                                "typeinfo",
                                                "unordered_map",
                                                "unordered_set",
                                                "utility",
                                                "valarray",
                                                "variant",
                                                "vector",
                                                "version"};
    return names.count(name) > 0;
}

bool has_prefix(const std::string& name, const std::string& prefix) {
    if (name.compare(0, prefix.size(), prefix) != 0)
        return false;
    return name.size() == prefix.size() || prefix.back() == '/' || name[prefix.size()] == '/' ||
           name[prefix.size()] == '.' || name.compare(prefix.size(), 5, "_fwd.") == 0;
}

/// The home of a header; unlisted "name.h" headers are the operating system's.
std::string home_of(const Layers& layers, const std::string& name) {
    std::string home = ends_in(name, ".h") && name.find('/') == std::string::npos ? "sys" : "";
    std::size_t longest = 0;
    for (const auto& candidate : layers.homes)
        if (has_prefix(name, candidate.prefix) && candidate.prefix.size() >= longest) {
            longest = candidate.prefix.size();
            home = candidate.place;
        }
    return home.empty() && is_standard(name) ? "*" : home;
}

bool is_at(const std::string& home, const std::string& path) {
    return home == "*" || path.rfind("src/" + home + "/", 0) == 0 ||
           path.rfind("src/" + home + ".", 0) == 0;
}

std::string own_include_problem(const Layers& layers, const std::string& folder,
                                const std::string& name) {
    const auto target = parts_of(name).front();
    if (name.find('/') == std::string::npos || layers.folders.count(target) == 0)
        return "\"" + name + "\" is no full path \"folder/file.hpp\" of a folder in src/LAYERS";
    const auto& allowed = layers.folders.at(folder).may_include;
    if (target == folder || std::find(allowed.begin(), allowed.end(), target) != allowed.end())
        return "";
    return folder + " may not include " + target + " (src/LAYERS)";
}

std::string foreign_include_problem(const Layers& layers, const std::string& path,
                                    const std::string& name) {
    if (name == "nlohmann/json.hpp" && ends_in(path, ".hpp"))
        return "<" + name + "> is slow to compile: headers take json_fwd.hpp";
    const auto home = home_of(layers, name);
    if (home.empty())
        return "<" + name + "> has no home line in src/LAYERS";
    if (home == "-")
        return "<" + name + "> is banned";
    return is_at(home, path) ? "" : "<" + name + "> has its home in " + home;
}

bool reaches(const Layers& layers, const std::string& from, const std::string& target,
             std::set<std::string>& seen) {
    if (layers.folders.count(from) == 0 || !seen.insert(from).second)
        return false;
    const auto& links = layers.folders.at(from).may_include;
    return std::any_of(links.begin(), links.end(), [&](const std::string& link) {
        return link == target || reaches(layers, link, target, seen);
    });
}

}  // namespace

Layers parse_layers(std::string_view text) {
    static const Regex folder_line("^([0-9]+) ([a-z]+) :([a-z ]*)$");
    static const Regex home_line("^home ([^ ]+) ([^ ]+)$");
    Layers layers;
    for (const auto whole : mendel::base::split_lines(text)) {
        const auto line = mendel::base::trim_right(whole.substr(0, whole.find('#')));
        if (line.empty())
            continue;
        if (const auto groups = folder_line.match(line)) {
            const std::string name((*groups)[2]);
            Layers::Folder folder{.layer = static_cast<int>(mendel::base::to_number((*groups)[1]))};
            for (const auto link : mendel::base::split_words((*groups)[3]))
                folder.may_include.emplace_back(link);
            if (name != "base")
                folder.may_include.emplace_back("base");
            if (name != "base" && name != "model")
                folder.may_include.emplace_back("model");
            if (!layers.folders.emplace(name, folder).second)
                layers.problems.push_back("src/LAYERS: " + name + " stands there twice");
        } else if (const auto home = home_line.match(line)) {
            layers.homes.push_back({std::string((*home)[1]), std::string((*home)[2])});
        } else {
            layers.problems.push_back("src/LAYERS: cannot read '" + std::string(line) + "'");
        }
    }
    return layers;
}

std::vector<std::string> order_problems(const Layers& layers) {
    auto problems = layers.problems;
    for (const auto& [name, folder] : layers.folders) {
        for (const auto& link : folder.may_include) {
            if (layers.folders.count(link) == 0)
                problems.push_back(name + " links to " + link + ", which has no line");
            else if (layers.folders.at(link).layer > folder.layer)
                problems.push_back(name + " links up to " + link);
        }
        std::set<std::string> seen;
        if (reaches(layers, name, name, seen))
            problems.push_back(name + " is part of a cycle");
    }
    return problems;
}

std::vector<std::string> include_problems(const Layers& layers, const SourceFile& file) {
    const auto parts = parts_of(file.path);
    if (parts.size() < 3 || layers.folders.count(parts[1]) == 0)
        return {problem(file.path, 1, "its folder has no line in src/LAYERS")};
    std::vector<std::string> problems;
    for (const auto& include : includes_of(file.text)) {
        const auto message = include.quoted
                                 ? own_include_problem(layers, parts[1], include.name)
                                 : foreign_include_problem(layers, file.path, include.name);
        if (!message.empty())
            problems.push_back(problem(file.path, include.line, message));
    }
    return problems;
}

}  // namespace house
