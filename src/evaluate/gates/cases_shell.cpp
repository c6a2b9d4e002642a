#include "base/regex.hpp"
#include "base/text.hpp"
#include "evaluate/gates/cases.hpp"

namespace mendel::evaluate {

namespace {

/// A line of a test script that can fail by itself.
bool asserts(std::string_view line) {
    static const base::Regex k_line(
        R"(^(!\s*)?(\[\[?\s|test\s|assert\w*\s|refute\w*\s|diff\s|cmp\s|grep\s+-\w*q)"
        R"(|expect\w*\s|fail\b|exit\s+[1-9]))");
    return k_line.found_in(line) || base::contains(line, "|| exit") ||
           base::contains(line, "|| fail") || base::contains(line, "|| return 1");
}

}  // namespace

std::vector<Case> shell_cases(const std::string& path, std::string_view text) {
    static const base::Regex k_bats(R"re(^\s*@test\s+["'](.*)["']\s*\{)re");
    static const base::Regex k_function(R"(^\s*(?:function\s+)?(test\w*|it_\w+)\s*\(\)\s*\{?)");
    std::vector<Case> cases;
    Case current{.file = path, .name = "(script)"};
    const auto flush = [&] {
        if (current.test || !current.assertions.empty())
            cases.push_back(current);
    };
    int number = 0;
    for (const auto line : base::split_lines(text)) {
        ++number;
        auto opened = k_bats.match(line);
        if (!opened)
            opened = k_function.match(line);
        if (opened) {
            flush();
            current = {
                .file = path, .name = std::string((*opened)[1]), .line = number, .test = true};
            continue;
        }
        const auto trimmed = base::trim(line);
        if (trimmed.compare(0, 4, "skip") == 0)
            current.skips.emplace_back("skip");
        if (trimmed.compare(0, 8, "return 0") == 0)
            ++current.early_exits;
        if (trimmed.empty() || trimmed.front() == '#' || !asserts(trimmed))
            continue;
        const auto tokens = lex(Dialect::shell, trimmed);
        if (tokens.empty())
            continue;
        auto assertion = assertion_of(Dialect::shell, tokens, 0, tokens.size());
        assertion.line = number;
        current.assertions.push_back(std::move(assertion));
    }
    flush();
    return cases;
}

}  // namespace mendel::evaluate
