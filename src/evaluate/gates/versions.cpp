#include "evaluate/gates/versions.hpp"

#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::evaluate {

namespace {

std::vector<long> numbers_of(std::string_view version) {
    std::vector<long> numbers;
    long current = -1;
    for (const char c : version) {
        if (c >= '0' && c <= '9' && current < 100'000'000)
            current = std::max(current, 0L) * 10 + (c - '0');
        else if (c == '.') {
            numbers.push_back(std::max(current, 0L));
            current = -1;
        } else if (c != 'v' && c != '^' && c != '~' && c != '=' && c != ' ')
            break;
    }
    numbers.push_back(std::max(current, 0L));
    while (!numbers.empty() && numbers.back() == 0)
        numbers.pop_back();
    return numbers;
}

/// Bounds of a list of specifiers: ">=1.2,<2", "==1.*", "^1.2", "~=1.4", "1.2.3".
Requirement bounds_of(std::string_view specifiers, int line) {
    static const base::Regex k_part(R"((===?|~=|>=|<=|<|>|!=|\^|~>?|=)?\s*v?([0-9][\w.*+-]*))");
    Requirement found{.line = line};
    for (const auto& groups : k_part.match_all(specifiers)) {
        const auto version = std::string(groups[2]);
        const auto sign = groups[1];
        if (sign == "!=")
            continue;
        if (sign == "<" || sign == "<=") {
            found.highest = version;
            continue;
        }
        if (found.lowest.empty())
            found.lowest = version;
        if (sign == "==" || sign == "===")
            found.highest = version;
    }
    return found;
}

std::string normalised(std::string_view name) {
    auto text = base::to_lower(name);
    for (auto& c : text)
        if (c == '_' || c == '.')
            c = '-';
    return text;
}

}  // namespace

int compare_versions(std::string_view left, std::string_view right) {
    const auto a = numbers_of(left);
    const auto b = numbers_of(right);
    return a < b ? -1 : a > b ? 1 : 0;
}

std::map<std::string, Requirement> requirements_of(std::string_view path, std::string_view text) {
    static const base::Regex k_python(
        R"((^|/)([\w.-]*requirements[\w.-]*\.(txt|in)|constraints[\w.-]*\.txt)"
        R"(|requirements/[\w.-]+\.(txt|in)|setup\.(cfg|py)|tox\.ini|pyproject\.toml)"
        R"(|environment\.ya?ml|Pipfile)$)");
    static const base::Regex k_python_line(
        R"(^[\s"'-]*([A-Za-z][\w.-]*)(?:\[[^\]]*\])?["']?\s*=?\s*["']?((?:===?|~=|>=|<=|<)"
        R"(|>|!=|\^|~)\s*[0-9][^;#"']*))");
    static const base::Regex k_python_bare(
        R"(^[\s"'-]*([A-Za-z][\w.-]*)(?:\[[^\]]*\])?\s*["']?,?\s*(?:[;#].*)?$)");
    static const base::Regex k_json(R"re(^\s*"(@?[\w./-]+)"\s*:\s*"([\^~<>=v]*\s*[0-9][^"]*)")re");
    static const base::Regex k_go(R"(^\s*(?:require\s+)?([\w./-]+\.[\w./-]+)\s+(v[0-9][\w.+-]*))");
    static const base::Regex k_cargo(
        R"re(^\s*([\w-]+)\s*=\s*(?:\{.*?version\s*=\s*)?"([\^~<>=]*\s*[0-9][^"]*)")re");
    const auto name = path.substr(path.rfind('/') + 1);
    const bool python = k_python.found_in(path);
    const base::Regex* line_pattern = python                   ? &k_python_line
                                      : name == "package.json" ? &k_json
                                      : name == "go.mod"       ? &k_go
                                      : name == "Cargo.toml"   ? &k_cargo
                                                               : nullptr;
    std::map<std::string, Requirement> found;
    if (line_pattern == nullptr)
        return found;
    int number = 0;
    for (const auto line : base::split_lines(text)) {
        ++number;
        if (const auto groups = line_pattern->match(line))
            found[normalised((*groups)[1])] = bounds_of((*groups)[2], number);
        else if (const auto bare = python ? k_python_bare.match(line) : std::nullopt)
            found[normalised((*bare)[1])] = {.line = number};
    }
    return found;
}

}  // namespace mendel::evaluate
