#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace mendel::code {

enum class Language { python, javascript, typescript, tsx, c, cpp, go, java, rust };

/// By the file's ending (".h" is C++ where the text uses its words, else C), or for a script
/// without one by its first line; nothing if unknown.
std::optional<Language> language_of(std::string_view path, std::string_view text = {});
std::string_view name_of(Language language);

/// A place in a text: 0-based byte offset, 1-based line, 1-based column in bytes.
struct Position {
    std::uint32_t offset = 0;
    int line = 1;
    int column = 1;
};

class Tree;

/// One node of a concrete syntax tree; valid as long as its Tree. A null node answers with empty
/// values, so that lookups chain.
class Node {
  public:
    Node() = default;
    bool is_null() const;
    explicit operator bool() const { return !is_null(); }
    bool operator==(const Node& other) const;

    std::string_view type() const;  ///< the grammar's name: "call", "identifier" ...
    std::string_view text() const;  ///< the source it covers
    std::string_view source() const { return m_source; }  ///< the whole text of its tree
    bool is_named() const;
    bool is_error() const;    ///< an ERROR node
    bool is_missing() const;  ///< a token that the parser had to invent
    bool has_error() const;   ///< it or something below is an error
    Position begin() const;
    Position end() const;

    Node parent() const;
    Node child(std::size_t index) const;
    std::size_t child_count() const;
    Node field(std::string_view name) const;  ///< child by the grammar's field name
    std::vector<Node> children() const;
    std::vector<Node> named_children() const;
    Node next_sibling() const;
    Node previous_sibling() const;

  private:
    friend class Tree;
    struct Raw {
        std::uint32_t context[4] = {};
        const void* id = nullptr;
        const void* tree = nullptr;
    };
    Node(Raw raw, std::string_view source) : m_raw(raw), m_source(source) {}
    Raw m_raw;
    std::string_view m_source;
};

/// A replacement of a byte range.
struct Edit {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string text;
};

/// A parsed source file that owns its text. https://tree-sitter.github.io
class Tree {
  public:
    /// Never fails on broken source (ERROR nodes stand for what could not be parsed); an error of
    /// kind user for text over 4 MiB or with NUL bytes.
    static base::Result<Tree> parse(Language language, std::string text);

    /// The tree of the text with all edits made, which must not overlap (an error of kind bug).
    /// Only what they touch is parsed again, so what cannot be parsed may be cut up into other
    /// ERROR nodes than `parse` gives; whether there are any is the same.
    base::Result<Tree> edited(std::vector<Edit> edits) const;

    Node root() const;
    const std::string& text() const;
    Language language() const;

    /// The smallest named node that covers the byte range.
    Node node_at(std::uint32_t begin, std::uint32_t end) const;
    /// The smallest named node at a line and column (both 1-based; column 0: first non-blank).
    Node node_at_line(int line, int column = 0) const;
    /// All nodes of a type, in source order.
    std::vector<Node> all(std::string_view type) const;
    /// ERROR and missing nodes, in source order.
    std::vector<Node> errors() const;

    ~Tree();
    Tree(Tree&&) noexcept;
    Tree& operator=(Tree&&) noexcept;

  private:
    struct Parsed;
    explicit Tree(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> m_parsed;
};

/// Calls `visit` for the node and everything below, in source order; false stops descent there.
/// Not recursive, since strangers' code can be nested arbitrarily deep.
template <class Visit>
void walk(const Node& node, const Visit& visit) {
    std::vector<Node> open = {node};
    while (!open.empty()) {
        const auto next = open.back();
        open.pop_back();
        if (!visit(next))
            continue;
        const auto children = next.children();
        open.insert(open.end(), children.rbegin(), children.rend());
    }
}

/// The text with all edits made; they must not overlap (an error of kind bug).
base::Result<std::string> apply_edits(std::string_view text, std::vector<Edit> edits);

/// The edit that removes a node with the whole line(s) it stands on where nothing else is there.
Edit removal_of(const Node& node);

}  // namespace mendel::code
