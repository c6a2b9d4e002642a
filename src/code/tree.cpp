#include "code/tree.hpp"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include <tree_sitter/api.h>

extern "C" {
const TSLanguage* tree_sitter_python();
const TSLanguage* tree_sitter_javascript();
const TSLanguage* tree_sitter_typescript();
const TSLanguage* tree_sitter_tsx();
const TSLanguage* tree_sitter_c();
const TSLanguage* tree_sitter_cpp();
const TSLanguage* tree_sitter_go();
const TSLanguage* tree_sitter_java();
const TSLanguage* tree_sitter_rust();
}

namespace mendel::code {

namespace {

constexpr std::size_t k_largest_text = std::size_t{4} << 20;
constexpr std::uint64_t k_longest_parse_microseconds = 20'000'000;

const TSLanguage* grammar_of(Language language) {
    switch (language) {
        case Language::python:
            return tree_sitter_python();
        case Language::javascript:
            return tree_sitter_javascript();
        case Language::typescript:
            return tree_sitter_typescript();
        case Language::tsx:
            return tree_sitter_tsx();
        case Language::c:
            return tree_sitter_c();
        case Language::cpp:
            return tree_sitter_cpp();
        case Language::go:
            return tree_sitter_go();
        case Language::java:
            return tree_sitter_java();
        case Language::rust:
            return tree_sitter_rust();
    }
    return nullptr;
}

struct TreeDeleter {
    void operator()(TSTree* tree) const { ts_tree_delete(tree); }
};
struct ParserDeleter {
    void operator()(TSParser* parser) const { ts_parser_delete(parser); }
};
using TreeOwner = std::unique_ptr<TSTree, TreeDeleter>;
using ParserOwner = std::unique_ptr<TSParser, ParserDeleter>;

Position position(std::uint32_t offset, TSPoint point) {
    return {.offset = offset,
            .line = static_cast<int>(point.row) + 1,
            .column = static_cast<int>(point.column) + 1};
}

/// Raw is laid out as TSNode is, so that the header needs no tree-sitter.
template <class Raw>
TSNode native(const Raw& raw) {
    static_assert(sizeof(Raw) == sizeof(TSNode) && std::is_trivially_copyable_v<Raw>);
    TSNode node;
    std::memcpy(&node, &raw, sizeof node);
    return node;
}

template <class Raw>
Raw mirrored(const TSNode& node) {
    Raw raw;
    std::memcpy(static_cast<void*>(&raw), &node, sizeof raw);
    return raw;
}

}  // namespace

bool Node::is_null() const {
    return m_raw.id == nullptr;
}

bool Node::operator==(const Node& other) const {
    return m_raw.id == other.m_raw.id && m_raw.tree == other.m_raw.tree &&
           (is_null() || ts_node_eq(native(m_raw), native(other.m_raw)));
}

std::string_view Node::type() const {
    return is_null() ? std::string_view() : ts_node_type(native(m_raw));
}

std::string_view Node::text() const {
    if (is_null())
        return {};
    const auto begin = ts_node_start_byte(native(m_raw));
    const auto end = ts_node_end_byte(native(m_raw));
    return begin > m_source.size() ? std::string_view() : m_source.substr(begin, end - begin);
}

bool Node::is_named() const {
    return !is_null() && ts_node_is_named(native(m_raw));
}
bool Node::is_error() const {
    return type() == "ERROR";
}
bool Node::is_missing() const {
    return !is_null() && ts_node_is_missing(native(m_raw));
}
bool Node::has_error() const {
    return !is_null() && ts_node_has_error(native(m_raw));
}

Position Node::begin() const {
    if (is_null())
        return {};
    const auto node = native(m_raw);
    return position(ts_node_start_byte(node), ts_node_start_point(node));
}

Position Node::end() const {
    if (is_null())
        return {};
    const auto node = native(m_raw);
    return position(ts_node_end_byte(node), ts_node_end_point(node));
}

Node Node::parent() const {
    return is_null() ? Node() : Node(mirrored<Raw>(ts_node_parent(native(m_raw))), m_source);
}

Node Node::child(std::size_t index) const {
    if (is_null() || index >= child_count())
        return {};
    return Node(mirrored<Raw>(ts_node_child(native(m_raw), static_cast<std::uint32_t>(index))),
                m_source);
}

std::size_t Node::child_count() const {
    return is_null() ? 0 : ts_node_child_count(native(m_raw));
}

Node Node::field(std::string_view name) const {
    if (is_null())
        return {};
    return Node(mirrored<Raw>(ts_node_child_by_field_name(native(m_raw), name.data(),
                                                          static_cast<std::uint32_t>(name.size()))),
                m_source);
}

std::vector<Node> Node::children() const {
    std::vector<Node> nodes;
    if (child_count() == 0)
        return nodes;
    nodes.reserve(child_count());
    // A cursor is linear in the number of children, ts_node_child would be quadratic.
    TSTreeCursor cursor = ts_tree_cursor_new(native(m_raw));
    for (bool more = ts_tree_cursor_goto_first_child(&cursor); more;
         more = ts_tree_cursor_goto_next_sibling(&cursor))
        nodes.push_back(Node(mirrored<Raw>(ts_tree_cursor_current_node(&cursor)), m_source));
    ts_tree_cursor_delete(&cursor);
    return nodes;
}

std::vector<Node> Node::named_children() const {
    std::vector<Node> nodes;
    for (const auto& node : children())
        if (node.is_named())
            nodes.push_back(node);
    return nodes;
}

Node Node::next_sibling() const {
    return is_null() ? Node() : Node(mirrored<Raw>(ts_node_next_sibling(native(m_raw))), m_source);
}

Node Node::previous_sibling() const {
    return is_null() ? Node() : Node(mirrored<Raw>(ts_node_prev_sibling(native(m_raw))), m_source);
}

struct Tree::Parsed {
    Language language;
    std::string text;
    TreeOwner tree;
};

Tree::Tree(std::unique_ptr<Parsed> parsed) : m_parsed(std::move(parsed)) {}
Tree::~Tree() = default;
Tree::Tree(Tree&&) noexcept = default;
Tree& Tree::operator=(Tree&&) noexcept = default;

namespace {

/// Parses a text; `before` is the edited tree of an earlier one, or null.
base::Result<TreeOwner> parsed_tree(Language language, const std::string& text,
                                    const TSTree* before) {
    if (text.size() > k_largest_text)
        return base::fail(base::ErrorKind::user,
                          "The source is larger than 4 MiB. Split it or leave it out.");
    if (text.find('\0') != std::string::npos)
        return base::fail(base::ErrorKind::user,
                          "The source holds NUL bytes. Only text can be parsed.");
    const ParserOwner parser(ts_parser_new());
    if (!ts_parser_set_language(parser.get(), grammar_of(language)))
        return base::fail(base::ErrorKind::bug, "The grammar does not fit the parser library.");
    ts_parser_set_timeout_micros(parser.get(), k_longest_parse_microseconds);
    TreeOwner tree(ts_parser_parse_string(parser.get(), before, text.data(),
                                          static_cast<std::uint32_t>(text.size())));
    if (!tree)
        return base::fail(base::ErrorKind::user,
                          "The source could not be parsed in 20 seconds. Leave it out.");
    return tree;
}

/// The point that lies behind `text` when it starts at `from`.
TSPoint behind(TSPoint from, std::string_view text) {
    const auto last = text.rfind('\n');
    if (last == std::string_view::npos)
        return {from.row, from.column + static_cast<std::uint32_t>(text.size())};
    const auto lines = std::count(text.begin(), text.end(), '\n');
    return {from.row + static_cast<std::uint32_t>(lines),
            static_cast<std::uint32_t>(text.size() - last - 1)};
}

}  // namespace

base::Result<Tree> Tree::parse(Language language, std::string text) {
    auto tree = parsed_tree(language, text, nullptr);
    if (!tree)
        return base::fail(tree.error());
    return Tree(std::make_unique<Parsed>(Parsed{language, std::move(text), std::move(*tree)}));
}

base::Result<Tree> Tree::edited(std::vector<Edit> edits) const {
    auto text = apply_edits(m_parsed->text, edits);
    if (!text)
        return base::fail(text.error());
    // From the last to the first, so that the places of those to come stay as they are.
    std::sort(edits.begin(), edits.end(),
              [](const Edit& left, const Edit& right) { return left.begin > right.begin; });
    const TreeOwner before(ts_tree_copy(m_parsed->tree.get()));
    const std::string_view source = m_parsed->text;
    for (const auto& edit : edits) {
        const auto start = behind({0, 0}, source.substr(0, edit.begin));
        const TSInputEdit change = {edit.begin,
                                    edit.end,
                                    edit.begin + static_cast<std::uint32_t>(edit.text.size()),
                                    start,
                                    behind(start, source.substr(edit.begin, edit.end - edit.begin)),
                                    behind(start, edit.text)};
        ts_tree_edit(before.get(), &change);
    }
    auto tree = parsed_tree(m_parsed->language, *text, before.get());
    if (!tree)
        return base::fail(tree.error());
    return Tree(
        std::make_unique<Parsed>(Parsed{m_parsed->language, std::move(*text), std::move(*tree)}));
}

Node Tree::root() const {
    return Node(mirrored<Node::Raw>(ts_tree_root_node(m_parsed->tree.get())), m_parsed->text);
}

const std::string& Tree::text() const {
    return m_parsed->text;
}
Language Tree::language() const {
    return m_parsed->language;
}

Node Tree::node_at(std::uint32_t begin, std::uint32_t end) const {
    const auto root = ts_tree_root_node(m_parsed->tree.get());
    const auto node = ts_node_named_descendant_for_byte_range(root, begin, end);
    return ts_node_is_null(node) ? this->root() : Node(mirrored<Node::Raw>(node), m_parsed->text);
}

Node Tree::node_at_line(int line, int column) const {
    std::size_t begin = 0;
    for (int i = 1; i < line && begin != std::string::npos; ++i) {
        begin = m_parsed->text.find('\n', begin);
        if (begin != std::string::npos)
            ++begin;
    }
    if (line < 1 || begin >= m_parsed->text.size())
        return {};
    const auto line_end = std::min(m_parsed->text.find('\n', begin), m_parsed->text.size());
    auto offset = begin + static_cast<std::size_t>(std::max(0, column - 1));
    if (column <= 0)
        offset = std::min(m_parsed->text.find_first_not_of(" \t\r\f", begin), line_end);
    offset = std::min(offset, line_end);
    const auto at = static_cast<std::uint32_t>(offset);
    return node_at(at, at < line_end ? at + 1 : at);
}

std::vector<Node> Tree::all(std::string_view type) const {
    std::vector<Node> found;
    walk(root(), [&](const Node& node) {
        if (node.type() == type)
            found.push_back(node);
        return true;
    });
    return found;
}

std::vector<Node> Tree::errors() const {
    std::vector<Node> found;
    walk(root(), [&](const Node& node) {
        if (node.is_error() || node.is_missing())
            found.push_back(node);
        return node.has_error();
    });
    return found;
}

}  // namespace mendel::code
