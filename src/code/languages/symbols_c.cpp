#include <fmt/format.h>

#include "code/languages/symbols.hpp"

namespace mendel::code {

namespace {

/// The name inside nested declarators: `*name(...)`, `name[3]`, `(*name)(int)`.
Node declared_name(Node declarator) {
    for (int depth = 0; depth < 20 && declarator; ++depth) {
        const auto type = declarator.type();
        if (type == "identifier" || type == "type_identifier" || type == "field_identifier")
            return declarator;
        auto inner = declarator.field("declarator");
        if (!inner && (type == "parenthesized_declarator" || type == "reference_declarator"))
            inner = declarator.named_children().empty() ? Node() : declarator.named_children()[0];
        declarator = inner;
    }
    return {};
}

bool is_function(const Node& declarator) {
    bool found = false;
    walk(declarator, [&](const Node& node) {
        found = found || node.type() == "function_declarator";
        return !found && node.type() != "init_declarator";
    });
    return found;
}

class Reader {
  public:
    std::vector<Symbol> symbols;

    void read(const Node& node, const std::string& scope) {
        const auto type = node.type();
        if (type == "preproc_def" || type == "preproc_function_def")
            add(node.field("name"), SymbolKind::macro, "");
        else if (type == "namespace_definition")
            read_namespace(node, scope);
        else if (type == "type_definition")
            read_typedef(node, scope);
        else if (type == "alias_declaration" || type == "concept_definition")
            add(node.field("name"), SymbolKind::type, scope);
        else if (type == "function_definition" || type == "declaration")
            read_declaration(node, scope);
        else if (is_specifier(type))
            read_type(node, scope);
        else if (holds_declarations(type))
            read_all(node, scope);
    }

    void read_all(const Node& node, const std::string& scope) {
        for (const auto& child : node.named_children())
            read(child, scope);
    }

  private:
    static bool is_specifier(std::string_view type) {
        return type == "struct_specifier" || type == "class_specifier" ||
               type == "union_specifier" || type == "enum_specifier";
    }

    static bool holds_declarations(std::string_view type) {
        return type == "translation_unit" || type == "declaration_list" ||
               type == "linkage_specification" || type == "template_declaration" ||
               type == "ERROR" || type == "preproc_ifdef" || type == "preproc_if" ||
               type == "preproc_else" || type == "preproc_elif" || type == "export_declaration";
    }

    void add(const Node& name, SymbolKind kind, const std::string& scope) {
        if (!name || name.text().empty())
            return;
        symbols.push_back(
            {.name = scope + std::string(name.text()), .kind = kind, .place = name.begin()});
    }

    void read_namespace(const Node& node, const std::string& scope) {
        const auto name = node.field("name").text();
        read_all(node.field("body"), name.empty() ? scope : fmt::format("{}{}::", scope, name));
    }

    /// A type that is only named (`struct s x;`, a forward declaration) is defined elsewhere.
    void read_type(const Node& node, const std::string& scope) {
        const auto body = node.field("body");
        if (!body)
            return;
        add(node.field("name"), SymbolKind::type, scope);
        if (node.type() != "enum_specifier")
            return;
        const bool scoped = node.child(1).type() == "class" || node.child(1).type() == "struct";
        for (const auto& enumerator : body.named_children())
            if (!scoped && enumerator.type() == "enumerator")
                add(enumerator.field("name"), SymbolKind::variable, scope);
    }

    void read_typedef(const Node& node, const std::string& scope) {
        read_type(node.field("type"), scope);
        for (const auto& child : node.named_children())
            if (child.type().find("declarator") != std::string_view::npos ||
                (child.type() == "type_identifier" && !(child == node.field("type"))))
                add(declared_name(child), SymbolKind::type, scope);
    }

    void read_declaration(const Node& node, const std::string& scope) {
        if (is_specifier(node.field("type").type()))
            read_type(node.field("type"), scope);
        for (const auto& child : node.named_children()) {
            const auto type = child.type();
            if (type != "identifier" && type.find("declarator") == std::string_view::npos)
                continue;
            add(declared_name(child),
                is_function(child) ? SymbolKind::function : SymbolKind::variable, scope);
        }
    }
};

}  // namespace

std::vector<Symbol> c_symbols(const Tree& tree) {
    Reader reader;
    reader.read_all(tree.root(), "");
    return std::move(reader.symbols);
}

}  // namespace mendel::code
