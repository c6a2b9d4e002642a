#include "code/import_edit.hpp"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.hpp"
#include "code/language.hpp"
#include "code/languages/import_edit.hpp"
#include "code/symbols.hpp"

namespace mendel::code {

std::optional<Edit> import_edit(const Tree& tree, const NewImport& wanted,
                                const SectionOf& section_of) {
    if (tree.language() == Language::python)
        return python_import_edit(tree, wanted, section_of);
    if (is_script(tree.language()))
        return script_import_edit(tree, wanted, section_of);
    if (is_c_family(tree.language()))
        return c_import_edit(tree, wanted, section_of);
    return std::nullopt;
}

std::optional<ScriptStyle> script_style(const Tree& tree) {
    for (const auto& import : imports_of(tree)) {
        if (import.form == ImportForm::require)
            return ScriptStyle::commonjs;
        if (import.form != ImportForm::dynamic)
            return ScriptStyle::esm;
    }
    for (const auto& symbol : symbols_of(tree))
        return symbol.is_commonjs ? ScriptStyle::commonjs : ScriptStyle::esm;
    return std::nullopt;
}

Edit insertion(std::size_t offset, std::string text) {
    const auto at = static_cast<std::uint32_t>(offset);
    return {.begin = at, .end = at, .text = std::move(text)};
}

std::size_t line_begin(std::string_view text, std::size_t offset) {
    return offset == 0 ? 0 : text.rfind('\n', offset - 1) + 1;
}

std::size_t next_line(std::string_view text, std::size_t offset) {
    const auto end = text.find('\n', offset);
    return end == std::string_view::npos ? text.size() : end + 1;
}

std::string_view line_ending(std::string_view text) {
    const auto end = text.find('\n');
    return end != std::string_view::npos && end > 0 && text[end - 1] == '\r' ? "\r\n" : "\n";
}

bool is_sorted(const std::vector<std::string>& keys) {
    return std::is_sorted(keys.begin(), keys.end());
}

std::size_t sorted_place(const std::vector<std::string>& keys, const std::string& key) {
    return static_cast<std::size_t>(std::upper_bound(keys.begin(), keys.end(), key) - keys.begin());
}

namespace {

/// Where the new element goes: by letters, or by letters without case, where they are in order.
std::size_t place_in(const std::vector<Node>& elements, const std::string& element) {
    std::vector<std::string> exact, folded;
    for (const auto& node : elements) {
        exact.emplace_back(node.text());
        folded.push_back(base::to_lower(node.text()));
    }
    if (is_sorted(exact))
        return sorted_place(exact, element);
    if (is_sorted(folded))
        return sorted_place(folded, base::to_lower(element));
    return elements.size();
}

}  // namespace

Edit list_insertion(std::string_view text, const std::vector<Node>& elements,
                    const std::string& element) {
    const auto place = place_in(elements, element);
    const auto& first = elements.front();
    const auto begin = line_begin(text, first.begin().offset);
    const auto indent = text.substr(begin, first.begin().offset - begin);
    const bool own_lines = base::trim(indent).empty() &&
                           (elements.size() == 1 || elements[1].begin().line > first.begin().line);
    const auto separator =
        own_lines ? fmt::format(",{}{}", line_ending(text), indent) : std::string(", ");
    if (place < elements.size())
        return insertion(elements[place].begin().offset, element + separator);
    return insertion(elements.back().end().offset, separator + element);
}

}  // namespace mendel::code
