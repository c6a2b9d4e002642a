#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

bool is_npm_error(std::string_view text) {
    return text.substr(0, 8) == "npm ERR!" || text.substr(0, 9) == "npm error";
}

/// npm's block of one error, of which the line of the reason is a part.
void take_block(const Section& section, Finding& finding) {
    while (finding.begin > 0 && is_npm_error(section.text(finding.begin - 1)))
        --finding.begin;
    while (finding.end < section.size() && is_npm_error(section.text(finding.end)))
        ++finding.end;
}

/// Uploads to registries, releases, pages and clouds that were refused.
void match_publish(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "publish",
        {
            {"cannot publish over",
             "^npm (?:ERR!|error) .*(?P<message>You cannot publish over the previously published "
             "versions: (?P<subject>\\d[\\w.+-]*\\w).*)$",
             Category::build_failure, "version-exists", "", "package.json", "", "npm publish"},
            {" 403 ", "^npm (?:ERR!|error) 403 (?P<message>403 Forbidden - PUT .*)$",
             Category::infrastructure, "refused", "", "", "", "npm publish"},
            {" need auth ", "^npm (?:ERR!|error) need auth (?P<message>This command requires .*)$",
             Category::infrastructure, "ENEEDAUTH", "", "", "", "npm publish"},
            {"File already exists", "(?P<message>.*File already exists.*)$",
             Category::build_failure, "version-exists", "", "", "", "twine", Weight::warning},
            {"already exists on crates.io",
             "(?P<message>crate (?:version )?`?(?P<subject>[\\w@.-]+?)`? already exists on "
             "crates\\.io index)",
             Category::build_failure, "version-exists", "", "", "", "cargo publish"},
            {"is already uploaded",
             "(?P<message>crate version `(?P<subject>[\\w.-]+)` is already uploaded)",
             Category::build_failure, "version-exists", "", "", "", "cargo publish"},
            {"already_exists", "(?P<message>.*\\\"code\\\":\\\"already_exists\\\".*)$",
             Category::build_failure, "release-exists", "", "", "", "github release"},
            {"Codecov: Failed to properly",
             "(?P<message>Codecov: Failed to properly (?:upload|create|get).*)$",
             Category::infrastructure, "upload", "", "", "", "codecov"},
            {"error - ",
             "^(?:error - |\\[\\S+\\] \\['error'\\] |.*error.* -- )(?:[\\d-]+ [\\d:,]+ -- "
             ")?(?P<message>.*(?:Codecov|Commit "
             "creating failed|Upload (?:queued for processing )?failed|Report creating failed).*)$",
             Category::infrastructure, "upload", "", "", "", "codecov"},
            {"An error occurred (",
             "^(?:upload failed: .*|fatal error: )?(?P<message>An error occurred "
             "\\((?P<rule>\\w+)\\) when calling the (?P<subject>\\w+) operation.*)$",
             Category::infrastructure, "", "", "", "", "aws"},
            {"Unable to locate credentials", "(?P<message>Unable to locate credentials.*)$",
             Category::infrastructure, "credentials", "", "", "", "aws"},
            {"ERROR: (gcloud.", "^ERROR: \\(gcloud\\.(?P<subject>[\\w.-]+)\\) (?P<message>.*)$",
             Category::infrastructure, "deploy", "", "", "", "gcloud"},
            {"Push rejected, failed to compile",
             "(?P<message>.*Push rejected, failed to compile (?P<subject>.*) app\\.)",
             Category::build_failure, "deploy", "", "", "", "heroku"},
            {"Failed to create deployment",
             "(?P<message>Failed to create deployment \\(status: \\d+\\).*)$",
             Category::infrastructure, "deploy", "", "", "", "pages"},
            {"Creating Pages deployment failed", "(?P<message>Creating Pages deployment failed)",
             Category::infrastructure, "deploy", "", "", "", "pages", Weight::consequence},
            {"Deployment failed",
             "^(?:Error: )?(?P<message>Deployment (?:request )?failed(?: for|,| with|\\.).*)$",
             Category::infrastructure, "deploy", "", "", "", "pages", Weight::warning},
            {"goreleaser", "^ +⨯ (?P<message>release failed after .*)$", Category::build_failure,
             "release", "", "", "", "goreleaser"},
            {"release failed after", "^ +⨯ (?P<message>release failed after .*)$",
             Category::build_failure, "release", "", "", "", "goreleaser"},
        });
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        if (is_explained && finding->weight == Weight::problem)
            finding->weight = Weight::warning;
        if (finding->failure.tool == "npm publish")
            take_block(section, *finding);
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher publish_matcher = {
    "publish",
    {"npm ERR! 403 ", "npm error 403 ", "cannot publish over", " need auth ", "File already exists",
     "already exists on crates.io", "is already uploaded", "already_exists", "Codecov: Failed",
     "error - ", "An error occurred (", "Unable to locate credentials", "ERROR: (gcloud.",
     "Push rejected", "Deployment failed", "Deployment request failed", "create deployment (status",
     "Creating Pages deployment", "release failed after"},
    match_publish};

}  // namespace mendel::diagnose
