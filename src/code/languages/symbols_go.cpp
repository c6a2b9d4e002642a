#include "code/languages/symbols.hpp"

namespace mendel::code {

namespace {

SymbolKind kind_of(std::string_view type) {
    if (type == "function_declaration")
        return SymbolKind::function;
    return type == "type_spec" || type == "type_alias" ? SymbolKind::type : SymbolKind::variable;
}

}  // namespace

std::vector<Symbol> go_symbols(const Tree& tree) {
    std::vector<Symbol> symbols;
    walk(tree.root(), [&](const Node& node) {
        const auto type = node.type();
        if (type == "function_declaration" || type == "type_spec" || type == "type_alias" ||
            type == "const_spec" || type == "var_spec") {
            const auto name = node.field("name");
            if (!name.text().empty() && name.text()[0] >= 'A' && name.text()[0] <= 'Z')
                symbols.push_back({.name = std::string(name.text()),
                                   .kind = kind_of(type),
                                   .place = name.begin()});
        }
        return type == "source_file" || type == "const_declaration" || type == "var_declaration" ||
               type == "type_declaration" || type == "var_spec_list" || type == "ERROR";
    });
    return symbols;
}

}  // namespace mendel::code
