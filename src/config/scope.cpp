#include <algorithm>

#include <fmt/format.h>

#include "base/glob.hpp"
#include "base/text.hpp"
#include "config/config.hpp"

namespace mendel::config {

namespace {

/// Why the path is no path inside the tree; nothing where it is one.
std::optional<std::string> malformed(const std::string& path) {
    if (path.empty())
        return "A path is empty.";
    const auto is_control = [](char c) { return (c >= 0 && c < 0x20) || c == 0x7f; };
    if (std::any_of(path.begin(), path.end(), is_control))
        return "A path holds a control character.";
    if (path.find('\\') != std::string::npos)
        return "A path holds a backslash.";
    if (path.front() == '/' || (path.size() > 1 && path[1] == ':'))
        return "A path is absolute.";
    for (const auto part : base::split(path, '/')) {
        if (part.empty())
            return "A path has an empty part.";
        if (part == "." || part == "..")
            return "A path has a part \".\" or \"..\".";
    }
    return std::nullopt;
}

/// The path as a file system that ignores case may read it: lower case, no blanks or dots at the
/// end of a part, no alternate stream, and the short name of .git spelled out.
std::string folded(const std::string& path) {
    std::vector<std::string> parts;
    for (const auto whole : base::split(path, '/')) {
        auto part = base::to_lower(whole.substr(0, whole.find(':')));
        part.erase(part.find_last_not_of(" .") + 1);
        parts.push_back(part.rfind("git~", 0) == 0 ? ".git" : part);
    }
    return base::join(parts, "/");
}

/// Whether the pattern covers the path itself or a folder above it.
bool covers(std::string pattern, const std::string& path) {
    while (pattern.size() > 1 && pattern.back() == '/')
        pattern.pop_back();
    if (base::glob_match(pattern, path))
        return true;
    for (auto end = path.find('/'); end != std::string::npos; end = path.find('/', end + 1))
        if (base::glob_match(pattern, path.substr(0, end)))
            return true;
    return false;
}

/// Built-in patterns hold at any depth: tools read these files in folders below the root as well.
bool covers_at_any_depth(const std::string& pattern, const std::string& path) {
    return covers(pattern, path) ||
           (pattern.find('/') != std::string::npos && covers("**/" + pattern, path));
}

bool is_ci_file(const std::string& path) {
    return base::glob_match(".github/workflows/**", path) ||
           base::glob_match(".github/actions/**", path);
}

/// Whether `--allow-ci` lifts this built-in pattern for the path: the pattern may speak of nothing
/// but the .github folder at the root.
bool is_lifted(const std::string& pattern, const std::string& path) {
    if (pattern != ".github/**" && pattern != ".git*")
        return false;
    const auto below = path.substr(path.find('/') + 1);
    return is_ci_file(path) && !covers_at_any_depth(pattern, below);
}

}  // namespace

const std::vector<std::string>& always_denied() {
    static const std::vector<std::string> patterns = {
        ".github/**", ".git*",     "CODEOWNERS", ".claude/**", ".mcp.json",
        "CLAUDE.md",  "AGENTS.md", ".cursor/**", ".vscode/**", ".husky/**",
        ".env*",      "*.pem",     "*.key",
    };
    return patterns;
}

std::optional<std::string> write_refusal(const ScopeConfig& scope, const std::string& path,
                                         bool allow_ci) {
    if (auto problem = malformed(path))
        return problem;
    const auto plain = folded(path);
    for (const auto& pattern : always_denied())
        if (covers_at_any_depth(base::to_lower(pattern), plain) &&
            !(allow_ci && is_lifted(pattern, path)))
            return fmt::format("The built-in rule {} denies writing this file.", pattern);
    if (const auto pattern = covering_pattern(scope.deny, path))
        return fmt::format("The rule {} of scope.deny denies writing this file.", *pattern);
    const auto allows = [&](const std::string& pattern) { return covers(pattern, path); };
    if (std::none_of(scope.write.begin(), scope.write.end(), allows))
        return "No rule of scope.write allows writing this file.";
    return std::nullopt;
}

std::optional<std::string> covering_pattern(const std::vector<std::string>& patterns,
                                            const std::string& path) {
    const auto plain = folded(path);
    for (const auto& pattern : patterns)
        if (covers(pattern, path) || covers(base::to_lower(pattern), plain))
            return pattern;
    return std::nullopt;
}

}  // namespace mendel::config
