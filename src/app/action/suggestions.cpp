#include "app/action/suggestions.hpp"

#include <string>

#include "git/diff_section.hpp"

namespace mendel::app {

namespace {

using forge::Suggestion;

/// Lines of a hunk that change together, with the kept lines that they stand between.
class HunkReader {
  public:
    HunkReader(const std::string& path, const git::Hunk& hunk, std::vector<Suggestion>& found)
        : m_path(path), m_line(static_cast<int>(hunk.old_start)), m_found(found) {}

    void read(const git::HunkLine& line) {
        if (line.kind == ' ') {
            end(line.text);
            m_before = line.text;
            ++m_line;
        } else if (line.kind == '-') {
            ++m_removed;
            ++m_line;
        } else {
            m_added += line.text;
        }
    }

    /// Ends a run of changes; an insertion stands on the kept line beside it.
    void end(std::string_view after) {
        if (m_removed == 0 && m_added.empty())
            return;
        if (m_removed > 0)
            m_found.push_back({m_path, m_line - m_removed, m_line - 1, m_added});
        else if (!m_before.empty())
            m_found.push_back({m_path, m_line - 1, m_line - 1, std::string(m_before) + m_added});
        else
            m_found.push_back({m_path, m_line, m_line, m_added + std::string(after)});
        m_removed = 0;
        m_added.clear();
    }

  private:
    const std::string& m_path;
    int m_line;
    std::vector<Suggestion>& m_found;
    int m_removed = 0;
    std::string m_added;
    std::string_view m_before;
};

}  // namespace

std::optional<std::vector<Suggestion>> suggestions_of(std::string_view diff) {
    const auto sections = git::read_sections(diff);
    if (!sections)
        return std::nullopt;
    std::vector<Suggestion> found;
    for (const auto& section : *sections) {
        const bool is_mode = section.new_mode != 0 && section.new_mode != section.old_mode;
        if (section.created || section.deleted || is_mode || !section.binary.empty())
            return std::nullopt;
        for (const auto& hunk : section.hunks) {
            HunkReader reader(section.path, hunk, found);
            for (const auto& line : hunk.lines)
                reader.read(line);
            reader.end({});
        }
    }
    return found;
}

}  // namespace mendel::app
