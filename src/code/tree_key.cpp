#include "code/tree_key.hpp"

namespace mendel::code {

namespace {

constexpr int k_deepest = 400;

class KeyWriter {
  public:
    explicit KeyWriter(const View& view) : m_view(view) {}

    void write(const Node& node, int depth) {
        const auto kind = m_view.notion(node);
        if (kind == Notion::comment)
            return;
        if (node.child_count() == 0 || kind == Notion::text || depth > k_deepest)
            return write_leaf(node);
        if (kind == Notion::group)
            return write(bare(m_view, node), depth + 1);
        const auto parts = m_view.binary(node);
        if (parts && node.child_count() == 3 && parts->sign.text().substr(0, 1) == ">" &&
            class_of(parts->sign.text()) == SignClass::order)
            return write_mirrored(*parts, depth);
        open(parts && node.child_count() == 3 ? "binary" : node.type());
        for (const auto& child : node.children())
            write(child, depth + 1);
        m_key += ')';
    }

    std::string take() { return std::move(m_key); }

  private:
    void open(std::string_view type) {
        m_key += '(';
        m_key += type;
    }

    void write_leaf(const Node& node) {
        const auto text = node.text();
        if (text == ";" || text == "," || text.empty())
            return;
        m_key += ' ';
        m_key += text;
    }

    void write_mirrored(const Binary& parts, int depth) {
        open("binary");
        write(parts.right, depth + 1);
        m_key += ' ';
        m_key += mirrored(parts.sign.text());
        write(parts.left, depth + 1);
        m_key += ')';
    }

    const View& m_view;
    std::string m_key;
};

}  // namespace

std::string tree_key(const View& view, const Node& node) {
    KeyWriter writer(view);
    writer.write(node, 0);
    return writer.take();
}

}  // namespace mendel::code
