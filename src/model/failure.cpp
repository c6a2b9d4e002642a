#include "model/failure.hpp"

#include <array>

namespace mendel::model {

namespace {

constexpr std::array<std::string_view, 11> k_category_names = {
    "syntax_error", "import_error",           "test_failure",  "lint_error",
    "type_error",   "security_vulnerability", "build_failure", "runtime_error",
    "timeout",      "dependency_error",       "infrastructure"};

constexpr std::array<std::string_view, 4> k_severity_names = {"low", "medium", "high", "critical"};

}  // namespace

std::string_view name_of(Category category) {
    return k_category_names[static_cast<std::size_t>(category)];
}

std::string_view name_of(Severity severity) {
    return k_severity_names[static_cast<std::size_t>(severity)];
}

std::optional<Category> category_named(std::string_view name) {
    for (std::size_t i = 0; i < k_category_names.size(); ++i)
        if (k_category_names[i] == name)
            return static_cast<Category>(i);
    return std::nullopt;
}

}  // namespace mendel::model
