#include "code/languages/imports.hpp"
#include "code/strings.hpp"

namespace mendel::code {

std::vector<Import> go_imports(const Tree& tree) {
    std::vector<Import> imports;
    for (const auto& spec : tree.all("import_spec")) {
        auto import = import_at(ImportForm::module, spec);
        const auto path = spec.field("path");
        import.module = string_value(path);
        import.alias = std::string(spec.field("name").text());
        import.element = range_of(spec);
        import.module_range = {.begin = path.begin().offset + 1, .end = path.end().offset - 1};
        imports.push_back(std::move(import));
    }
    return imports;
}

}  // namespace mendel::code
