#include <map>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "base/yaml.hpp"
#include "evaluate/data.hpp"
#include "evaluate/gates/lines.hpp"
#include "evaluate/gates/weakenings.hpp"

namespace mendel::evaluate {

namespace {

struct Pattern {
    std::string name;
    base::Regex regex;
};

const std::vector<Pattern>& patterns() {
    static const std::vector<Pattern> k_patterns = [] {
        std::vector<Pattern> list;
        const auto rows = base::parse_yaml(data_file("suppressions.yaml"), "suppressions.yaml");
        for (const auto& row : *rows->value)
            list.push_back({row["name"], base::Regex(row["pattern"].get<std::string>())});
        return list;
    }();
    return k_patterns;
}

/// One code that one comment silences; "*" where it names none.
struct Suppression {
    std::string kind;
    std::string code;
    std::string file;
    int line = 0;
};

bool is_prose(std::string_view path) {
    static const base::Regex k_prose(R"((?i)\.(md|rst|txt|adoc|html|json|lock|po|svg)$)");
    return k_prose.found_in(path);
}

void read_line(std::string_view text, const std::string& file, int line,
               std::vector<Suppression>& found) {
    for (const auto& pattern : patterns())
        for (const auto& groups : pattern.regex.match_all(text)) {
            const auto codes = groups.size() > 1 ? base::trim(groups.back()) : std::string_view();
            if (codes.empty()) {
                found.push_back({pattern.name, "*", file, line});
                continue;
            }
            const auto listed = base::replace_all(codes, " ", ",");
            for (const auto part : base::split(listed, ','))
                if (!base::trim(part).empty())
                    found.push_back({pattern.name, std::string(base::trim(part)), file, line});
        }
}

std::vector<Suppression> read_side(const model::Patch& patch,
                                   std::optional<std::string> model::FileChange::*side) {
    std::vector<Suppression> found;
    for (const auto& change : patch.changes) {
        if (!(change.*side) || !is_text(*(change.*side)) || is_prose(change.path))
            continue;
        int number = 0;
        for (const auto line : base::split_lines(*(change.*side)))
            read_line(line, change.path, ++number, found);
    }
    return found;
}

std::vector<model::Refusal> find_suppressions(const model::Patch& patch) {
    std::map<std::pair<std::string, std::string>, int> left;
    for (const auto& known : read_side(patch, &model::FileChange::before))
        ++left[{known.kind, known.code}];
    std::vector<Suppression> added;
    for (const auto& found : read_side(patch, &model::FileChange::after))
        if (left[{found.kind, found.code}]-- <= 0)
            added.push_back(found);
    std::vector<model::Refusal> refusals;
    for (const auto& suppression : added) {
        auto& silencing_all = left[{suppression.kind, "*"}];
        if (suppression.code != "*" && silencing_all > 0) {
            --silencing_all;  // narrowed from all codes to this one
            continue;
        }
        const auto code = suppression.code == "*" ? "" : " (" + suppression.code + ")";
        refusals.push_back({"weakening.suppression",
                            fmt::format("A {}{} was added.", suppression.kind, code),
                            suppression.file, suppression.line});
    }
    return refusals;
}

}  // namespace

const Weakening k_suppression_weakening{"suppressions", find_suppressions};

}  // namespace mendel::evaluate
