#include <algorithm>

#include "base/text.hpp"
#include "heal/rungs/dependencies.hpp"

namespace mendel::heal {
namespace {

using code::Edit;

bool before_by_name(const std::string& left, const std::string& right) {
    return normalised_distribution(left) < normalised_distribution(right);
}

/// The index at which an element belongs: its place in a sorted list, else the end.
std::size_t place_in(const std::vector<std::string>& texts, const std::string& element) {
    const bool sorted =
        texts.size() > 1 && std::is_sorted(texts.begin(), texts.end(), before_by_name);
    if (!sorted)
        return texts.size();
    return static_cast<std::size_t>(
        std::upper_bound(texts.begin(), texts.end(), element, before_by_name) - texts.begin());
}

std::uint32_t line_begin(std::string_view text, std::uint32_t at) {
    const auto end = at == 0 ? std::string_view::npos : text.rfind('\n', at - 1);
    return end == std::string_view::npos ? 0 : static_cast<std::uint32_t>(end + 1);
}

Edit insertion(std::uint32_t at, std::string text) {
    return {at, at, std::move(text)};
}

/// Behind an element, or before the first one, within one line.
Edit inline_insertion(const StringList& list, std::size_t index, const std::string& quoted) {
    if (index == 0)
        return insertion(list.elements.front().begin, quoted + ", ");
    return insertion(list.elements[index - 1].end, ", " + quoted);
}

std::vector<code::Node> pairs_of(const code::Node& object) {
    std::vector<code::Node> pairs;
    for (const auto& child : object.named_children()) {
        if (child.type() == "pair")
            pairs.push_back(child);
    }
    return pairs;
}

std::string key_of(const code::Node& pair) {
    const auto key = pair.field("key").text();
    return std::string(key.size() < 2 ? key : key.substr(1, key.size() - 2));
}

/// The object that the keys of `path` lead to, from the outermost one on.
std::optional<code::Node> json_object(const code::Tree& tree,
                                      const std::vector<std::string>& path) {
    const auto objects = tree.all("object");
    if (objects.empty())
        return std::nullopt;
    auto object = objects.front();
    for (const auto& part : path) {
        code::Node next;
        for (const auto& pair : pairs_of(object)) {
            if (key_of(pair) == part)
                next = pair.field("value");
        }
        if (next.type() != "object")
            return std::nullopt;
        object = next;
    }
    return object;
}

}  // namespace

code::Edit list_insertion(std::string_view text, const StringList& list,
                          const std::string& element) {
    std::vector<std::string> texts;
    texts.reserve(list.elements.size());
    for (const auto& each : list.elements)
        texts.push_back(each.text);
    const char quote =
        list.elements.empty() || text[list.elements.front().begin] != '\'' ? '"' : '\'';
    const auto quoted = quote + element + quote;
    if (list.elements.empty())
        return {list.begin + 1, list.end - 1, quoted};
    const auto index = place_in(texts, element);
    const auto& beside = list.elements[index == 0 ? 0 : index - 1];
    const auto begin = line_begin(text, beside.begin);
    const auto lead = text.substr(begin, beside.begin - begin);
    const bool own_line = base::trim(lead).empty() && begin > list.begin;
    if (!own_line)
        return inline_insertion(list, index, quoted);
    if (index == 0)
        return insertion(beside.begin, quoted + ",\n" + std::string(lead));
    // Behind the comma and a comment of the element before, or with a comma of its own.
    const auto rest = text.substr(beside.end, list.end - 1 - beside.end);
    const auto line_end = std::min(rest.find('\n'), rest.size());
    const bool has_comma = base::trim(rest).substr(0, 1) == ",";
    if (!has_comma)
        return insertion(beside.end, ",\n" + std::string(lead) + quoted);
    return insertion(beside.end + static_cast<std::uint32_t>(line_end),
                     "\n" + std::string(lead) + quoted + ",");
}

std::optional<code::Edit> json_member_insertion(const std::string& text,
                                                const std::vector<std::string>& path,
                                                const std::string& name, const std::string& value) {
    const auto tree = code::Tree::parse(code::Language::javascript, "(" + text + ")");
    if (!tree)
        return std::nullopt;
    const auto object = json_object(*tree, path);
    if (!object)
        return std::nullopt;
    const auto members = pairs_of(*object);
    std::vector<std::string> keys;
    keys.reserve(members.size());
    for (const auto& member : members)
        keys.push_back(key_of(member));
    if (members.empty() || std::find(keys.begin(), keys.end(), name) != keys.end())
        return std::nullopt;
    const auto index = std::is_sorted(keys.begin(), keys.end())
                           ? std::upper_bound(keys.begin(), keys.end(), name) - keys.begin()
                           : static_cast<std::ptrdiff_t>(keys.size());
    const auto& beside = members[static_cast<std::size_t>(index == 0 ? 0 : index - 1)];
    const auto source = std::string_view(tree->text());
    const auto begin = line_begin(source, beside.begin().offset);
    const auto lead = source.substr(begin, beside.begin().offset - begin);
    const auto glue = base::trim(lead).empty() ? "\n" + std::string(lead) : std::string(" ");
    const auto member = "\"" + name + "\": \"" + value + "\"";
    // One byte less: the parenthesis before the text.
    if (index == 0)
        return insertion(beside.begin().offset - 1, member + "," + glue);
    return insertion(beside.end().offset - 1, "," + glue + member);
}

}  // namespace mendel::heal
