#include "base/glob.hpp"

namespace mendel::base {

namespace {

/// Matches one `[...]` class at the front of the pattern; `length` receives its size, 0 if none.
bool match_class(std::string_view pattern, char c, std::size_t& length) {
    const bool negated = pattern.size() > 1 && (pattern[1] == '!' || pattern[1] == '^');
    std::size_t i = negated ? 2 : 1;
    bool found = false;
    for (const std::size_t first = i; i < pattern.size(); ++i) {
        if (pattern[i] == ']' && i > first) {
            length = i + 1;
            return found != negated;
        }
        if (i + 2 < pattern.size() && pattern[i + 1] == '-' && pattern[i + 2] != ']') {
            found = found || (pattern[i] <= c && c <= pattern[i + 2]);
            i += 2;
        } else {
            found = found || pattern[i] == c;
        }
    }
    length = 0;
    return false;
}

bool match_here(std::string_view pattern, std::string_view path);

bool match_star(std::string_view pattern, std::string_view path) {
    const bool spans = pattern.substr(0, 2) == "**";
    auto rest = pattern.substr(spans ? 2 : 1);
    if (spans && rest.substr(0, 1) == "/") {
        if (match_here(rest.substr(1), path))
            return true;
        for (std::size_t i = 0; i < path.size(); ++i)
            if (path[i] == '/' && match_here(rest.substr(1), path.substr(i + 1)))
                return true;
        return false;
    }
    for (std::size_t i = 0; i <= path.size(); ++i) {
        if (match_here(rest, path.substr(i)))
            return true;
        if (i < path.size() && path[i] == '/' && !spans)
            return false;
    }
    return false;
}

bool match_here(std::string_view pattern, std::string_view path) {
    while (!pattern.empty()) {
        if (pattern[0] == '*')
            return match_star(pattern, path);
        if (path.empty())
            return false;
        std::size_t length = 0;
        if (pattern[0] == '[' && path[0] != '/') {
            const bool matched = match_class(pattern, path[0], length);
            if (length != 0 && !matched)
                return false;
        }
        if (length == 0) {
            const bool any = pattern[0] == '?' && path[0] != '/';
            if (!any && pattern[0] != path[0])
                return false;
            length = 1;
        }
        pattern.remove_prefix(length);
        path.remove_prefix(1);
    }
    return path.empty();
}

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
    if (pattern.substr(0, 1) == "/")
        pattern.remove_prefix(1);
    else if (pattern.find('/') == std::string_view::npos)
        path = path.substr(path.rfind('/') + 1);
    return match_here(pattern, path);
}

}  // namespace mendel::base
