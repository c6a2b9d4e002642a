#include "diagnose/matchers/file_rows.hpp"

#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

Finding finding_of(std::size_t index, const FileRows& rows, const std::string& file,
                   const std::vector<std::string_view>& groups) {
    auto finding =
        finding_at(index, model::Category::lint_error, rows.tool, groups[rows.row.group("rule")]);
    auto& failure = finding.failure;
    failure.message = base::trim(groups[rows.row.group("message")]);
    failure.severity = model::Severity::low;
    failure.locations = {{file, number_of(groups[rows.row.group("line")]),
                          number_of(groups[rows.row.group("column")])}};
    const bool is_syntax = base::contains(failure.rule, "SyntaxError");
    if (is_syntax || failure.message.rfind("syntax error", 0) == 0)
        failure.category = model::Category::syntax_error;
    if (!rows.rung.empty() && !is_syntax)
        failure.fixable_by = {std::string(rows.rung)};
    const auto level = groups[rows.row.group("level")];
    if (level == "warning" || level == "⚠" || level == "ℹ")
        finding.weight = Weight::warning;
    return finding;
}

}  // namespace

void read_file_rows(const Section& section, const FileRows& rows, Sink& sink) {
    std::string file;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (text.empty()) {
            file.clear();
        } else if (const auto head = rows.file.match(text)) {
            file = (*head)[1];
        } else if (const auto row =
                       file.empty() || section.claimed(i) ? std::nullopt : rows.row.match(text)) {
            sink.report(finding_of(i, rows, file, *row));
        }
    }
}

}  // namespace mendel::diagnose
