#include <algorithm>

#include "base/text.hpp"
#include "heal/rungs/syntax_candidates.hpp"

namespace mendel::heal {

namespace {

/// Where a trailing comment begins, by a scan of one line; its end where there is none.
std::size_t comment_begin(std::string_view line, bool python) {
    char quote = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (quote != 0) {
            if (line[i] == '\\')
                ++i;
            else if (line[i] == quote)
                quote = 0;
            continue;
        }
        if (line[i] == '"' || line[i] == '\'' || line[i] == '`')
            quote = line[i];
        else if (python ? line[i] == '#' : line.substr(i, 2) == "//" || line.substr(i, 2) == "/*")
            return i;
    }
    return line.size();
}

}  // namespace

std::vector<SourceLine> lines_of_source(std::string_view text, code::Language language) {
    std::vector<SourceLine> lines;
    const bool python = language == code::Language::python;
    for (const auto part : base::split_lines(text)) {
        const auto begin = static_cast<std::uint32_t>(part.data() - text.data());
        const auto line = base::trim_right(part);
        const auto code = base::trim_right(line.substr(0, comment_begin(line, python)));
        const auto bare = !part.empty() && part.back() == '\r' ? part.size() - 1 : part.size();
        lines.push_back({.begin = begin,
                         .end = begin + static_cast<std::uint32_t>(bare),
                         .code_end = begin + static_cast<std::uint32_t>(code.size())});
    }
    return lines;
}

std::vector<int> conflict_markers(std::string_view text) {
    std::vector<int> lines;
    int number = 0;
    bool has_end = false;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (line.substr(0, 8) == "<<<<<<< ")
            lines.push_back(number);
        has_end = has_end || line.substr(0, 7) == ">>>>>>>";
    }
    return has_end ? lines : std::vector<int>();
}

}  // namespace mendel::heal
