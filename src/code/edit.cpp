#include <algorithm>

#include "code/tree.hpp"

namespace mendel::code {

base::Result<std::string> apply_edits(std::string_view text, std::vector<Edit> edits) {
    std::stable_sort(edits.begin(), edits.end(), [](const Edit& left, const Edit& right) {
        return left.begin != right.begin ? left.begin < right.begin : left.end < right.end;
    });
    std::string result;
    std::size_t done = 0;
    for (const auto& edit : edits) {
        if (edit.begin < done || edit.end < edit.begin || edit.end > text.size())
            return base::fail(base::ErrorKind::bug, "Edits overlap or leave the text.");
        result += text.substr(done, edit.begin - done);
        result += edit.text;
        done = edit.end;
    }
    result += text.substr(done);
    return result;
}

Edit removal_of(const Node& node) {
    const auto source = node.source();
    const std::size_t begin = node.begin().offset;
    const std::size_t end = node.end().offset;
    Edit edit{.begin = node.begin().offset, .end = node.end().offset, .text = {}};
    const bool ends_line = end > begin && source[end - 1] == '\n';
    const auto line_begin = begin == 0 ? 0 : source.rfind('\n', begin - 1) + 1;
    const auto line_end = std::min(source.find_first_not_of(" \t\r;", end), source.size());
    const auto before = source.substr(line_begin, begin - line_begin);
    if (before.find_first_not_of(" \t") != std::string_view::npos)
        return edit;
    if (!ends_line && line_end != source.size() && source[line_end] != '\n')
        return edit;
    edit.begin = static_cast<std::uint32_t>(line_begin);
    if (!ends_line)
        edit.end = static_cast<std::uint32_t>(std::min(line_end + 1, source.size()));
    return edit;
}

}  // namespace mendel::code
