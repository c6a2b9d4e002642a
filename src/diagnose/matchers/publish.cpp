#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Uploads to registries, releases, pages and clouds that were refused.
void match_publish(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "publish",
        {
            {"npm ERR! 403", "^npm (?:ERR!|error) 403 (?:403 )?(?P<message>Forbidden.*)$",
             Category::infrastructure, "refused", "", "", "", "npm publish"},
            {"cannot publish over",
             "(?P<message>You cannot publish over the previously published versions: "
             "(?P<subject>\\S+?)\\.?(?:\\s.*)?)$",
             Category::build_failure, "version-exists", "", "", "", "npm publish"},
            {"npm ERR! code ENEEDAUTH", "^npm (?:ERR!|error) code (?P<rule>ENEEDAUTH)(?P<message>)",
             Category::infrastructure, "", "", "", "", "npm publish"},
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
             "^(?:error - |\\[\\S+\\] \\['error'\\] |.*error.* -- )(?P<message>.*(?:Codecov|Commit "
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
            {"Deployment failed",
             "^(?:Error: )?(?P<message>Deployment (?:request )?failed(?: for|,| with|\\.).*)$",
             Category::infrastructure, "deploy", "", "", "", "pages", Weight::warning},
            {"goreleaser", "^ +⨯ (?P<message>release failed after .*)$", Category::build_failure,
             "release", "", "", "", "goreleaser"},
            {"release failed after", "^ +⨯ (?P<message>release failed after .*)$",
             Category::build_failure, "release", "", "", "", "goreleaser"},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher publish_matcher = {
    "publish",
    {"npm ERR! 403", "npm error 403", "cannot publish over", "code ENEEDAUTH",
     "File already exists", "already exists on crates.io", "is already uploaded", "already_exists",
     "Codecov: Failed", "error - ", "An error occurred (", "Unable to locate credentials",
     "ERROR: (gcloud.", "Push rejected", "Deployment failed", "Deployment request failed",
     "release failed after"},
    match_publish};

}  // namespace mendel::diagnose
