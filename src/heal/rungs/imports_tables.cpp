#include "heal/rungs/imports_tables.hpp"

#include <algorithm>
#include <map>
#include <set>

#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "heal/data.hpp"

namespace mendel::heal {

namespace {

using Names = std::map<std::string, std::string>;

/// {home: [name, ...]} as {name: home}.
Names homes(const base::Json& rows) {
    Names names;
    for (const auto& [home, listed] : rows.items())
        for (const auto& name : listed)
            names.emplace(name.get<std::string>(), home);
    return names;
}

std::string looked_up(const Names& names, const std::string& name) {
    const auto found = names.find(name);
    return found == names.end() ? "" : found->second;
}

struct Python {
    std::vector<std::string> modules;
    std::set<std::string> known;
    Names names;
    Names aliases;
};

const Python& python() {
    static const Python loaded = [] {
        const auto rows = data_table("python_names.yaml");
        Python result{.modules = rows.at("modules").get<std::vector<std::string>>(),
                      .names = homes(rows.at("names")),
                      .aliases = rows.at("aliases").get<Names>()};
        result.known.insert(result.modules.begin(), result.modules.end());
        return result;
    }();
    return loaded;
}

struct Node {
    std::vector<std::string> modules;
    Names names;
};

const Node& node() {
    static const Node loaded = [] {
        const auto rows = data_table("node_builtins.yaml");
        return Node{.modules = rows.at("modules").get<std::vector<std::string>>(),
                    .names = homes(rows.at("names"))};
    }();
    return loaded;
}

struct Headers {
    Names c;
    Names cpp;
    std::vector<std::string> c_headers;
    std::vector<std::string> cpp_headers;
    std::set<std::string> c_in_cpp;
};

std::vector<std::string> keys(const base::Json& rows) {
    std::vector<std::string> all;
    for (const auto& [key, value] : rows.items())
        all.push_back(key);
    return all;
}

const Headers& headers() {
    static const Headers loaded = [] {
        const auto rows = data_table("c_headers.yaml");
        return Headers{.c = homes(rows.at("c")),
                       .cpp = homes(rows.at("cpp")),
                       .c_headers = keys(rows.at("c")),
                       .cpp_headers = keys(rows.at("cpp")),
                       .c_in_cpp = rows.at("c_in_cpp").get<std::set<std::string>>()};
    }();
    return loaded;
}

}  // namespace

bool is_python_standard(const std::string& module) {
    return python().known.count(module.substr(0, module.find('.'))) > 0 || module == "__future__";
}
const std::vector<std::string>& python_standard_modules() {
    return python().modules;
}
std::string python_home_of(const std::string& name) {
    return looked_up(python().names, name);
}
std::string python_alias(const std::string& name) {
    return looked_up(python().aliases, name);
}

bool is_node_builtin(const std::string& module) {
    const auto bare = module.rfind("node:", 0) == 0 ? module.substr(5) : module;
    return std::find(node().modules.begin(), node().modules.end(), bare) != node().modules.end() ||
           (bare.size() != module.size() && (bare == "test" || bare == "sqlite" || bare == "sea"));
}
const std::vector<std::string>& node_builtins() {
    return node().modules;
}
std::string node_home_of(const std::string& name) {
    return looked_up(node().names, name);
}

std::string c_header_of(const std::string& name) {
    return looked_up(headers().c, name);
}

std::string cpp_spelling(const std::string& header) {
    if (headers().c_in_cpp.count(header) == 0)
        return header;
    return "c" + header.substr(0, header.size() - 2);
}

std::string cpp_header_of(const std::string& name) {
    constexpr std::string_view prefix = "std::";
    if (name.rfind(prefix, 0) != 0) {
        // Without std:: it is C's, or `using namespace std` stands somewhere.
        const auto header = c_header_of(name);
        return header.empty() ? looked_up(headers().cpp, name) : header;
    }
    auto bare = name.substr(prefix.size());
    while (!bare.empty()) {
        if (auto header = looked_up(headers().cpp, bare); !header.empty())
            return header;
        if (const auto header = c_header_of(bare); !header.empty())
            return cpp_spelling(header);
        const auto scope = bare.rfind("::");
        bare.resize(scope == std::string::npos ? 0 : scope);
    }
    return "";
}

std::vector<std::string> standard_headers(bool cpp) {
    auto all = headers().c_headers;
    if (!cpp)
        return all;
    for (const auto& header : headers().c_in_cpp)
        all.push_back(cpp_spelling(header));
    all.insert(all.end(), headers().cpp_headers.begin(), headers().cpp_headers.end());
    return all;
}

}  // namespace mendel::heal
