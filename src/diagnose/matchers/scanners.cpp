#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;
using model::Severity;

/// gitleaks: a field a line ("Finding:", "RuleID:", "File:", "Line:"), then "leaks found: 2".
void match_gitleaks(const Section& section, Sink& sink) {
    static const base::Regex k_field(
        "^(RuleID|File|Line|Finding|Secret|Commit|Fingerprint): +(.*)$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.text(i).substr(0, 7) != "RuleID:")
            continue;
        auto finding = finding_at(i, Category::security_vulnerability, "gitleaks", "");
        auto& failure = finding.failure;
        failure.severity = Severity::high;
        model::Location place;
        auto begin = i;
        while (begin > 0 && k_field.found_in(section.text(begin - 1).substr(0, 200)))
            --begin;
        auto end = i;
        for (; end < section.size(); ++end) {
            const auto field = k_field.match(section.text(end).substr(0, 1000));
            if (!field && section.text(end).substr(0, 8) != "Entropy:")
                break;
            if (!field)
                continue;
            if ((*field)[1] == "RuleID")
                failure.rule = (*field)[2];
            else if ((*field)[1] == "File")
                place.file = (*field)[2];
            else if ((*field)[1] == "Line")
                place.line = number_of((*field)[2]);
        }
        failure.message = "a secret was found by the rule " + failure.rule;
        if (!place.file.empty())
            failure.locations = {place};
        finding.begin = i;
        finding.end = std::max(end, i + 1);
        sink.report(std::move(finding));
        i = finding.end - 1;
    }
}

/// Semgrep: a file alone on a line, the rule behind an arrow, the words, "   3┆ source".
void match_semgrep(const Section& section, Sink& sink) {
    static const base::Regex k_file("^ {2,6}(?:❯❯❱ )?(\\S+\\.\\w+) *$");
    static const base::Regex k_rule("^ +(?:❯❯❱|❯❱|❱|⚠|>>>?) ?(\\S+(?:\\.\\S+)+) *$");
    static const base::Regex k_source("^ +(\\d+)(?:┆|\\|) ");
    std::string file;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        const auto rule = file.empty() ? std::nullopt : k_rule.match(text);
        if (rule) {
            auto finding = finding_at(i, Category::security_vulnerability, "semgrep", (*rule)[1]);
            auto& failure = finding.failure;
            for (auto at = i + 1; at < section.size() && at < i + 30; ++at) {
                const auto source = k_source.match(section.text(at).substr(0, 500));
                if (source) {
                    failure.locations = {{file, number_of((*source)[1])}};
                    finding.end = at + 1;
                    break;
                }
                const auto words = base::trim(section.text(at));
                if (failure.message.empty() && !words.empty())
                    failure.message = words;
            }
            if (!failure.locations.empty())
                sink.report(std::move(finding));
        } else if (const auto head = k_file.match(text)) {
            file = (*head)[1];
        }
    }
}

/// Checkov and tfsec: the check, then "File: /main.tf:3-9".
void match_checkov(const Section& section, Sink& sink) {
    static const base::Regex k_check("^Check: (CKV\\w+): \"(.*)\"$");
    static const base::Regex k_file("^\\s+File: /?(\\S+?):(\\d+)-\\d+");
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto check = k_check.match(section.text(i).substr(0, 1000));
        if (!check || !base::contains(section.text(i + 1), "FAILED"))
            continue;
        auto finding = finding_at(i, Category::security_vulnerability, "checkov", (*check)[1]);
        finding.failure.message = (*check)[2];
        for (auto at = i + 1; at < i + 5; ++at)
            if (const auto file = k_file.match(section.text(at).substr(0, 1000))) {
                finding.failure.locations = {{std::string((*file)[1]), number_of((*file)[2])}};
                finding.end = at + 1;
            }
        sink.report(std::move(finding));
    }
}

void match_scanners(const Section& section, Sink& sink) {
    match_gitleaks(section, sink);
    match_semgrep(section, sink);
    match_checkov(section, sink);
}

}  // namespace

const Matcher scanners_matcher = {
    "scanner", {"RuleID:", "❱ ", ">>> ", "┆ ", "Check: CKV"}, match_scanners};

}  // namespace mendel::diagnose
