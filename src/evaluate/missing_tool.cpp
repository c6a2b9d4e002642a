#include "evaluate/missing_tool.hpp"

#include <algorithm>
#include <set>

#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "evaluate/data.hpp"

namespace mendel::evaluate {

namespace {

const std::vector<base::Regex>& absences() {
    static const std::vector<base::Regex> patterns = [] {
        std::vector<base::Regex> all;
        all.emplace_back(
            R"(^(?:[^\s:]+: )?(?:line \d+: |\d+: )?([\w.+-]+): (?:command )?not found$)");
        all.emplace_back(R"(^.*: No module named '?([\w.]+?)'?(?:\.__main__.*)?$)");
        all.emplace_back(R"(^(?:make|gmake)(?:\[\d+\])?: ([\w.+-]+): No such file or directory$)");
        all.emplace_back(R"(^sh: \d+: ([\w.+-]+): not found$)");
        return all;
    }();
    return patterns;
}

std::set<std::string> programs_of(const std::vector<code::Invocation>& invocations) {
    std::set<std::string> programs;
    for (const auto& each : invocations) {
        programs.insert(each.tool);
        if (!each.launcher.empty())
            programs.insert(each.launcher.front());
    }
    return programs;
}

/// "No module named x" counts only where Python itself says it of `-m x`, not a program's import.
bool is_plain_line(std::string_view line, std::string_view name) {
    return !base::contains(line, "No module named") ||
           (line.substr(0, 1) == "/" &&
            base::contains(line, std::string(": No module named ") + std::string(name)));
}

}  // namespace

std::string missing_tool_in(const std::vector<code::Invocation>& invocations,
                            std::string_view log) {
    const auto programs = programs_of(invocations);
    for (const auto line : base::split_lines(log)) {
        if (line.size() > 500)
            continue;
        for (const auto& pattern : absences()) {
            const auto groups = pattern.match(base::trim_right(line));
            if (!groups || !is_plain_line(line, (*groups)[1]))
                continue;
            std::string name((*groups)[1]);
            if (programs.count(name) != 0)
                return name;
        }
    }
    return {};
}

std::string setup_line_for(const std::string& tool) {
    static const auto lines = [] {
        std::map<std::string, std::string> table;
        const auto document = base::parse_yaml(data_file("setup_lines.yaml"), "setup_lines.yaml");
        if (document)
            for (const auto& [name, line] : document->value->items())
                table[name] = line.get<std::string>();
        return table;
    }();
    const auto found = lines.find(tool);
    return found == lines.end() ? std::string() : found->second;
}

}  // namespace mendel::evaluate
