#include "diagnose/matchers/line_rules.hpp"

#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::size_t k_most_of_a_line = 4000;

bool is_mild(std::string_view level) {
    const auto lower = base::to_lower(level);
    return lower == "warning" || lower == "warn" || lower == "info" || lower == "note" ||
           lower == "style" || lower == "refactor" || lower == "convention";
}

/// The group's text; empty for group 0, which stands for "the pattern has none of that name".
std::string_view part(const std::vector<std::string_view>& groups, std::size_t index) {
    return index == 0 ? std::string_view{} : groups[index];
}

std::string_view either(std::string_view said, std::string_view otherwise) {
    return said.empty() ? otherwise : said;
}

}  // namespace

bool mentions(const Section& section, const std::vector<std::string_view>& texts) {
    for (std::size_t i = 0; i < section.size(); ++i)
        for (const auto text : texts)
            if (base::contains(section.text(i), text))
                return true;
    return false;
}

LineRules::LineRules(std::string_view tool, const std::vector<LineRule>& rules) : m_tool(tool) {
    for (const auto& rule : rules) {
        base::Regex pattern(rule.pattern);
        const auto group = [&pattern](const char* name) { return pattern.group(name); };
        m_rules.push_back(Compiled{rule, group("file"), group("line"), group("column"),
                                   group("rule"), group("subject"), group("message"),
                                   group("level"), std::move(pattern)});
    }
}

std::optional<Finding> LineRules::at(const Section& section, std::size_t index) const {
    const auto text = section.text(index).substr(0, k_most_of_a_line);
    for (const auto& compiled : m_rules) {
        if (!base::contains(text, compiled.rule.sign))
            continue;
        if (const auto groups = compiled.pattern.match(text))
            return finding_of(index, compiled, *groups);
    }
    return std::nullopt;
}

Finding LineRules::finding_of(std::size_t index, const Compiled& compiled,
                              const std::vector<std::string_view>& groups) const {
    const auto& rule = compiled.rule;
    auto finding = finding_at(index, rule.category, either(rule.tool, m_tool),
                              either(part(groups, compiled.name), rule.rule));
    auto& failure = finding.failure;
    failure.subject = either(part(groups, compiled.subject), rule.subject);
    failure.message = base::trim(either(part(groups, compiled.message), groups[0]));
    failure.severity = rule.severity;
    failure.confidence = rule.confidence;
    if (!rule.rung.empty())
        failure.fixable_by = {std::string(rule.rung)};
    if (const auto file = either(part(groups, compiled.file), rule.file); !file.empty())
        failure.locations = {{std::string(file), number_of(part(groups, compiled.line)),
                              number_of(part(groups, compiled.column))}};
    finding.weight = rule.weight;
    if (is_mild(part(groups, compiled.level))) {
        finding.weight = Weight::warning;
        failure.severity = model::Severity::low;
    }
    return finding;
}

void LineRules::read(const Section& section, Sink& sink) const {
    for (std::size_t i = 0; i < section.size(); ++i)
        if (!section.claimed(i))
            if (auto finding = at(section, i))
                sink.report(std::move(*finding));
}

void LineRules::read_as_last(const Section& section, Sink& sink) const {
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : at(section, i);
        if (!finding)
            continue;
        if (is_explained && finding->weight == Weight::problem)
            finding->weight = Weight::warning;
        sink.report(std::move(*finding));
    }
}

}  // namespace mendel::diagnose
