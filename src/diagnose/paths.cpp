#include "diagnose/paths.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "sys/files.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::array<std::string_view, 13> k_foreign_parts = {
    "site-packages/", "dist-packages/", "node_modules/",    "/lib/python", ".tox/",
    ".nox/",          ".venv/",         "/.cargo/",         "/rustc/",     "/go/pkg/mod/",
    "/usr/",          "GOROOT/",        "/hostedtoolcache/"};
constexpr std::array<std::string_view, 6> k_foreign_beginnings = {"<",     "node:", "internal/",
                                                                  "/opt/", "/lib",  "/nix/"};

/// Modules of Node's own, as its frames named them before version 16: "net.js:1279".
constexpr std::array<std::string_view, 14> k_node_modules = {
    "net.js",          "events.js",        "module.js",           "fs.js",
    "timers.js",       "assert.js",        "child_process.js",    "stream.js",
    "_http_client.js", "_http_server.js",  "_stream_readable.js", "_stream_writable.js",
    "dns.js",          "bootstrap_node.js"};

bool is_foreign(std::string_view path) {
    return std::find(k_node_modules.begin(), k_node_modules.end(), path) != k_node_modules.end() ||
           std::any_of(k_foreign_parts.begin(), k_foreign_parts.end(),
                       [path](auto part) { return base::contains(path, part); }) ||
           std::any_of(k_foreign_beginnings.begin(), k_foreign_beginnings.end(),
                       [path](auto part) { return path.substr(0, part.size()) == part; });
}
constexpr std::size_t k_remembered = 4096;

/// The folder that `cd` enters before the first tool: "cd sub && pytest", "make -C sub".
std::string folder_of(std::string_view command) {
    static const base::Regex k_cd(
        "(?:^|[\\n;&(]\\s*)cd\\s+(?:--\\s+)?[\"']?([\\w./@+-]+)[\"']?\\s*(?:&&|;|\\n)");
    const auto groups = k_cd.match(command.substr(0, 4096));
    if (!groups || (*groups)[1].substr(0, 1) == "/")
        return {};
    const auto folder = base::normal_path((*groups)[1]);
    return folder.substr(0, 2) == ".." ? std::string{} : folder;
}

/// What comes after the work tree of a CI service; empty where it is none.
std::string below_ci_tree(std::string_view path) {
    static const base::Regex k_tree("^" + std::string(ci_tree_pattern()) + "(.+)$");
    const auto groups = k_tree.match(path);
    return groups ? std::string((*groups)[1]) : std::string{};
}

}  // namespace

std::string_view ci_tree_pattern() {
    return "(?:/home/runner/work/[^/\\s]+/[^/\\s]+|/__w/[^/\\s]+/[^/\\s]+|"
           "/Users/runner/work/[^/\\s]+/[^/\\s]+|/(?:home|Users)/travis/build/[^/\\s]+/[^/\\s]+|"
           "/github/workspace|/builds/[^/\\s]+/[^/\\s]+|/home/circleci/(?:project|repo)|"
           "/root/project|/home/vsts/work/\\d+/s|[A-Z]:/a/[^/\\s]+/[^/\\s]+)/";
}

Paths::Paths(std::string_view root, std::string_view command)
    : m_root(root), m_folder(folder_of(command)) {
    while (m_root.size() > 1 && m_root.back() == '/')
        m_root.pop_back();
}

bool Paths::has(std::string_view path) const {
    return !m_root.empty() && !path.empty() && sys::exists(sys::join_path(m_root, path));
}

std::string Paths::relative(std::string_view printed) {
    if (printed.empty() || printed.size() > 4096 || printed[0] == '<')
        return std::string(printed.substr(0, 4096));
    if (const auto known = m_known.find(printed); known != m_known.end())
        return known->second;
    auto resolved = resolve(printed);
    if (m_known.size() < k_remembered)
        m_known.emplace(std::string(printed), resolved);
    return resolved;
}

std::string Paths::source_of_installed(std::string_view path) const {
    for (const std::string_view folder : {"site-packages/", "dist-packages/"}) {
        const auto at = path.rfind(folder);
        if (at == std::string_view::npos)
            continue;
        const auto module = std::string(path.substr(at + folder.size()));
        for (const auto& source : {module, "src/" + module})
            if (has(source))
                return source;
    }
    return {};
}

std::string Paths::resolve(std::string_view printed) const {
    auto path = std::string(printed.substr(0, 7) == "file://" ? printed.substr(7) : printed);
    if (base::contains(path, "\\") && !base::contains(path, "/"))
        std::replace(path.begin(), path.end(), '\\', '/');
    path = base::normal_path(path);
    if (auto source = source_of_installed(path); !source.empty())
        return source;
    if (path.substr(0, 1) == "/" || (path.size() > 2 && path.substr(1, 2) == ":/"))
        return resolve_absolute(path);
    if (!m_folder.empty()) {
        auto inside = base::normal_path(m_folder + "/" + path);
        if (has(inside) || (m_root.empty() && inside.substr(0, 2) != ".."))
            return inside;
    }
    return path.substr(0, 3) == "../" && !is_foreign(path) ? resolve_outside(path) : path;
}

/// A path from a folder above the root, or beside it, as a tool that ran there prints it.
std::string Paths::resolve_outside(std::string path) const {
    while (path.substr(0, 3) == "../")
        path.erase(0, 3);
    if (m_root.empty() || has(path))
        return path;
    for (auto at = path.find('/'); at != std::string::npos; at = path.find('/', at + 1))
        if (has(path.substr(at + 1)))
            return path.substr(at + 1);
    const auto name = m_root.substr(m_root.rfind('/') + 1);
    const bool named = !name.empty() && path.substr(0, name.size() + 1) == name + "/";
    return named ? path.substr(name.size() + 1) : path;
}

std::string Paths::resolve_absolute(const std::string& path) const {
    if (!m_root.empty() && path.substr(0, m_root.size() + 1) == m_root + "/")
        return path.substr(m_root.size() + 1);
    if (is_foreign(path) || m_root.empty()) {
        auto below = below_ci_tree(path);
        return below.empty() || is_foreign(below) ? path : below;
    }
    for (auto at = path.find('/', 1); at != std::string::npos; at = path.find('/', at + 1))
        if (has(path.substr(at + 1)))
            return path.substr(at + 1);
    auto below = below_ci_tree(path);
    return below.empty() ? path : below;
}

bool Paths::is_own(std::string_view path) {
    return !path.empty() && path[0] != '/' && !is_foreign(path);
}

bool Paths::owns(std::string_view path) const {
    return is_own(path) || (m_root.empty() && !path.empty() && !is_foreign(path));
}

}  // namespace mendel::diagnose
