#include "code/dependency_scan.hpp"

#include <unordered_map>

namespace mendel::code {

std::optional<SourceKind> source_kind_of(std::string_view path) {
    static const std::unordered_map<std::string_view, SourceKind> k_endings = {
        {"py", SourceKind::python},  {"pyi", SourceKind::python}, {"js", SourceKind::script},
        {"jsx", SourceKind::script}, {"mjs", SourceKind::script}, {"cjs", SourceKind::script},
        {"ts", SourceKind::script},  {"tsx", SourceKind::script}, {"mts", SourceKind::script},
        {"cts", SourceKind::script}, {"c", SourceKind::c},        {"h", SourceKind::c},
        {"cc", SourceKind::c},       {"cpp", SourceKind::c},      {"cxx", SourceKind::c},
        {"hh", SourceKind::c},       {"hpp", SourceKind::c},      {"hxx", SourceKind::c},
        {"inl", SourceKind::c},      {"ipp", SourceKind::c},      {"go", SourceKind::go},
        {"java", SourceKind::java},  {"rs", SourceKind::rust}};
    const auto dot = path.rfind('.');
    if (dot == std::string_view::npos || path.find('/', dot) != std::string_view::npos)
        return {};
    const auto found = k_endings.find(path.substr(dot + 1));
    return found == k_endings.end() ? std::optional<SourceKind>() : found->second;
}

std::vector<ScannedImport> scan_imports(SourceKind kind, std::string_view text) {
    switch (kind) {
        case SourceKind::python:
            return scan_python(text);
        case SourceKind::script:
            return scan_script(text);
        case SourceKind::c:
            return scan_c(text);
        case SourceKind::go:
            return scan_go(text);
        case SourceKind::java:
            return scan_java(text);
        case SourceKind::rust:
            return scan_rust(text);
    }
    return {};
}

}  // namespace mendel::code
