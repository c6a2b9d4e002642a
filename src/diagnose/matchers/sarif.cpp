#include <nlohmann/json.hpp>

#include "base/json.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::Json;
using model::Category;

constexpr std::size_t k_most_bytes = std::size_t{4} << 20;
constexpr std::size_t k_most_lines = 200'000;

/// A SARIF document (2.1.0, OASIS) printed into the log: from the line that opens its object to the
/// line that closes it.
struct Document {
    std::string text;
    std::size_t begin = 0;
    std::size_t end = 0;
};

/// The depth of braces after a line, strings left out.
int depth_after(std::string_view text, int depth) {
    bool in_string = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (in_string && text[i] == '\\')
            ++i;
        else if (text[i] == '"')
            in_string = !in_string;
        else if (!in_string && (text[i] == '{' || text[i] == '}'))
            depth += text[i] == '{' ? 1 : -1;
    }
    return depth;
}

Document document_at(const Section& section, std::size_t at) {
    Document document{{}, at, at};
    int depth = 0;
    for (auto i = at; i < section.size() && i < at + k_most_lines; ++i) {
        const auto text = section.text(i);
        document.text.append(text).append("\n");
        depth = depth_after(text, depth);
        if (document.text.size() > k_most_bytes)
            break;
        if (depth == 0) {
            document.end = i + 1;
            break;
        }
    }
    return document;
}

std::string text_at(const Json& value, const char* path) {
    const auto pointer = Json::json_pointer(path);
    if (!value.is_object() || !value.contains(pointer) || !value.at(pointer).is_string())
        return {};
    return value.at(pointer).get<std::string>();
}

int number_at(const Json& value, const char* path) {
    const auto pointer = Json::json_pointer(path);
    if (!value.is_object() || !value.contains(pointer) || !value.at(pointer).is_number_integer())
        return 0;
    return value.at(pointer).get<int>();
}

/// Scanners of dependencies and of code for weaknesses; the others are linters.
bool is_security(const std::string& tool) {
    for (const std::string_view known : {"CodeQL", "Trivy", "Semgrep", "gitleaks", "osv-scanner",
                                         "Grype", "Snyk", "Bandit", "Checkov", "tfsec", "gosec"})
        if (base::contains(base::to_lower(tool), base::to_lower(known)))
            return true;
    return false;
}

/// The line of the log that names the rule, for each result the next one.
std::size_t line_of(const Section& section, const Document& document, const std::string& rule,
                    std::size_t from) {
    for (auto i = from; i < document.end; ++i)
        if (base::contains(section.text(i), "\"ruleId\"") && base::contains(section.text(i), rule))
            return i;
    return document.begin;
}

void report(const Section& section, const Document& document, const std::string& tool,
            const Json& result, std::size_t& line, Sink& sink) {
    const auto level = text_at(result, "/level");
    if (level == "none" || level == "note" || text_at(result, "/kind") == "pass" ||
        (result.contains("suppressions") && !result.at("suppressions").empty()))
        return;
    const auto rule = text_at(result, "/ruleId");
    line = line_of(section, document, rule, line);
    auto finding = finding_at(
        line, is_security(tool) ? Category::security_vulnerability : Category::lint_error, tool,
        rule);
    auto& failure = finding.failure;
    failure.message = text_at(result, "/message/text");
    if (failure.message.empty())
        failure.message = rule;
    const auto file = text_at(result, "/locations/0/physicalLocation/artifactLocation/uri");
    if (!file.empty())
        failure.locations = {
            {file, number_at(result, "/locations/0/physicalLocation/region/startLine"),
             number_at(result, "/locations/0/physicalLocation/region/startColumn")}};
    failure.severity = level == "error" ? model::Severity::high : model::Severity::medium;
    if (level != "error" && !level.empty())
        finding.weight = Weight::warning;
    sink.report(std::move(finding));
    if (document.end > line + 1)
        ++line;
}

void read(const Section& section, const Document& document, Sink& sink) {
    const auto parsed = base::parse_json(document.text, "the log");
    if (!parsed || !parsed->is_object() || !parsed->contains("runs") ||
        !parsed->at("runs").is_array())
        return;
    auto line = document.begin;
    for (const auto& run : parsed->at("runs")) {
        const auto tool = text_at(run, "/tool/driver/name");
        if (tool.empty() || !run.contains("results") || !run.at("results").is_array())
            continue;
        for (const auto& result : run.at("results"))
            if (result.is_object())
                report(section, document, tool, result, line, sink);
    }
}

/// Where the object that holds the line opens: the line itself, or a "{" alone just above.
std::size_t opening(const Section& section, std::size_t at) {
    for (auto i = at + 1; i-- > 0 && at - i < 4;)
        if (section.text(i).substr(0, 1) == "{")
            return i;
    return at;
}

void match_sarif(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (!base::contains(text.substr(0, 400), "sarif") ||
            !base::contains(text.substr(0, 400), "schema"))
            continue;
        const auto document = document_at(section, opening(section, i));
        if (document.end == document.begin)
            continue;
        read(section, document, sink);
        i = document.end - 1;
    }
}

}  // namespace

const Matcher sarif_matcher = {"sarif", {"sarif-schema", "sarif-2.1.0", "/sarif"}, match_sarif};

}  // namespace mendel::diagnose
