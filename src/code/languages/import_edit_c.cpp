#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/languages/import_edit.hpp"

namespace mendel::code {

namespace {

std::string stem_of(std::string_view path) {
    const auto slash = path.rfind('/');
    if (slash != std::string_view::npos)
        path.remove_prefix(slash + 1);
    return std::string(path.substr(0, path.find('.')));
}

std::vector<std::string> modules_of(const std::vector<Import>& imports) {
    std::vector<std::string> modules;
    modules.reserve(imports.size());
    for (const auto& import : imports)
        modules.push_back(import.module);
    return modules;
}

Edit after(const Tree& tree, const Import& import, std::string text) {
    const auto& source = tree.text();
    auto at = static_cast<std::size_t>(import.statement.end);
    if (at == 0 || source[at - 1] != '\n')
        at = next_line(source, at);
    if (at == source.size() && source.back() != '\n')
        text.insert(0, line_ending(source));
    return insertion(at, text);
}

/// After `#pragma once`, the include guard or the leading comment.
Edit into_empty_head(const Tree& tree, const std::string& line, const std::string& newline) {
    const auto& text = tree.text();
    std::size_t at = 0;
    auto nodes = tree.root().named_children();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        const auto node = nodes[i];
        const bool is_guard = node.type() == "preproc_ifdef";
        const bool is_pragma =
            node.type() == "preproc_call" && base::contains(node.text().substr(0, 24), "once");
        const bool is_feature = node.type() == "preproc_def" && node.begin().offset >= at;
        const bool is_header = node.type() == "comment" && i + 1 < nodes.size() &&
                               nodes[i + 1].begin().line > node.end().line + 1;
        if (is_guard && i + 1 == nodes.size() && node.named_children().size() > 1 &&
            node.named_children()[1].type() == "preproc_def") {
            at = next_line(text, node.named_children()[1].end().offset - 1);
            break;
        }
        if (!is_pragma && !is_header && !is_feature)
            break;
        const auto end = static_cast<std::size_t>(node.end().offset);
        at = text[end - 1] == '\n' ? end : next_line(text, end);
    }
    const bool spaced = text.compare(at, newline.size(), newline) == 0;
    return insertion(at, (at > 0 ? newline : "") + line + (spaced ? "" : newline));
}

}  // namespace

std::optional<Edit> c_import_edit(const Tree& tree, const NewImport& wanted, const SectionOf&) {
    const auto newline = std::string(line_ending(tree.text()));
    const auto line = fmt::format("#include {}{}{}{}", wanted.is_system ? '<' : '"', wanted.module,
                                  wanted.is_system ? '>' : '"', newline);
    std::vector<Import> own;
    std::vector<Import> others;
    for (const auto& import : imports_of(tree)) {
        const bool is_own_header =
            !import.is_system && stem_of(import.module) == stem_of(wanted.path);
        if (import.top_level && import.is_system == wanted.is_system && !is_own_header)
            own.push_back(import);
        else if (import.top_level)
            others.push_back(import);
    }
    if (!own.empty()) {
        // The last block of neighbours that are of the kind.
        const auto modules = modules_of(own);
        const auto place = is_sorted(modules) ? sorted_place(modules, wanted.module) : own.size();
        return place < own.size()
                   ? insertion(line_begin(tree.text(), own[place].statement.begin), line)
                   : after(tree, own.back(), line);
    }
    if (others.empty())
        return into_empty_head(tree, line, newline);
    const bool first_is_own = stem_of(others.front().module) == stem_of(wanted.path);
    if (wanted.is_system && !first_is_own)
        return insertion(line_begin(tree.text(), others.front().statement.begin), line + newline);
    return after(tree, wanted.is_system ? others.front() : others.back(), newline + line);
}

}  // namespace mendel::code
