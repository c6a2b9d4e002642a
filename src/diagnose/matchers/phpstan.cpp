#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool is_rule(std::string_view text) {
    text = base::trim(text);
    return text.size() > 8 && text.find_first_not_of("- ") == std::string_view::npos;
}

struct Row {
    std::size_t at = 0;
    int line = 0;
    std::string message;
    std::string identifier;
    std::size_t end = 0;
};

/// "  12     text" and its further lines up to the next row or rule.
std::optional<Row> row_at(const Section& section, std::size_t at) {
    static const base::Regex k_row("^ +:?(\\d+|\\?) {2,}(\\S.*)$");
    static const base::Regex k_more("^ {6,}(\\S.*)$");
    static const base::Regex k_identifier("^(?:🪪|id:) +(\\S+)$");
    const auto groups = k_row.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    Row row{at, number_of((*groups)[1]), std::string((*groups)[2]), {}, at + 1};
    for (; row.end < section.size() && row.end < at + 30; ++row.end) {
        const auto more = k_more.match(section.text(row.end).substr(0, 2000));
        if (!more || k_row.found_in(section.text(row.end).substr(0, 2000)))
            break;
        if (const auto identifier = k_identifier.match((*more)[1]))
            row.identifier = (*identifier)[1];
        else if (!contains((*more)[1], "💡") && !contains((*more)[1], "✏️") &&
                 row.identifier.empty())
            row.message += " " + std::string((*more)[1]);
    }
    return row;
}

void report(const Row& row, std::string_view file, Sink& sink) {
    static const base::Regex k_unknown("(?:unknown class|Class|class) (\\S+?)(?: not found|\\.$)");
    auto finding = finding_at(row.at, Category::type_error, "phpstan", row.identifier);
    finding.end = row.end;
    finding.failure.message = row.message;
    finding.failure.locations = {{std::string(file), row.line}};
    if (contains(row.message, "not found"))
        if (const auto groups = k_unknown.match(row.message)) {
            finding.failure.category = Category::import_error;
            finding.failure.subject = (*groups)[1];
        }
    sink.report(std::move(finding));
}

/// PHPStan's table: a rule, "Line   file", a rule, rows, a rule.
void match_table(const Section& section, Sink& sink) {
    static const base::Regex k_file("^ +Line +(\\S.*?)$");
    std::string file;
    for (std::size_t i = 1; i < section.size(); ++i) {
        const auto head = is_rule(section.text(i - 1)) && is_rule(section.text(i + 1))
                              ? k_file.match(section.text(i).substr(0, 1000))
                              : std::nullopt;
        if (head) {
            file = base::split((*head)[1], ' ')[0];
            ++i;
        } else if (is_rule(section.text(i))) {
            file.clear();
        } else if (const auto row = file.empty() ? std::nullopt : row_at(section, i)) {
            report(*row, file, sink);
            i = row->end - 1;
        }
    }
}

void match_phpstan(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "psalm",
        {
            {": ",
             "^ERROR: (?P<rule>[A-Z]\\w+) +-+ +(?P<file>\\S+\\.php):(?P<line>\\d+):(?P<column>\\d+)"
             " +-+ +(?P<message>.*?)(?: \\(see \\S+\\))?$",
             Category::type_error},
        });
    match_table(section, sink);
    k_rules.read(section, sink);
}

}  // namespace

const Matcher phpstan_matcher = {"phpstan", {"  Line  ", "ERROR: "}, match_phpstan};

}  // namespace mendel::diagnose
