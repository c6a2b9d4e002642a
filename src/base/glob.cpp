#include "base/glob.hpp"

#include <vector>

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

/// One pattern on one path; each pair of positions is looked at once, so that many stars cost no
/// more than their number times the path's length.
class Matcher {
  public:
    Matcher(std::string_view pattern, std::string_view path)
        : m_pattern(pattern),
          m_path(path),
          m_dead((pattern.size() + 1) * (path.size() + 1), false) {}

    bool matches(std::size_t at, std::size_t from) {
        const auto start = at * (m_path.size() + 1) + from;
        if (m_dead[start])
            return false;
        while (at < m_pattern.size() && m_pattern[at] != '*') {
            const auto length = single(at, from);
            if (length == 0)
                break;
            at += length;
            ++from;
        }
        if (at == m_pattern.size() && from == m_path.size())
            return true;
        if (at < m_pattern.size() && m_pattern[at] == '*' && star(at, from))
            return true;
        m_dead[start] = true;
        return false;
    }

  private:
    /// Length of the pattern's part that takes the path's next character; 0 where none does.
    std::size_t single(std::size_t at, std::size_t from) const {
        if (from == m_path.size())
            return 0;
        const char c = m_path[from];
        if (m_pattern[at] == '[' && c != '/') {
            std::size_t length = 0;
            const bool matched = match_class(m_pattern.substr(at), c, length);
            if (length != 0)
                return matched ? length : 0;
        }
        return m_pattern[at] == c || (m_pattern[at] == '?' && c != '/') ? 1 : 0;
    }

    bool star(std::size_t at, std::size_t from) {
        const bool spans = m_pattern.substr(at, 2) == "**";
        const bool whole_parts = m_pattern.substr(at, 3) == "**/";
        const auto rest = at + (whole_parts ? 3 : spans ? 2 : 1);
        for (auto to = from; to <= m_path.size(); ++to) {
            const bool allowed = !whole_parts || to == from || m_path[to - 1] == '/';
            if (allowed && matches(rest, to))
                return true;
            if (!spans && to < m_path.size() && m_path[to] == '/')
                return false;
        }
        return false;
    }

    std::string_view m_pattern;
    std::string_view m_path;
    std::vector<bool> m_dead;  ///< pairs of positions from which there is no match
};

}  // namespace

bool glob_match(std::string_view pattern, std::string_view path) {
    if (pattern.substr(0, 1) == "/")
        pattern.remove_prefix(1);
    else if (pattern.find('/') == std::string_view::npos)
        path = path.substr(path.rfind('/') + 1);
    return Matcher(pattern, path).matches(0, 0);
}

}  // namespace mendel::base
