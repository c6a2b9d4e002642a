#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;
using model::Severity;

Severity severity_named(std::string_view name) {
    const auto lower = base::to_lower(name);
    if (lower == "critical")
        return Severity::critical;
    if (lower == "high")
        return Severity::high;
    return lower == "low" ? Severity::low : Severity::medium;
}

Finding vulnerability_at(std::size_t at, std::string_view tool, std::string_view id,
                         std::string_view package) {
    auto finding = finding_at(at, Category::security_vulnerability, tool, id);
    finding.failure.subject = package;
    finding.failure.fixable_by = {"dependencies"};
    return finding;
}

/// npm audit: "name  <1.2.3", "Severity: high", "Title - https://github.com/advisories/GHSA-...".
void match_npm_audit(const Section& section, Sink& sink) {
    static const base::Regex k_package("^(@?[\\w./-]+)  [<>=*\\d].*$");
    static const base::Regex k_severity("^Severity: (\\w+)$");
    static const base::Regex k_advisory("^(.*) - https://github\\.com/advisories/(GHSA-[\\w-]+)$");
    for (std::size_t i = 0; i + 1 < section.size(); ++i) {
        const auto package = k_package.match(section.text(i).substr(0, 1000));
        const auto severity = package ? k_severity.match(section.text(i + 1)) : std::nullopt;
        if (!severity)
            continue;
        auto finding = vulnerability_at(i, "npm audit", "", (*package)[1]);
        auto& failure = finding.failure;
        failure.severity = severity_named((*severity)[1]);
        failure.message = (*package)[0];
        failure.locations = {{"package.json"}};
        if (const auto advisory = k_advisory.match(section.text(i + 2).substr(0, 2000))) {
            failure.message = (*advisory)[1];
            failure.rule = (*advisory)[2];
        }
        finding.end = i + 3;
        sink.report(std::move(finding));
    }
}

/// pip-audit's and osv-scanner's tables: "name  1.0  GHSA-...  1.1".
void match_tables(const Section& section, Sink& sink) {
    static const base::Regex k_pip(
        "^([\\w.-]+) +(\\d[\\w.]*) +((?:GHSA|PYSEC|CVE)-[\\w-]+)(?: .*)?$");
    static const base::Regex k_osv(
        "^(?:\\||│) https://osv\\.dev/(\\S+) +(?:\\||│) *([\\d.]*) *(?:\\||│) (\\S+) +(?:\\||│) "
        "(\\S+) +(?:\\||│) (\\S+) "
        "+(?:\\||│)(?:.*(?:\\||│))? (\\S+) +(?:\\||│)$");
    static const base::Regex k_trivy(
        "^(?:\\||│) ([\\w@/.:+-]+)(?: \\([^)]*\\))? +(?:\\||│) +((?:CVE|GHSA)-[\\w-]+) +(?:\\||│) "
        "+(LOW|MEDIUM|HIGH|CRITICAL|UNKNOWN) +(?:\\||│)");
    static const base::Regex k_grype(
        "^([\\w@/.:+-]+) +(\\d\\S*) +.*?((?:CVE|GHSA)-[\\w-]+) "
        "+(Negligible|Low|Medium|High|Critical)");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (!contains(text, "GHSA-") && !contains(text, "CVE-") && !contains(text, "PYSEC-") &&
            !contains(text, "osv.dev/"))
            continue;
        auto finding = vulnerability_at(i, "pip-audit", "", "");
        auto& failure = finding.failure;
        if (const auto trivy = k_trivy.match(text)) {
            finding = vulnerability_at(i, "trivy", (*trivy)[2], (*trivy)[1]);
            failure.severity = severity_named((*trivy)[3]);
        } else if (const auto osv = k_osv.match(text)) {
            finding = vulnerability_at(i, "osv-scanner", (*osv)[1], (*osv)[4]);
            failure.locations = {{std::string((*osv)[6])}};
        } else if (const auto grype = k_grype.match(text)) {
            finding = vulnerability_at(i, "grype", (*grype)[3], (*grype)[1]);
            failure.severity = severity_named((*grype)[4]);
        } else if (const auto pip = k_pip.match(text)) {
            finding = vulnerability_at(i, "pip-audit", (*pip)[3], (*pip)[1]);
        } else {
            continue;
        }
        failure.message = failure.subject + " has " + failure.rule;
        sink.report(std::move(finding));
    }
}

/// cargo audit and bundler-audit: a field a line.
void match_fields(const Section& section, Sink& sink) {
    static const base::Regex k_crate("^Crate: +(\\S+)$");
    static const base::Regex k_field("^(Title|ID|Name|GHSA|CVE|Advisory|Criticality): +(.*)$");
    static const base::Regex k_gem("^Name: (\\S+)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 1000);
        auto head = k_crate.match(text);
        const bool is_crate = head.has_value();
        if (!head && contains(section.text(i + 1), "Version: "))
            head = k_gem.match(text);
        if (!head)
            continue;
        auto finding =
            vulnerability_at(i, is_crate ? "cargo audit" : "bundler-audit", "", (*head)[1]);
        auto& failure = finding.failure;
        auto end = i + 1;
        for (; end < section.size() && end < i + 14 && !section.text(end).empty(); ++end) {
            const auto field = k_field.match(section.text(end).substr(0, 1000));
            if (!field)
                continue;
            if ((*field)[1] == "Title")
                failure.message = (*field)[2];
            else if ((*field)[1] == "Criticality")
                failure.severity = severity_named((*field)[2]);
            else if (failure.rule.empty())
                failure.rule = (*field)[2];
        }
        if (failure.rule.empty() || failure.message.empty())
            continue;
        failure.locations = {{is_crate ? "Cargo.lock" : "Gemfile.lock"}};
        finding.end = end;
        sink.report(std::move(finding));
    }
}

void match_audits(const Section& section, Sink& sink) {
    match_npm_audit(section, sink);
    match_tables(section, sink);
    match_fields(section, sink);
}

}  // namespace

const Matcher audits_matcher = {
    "audit",
    {"Severity: ", "GHSA-", "CVE-", "PYSEC-", "osv.dev/", "RUSTSEC-", "Criticality: "},
    match_audits};

}  // namespace mendel::diagnose
