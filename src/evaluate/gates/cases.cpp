#include "evaluate/gates/cases.hpp"

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::evaluate {

bool is_test_file(std::string_view path) {
    static const base::Regex k_pattern(
        R"((^|/)(tests?|__tests__|specs?|testing|test_?suite|t)/|(^|/)(test_[^/]*|[^/]*_test|[^/]*[.-](test|spec)|)"
        R"(tests?|conftest|[^/]*Tests?|[^/]*_spec|[^/]*IT|test[^/]*)\.[A-Za-z]+$)");
    return k_pattern.found_in(path);
}

std::vector<Case> cases_of(const std::string& path, std::string_view text) {
    const auto dialect = dialect_of(path);
    const bool inline_tests = dialect == Dialect::rust;
    if (dialect == Dialect::none || (!inline_tests && !is_test_file(path)))
        return {};
    if (dialect == Dialect::shell)
        return shell_cases(path, text);
    const auto tokens = lex(dialect, text);
    if (dialect == Dialect::python)
        return python_cases(path, tokens);
    return braced_cases(path, dialect, tokens);
}

}  // namespace mendel::evaluate
