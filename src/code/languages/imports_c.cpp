#include "code/languages/imports.hpp"
#include "code/strings.hpp"

namespace mendel::code {

namespace {

/// What an include guard holds is as good as the file level.
bool is_guard(const Node& node) {
    const auto inner = node.named_children();
    return node.type() == "preproc_ifdef" && inner.size() > 1 && inner[1].type() == "preproc_def" &&
           inner[0].text() == inner[1].field("name").text();
}

}  // namespace

std::vector<Import> c_imports(const Tree& tree) {
    std::vector<Import> imports;
    walk(tree.root(), [&](const Node& node) {
        if (node.type() != "preproc_include")
            return true;
        auto import = import_at(ImportForm::include, node);
        const auto parent = node.parent();
        import.top_level = parent.type() == "translation_unit" || is_guard(parent);
        const auto path = node.field("path");
        import.module = string_value(path);
        import.is_system = path.type() == "system_lib_string";
        import.element = import.module_range = range_of(path);
        if (!import.module.empty()) {
            ++import.module_range.begin;
            --import.module_range.end;
        }
        imports.push_back(std::move(import));
        return false;
    });
    return imports;
}

}  // namespace mendel::code
