#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "Dockerfile:4" above the excerpt that BuildKit prints before its last words.
std::optional<model::Location> excerpt_above(const Section& section, std::size_t at) {
    static const base::Regex k_place("^(?:\\./)?([^\\s:]*[Dd]ockerfile[^\\s:]*):(\\d+)$");
    for (auto i = at; i-- > 0 && at - i < 16;)
        if (const auto groups = k_place.match(section.text(i).substr(0, 500)))
            return model::Location{std::string((*groups)[1]), number_of((*groups)[2])};
    return std::nullopt;
}

/// "  in "./docker-compose.yml", line 5, column 3" below an error of the YAML reader.
void read_yaml_error(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_error("^(?:ERROR: )?yaml\\.(?:parser|scanner)\\.\\w+: (.*)$");
    static const base::Regex k_place("^ +in \"(?:\\./)?([^\"]+)\", line (\\d+), column (\\d+)$");
    const auto error = k_error.match(section.text(at).substr(0, 1000));
    if (!error)
        return;
    auto finding = finding_at(at, Category::syntax_error, "docker compose", "yaml");
    auto& failure = finding.failure;
    failure.message = (*error)[1];
    for (auto i = at + 1; i < at + 5; ++i)
        if (const auto place = k_place.match(section.text(i).substr(0, 1000))) {
            failure.locations = {
                {std::string((*place)[1]), number_of((*place)[2]), number_of((*place)[3])}};
            finding.end = i + 1;
        } else if (!section.text(i).empty()) {
            failure.message = section.text(i).substr(0, 1000);
        }
    if (!failure.locations.empty() && base::contains(failure.locations[0].file, "compose"))
        sink.report(std::move(finding));
}

/// "The Compose file './docker-compose.yml' is invalid because:", the reason on the line below.
void read_compose(const Section& section, Sink& sink) {
    static const base::Regex k_file(
        "^(?:ERROR: )?The Compose file(?: '(?:\\./)?([^']+)')? is invalid because:$");
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (base::contains(section.text(i).substr(0, 40), "yaml.") && !section.claimed(i))
            read_yaml_error(section, i, sink);
        const auto groups = k_file.match(section.text(i).substr(0, 1000));
        if (!groups || section.text(i + 1).empty())
            continue;
        auto finding = finding_at(i + 1, Category::build_failure, "docker compose", "compose-file");
        finding.begin = i;
        finding.failure.message = base::trim(section.text(i + 1).substr(0, 1000));
        finding.failure.locations = {
            {(*groups)[1].empty() ? "docker-compose.yml" : std::string((*groups)[1])}};
        sink.report(std::move(finding));
    }
}

/// Builds with BuildKit and without, pulls and runs, Compose, hadolint.
void match_docker(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "docker",
        {
            {"did not complete successfully",
             "^(?:#\\d+ )?ERROR: (?P<message>process \\\"(?P<subject>.*?)\\\" did not complete "
             "successfully: exit code: \\d+)",
             Category::build_failure, "run", "", "", "", "", Weight::consequence},
            {"failed to solve",
             "^(?:#\\d+ )?(?:ERROR: |error: |)(?P<message>failed to solve: (?:rpc error: code = "
             "\\w+ desc = )?(?:failed to (?:solve|build) .*?: )?process \\\".*\\\" did not "
             "complete.*)$",
             Category::build_failure, "run", "", "", "", "", Weight::consequence},
            {"dockerfile parse error",
             "(?P<message>dockerfile parse error (?:on )?line (?P<line>\\d+): .*)$",
             Category::syntax_error, "syntax", "", "Dockerfile"},
            {"dockerfile parse error", "(?P<message>dockerfile parse error: .*)$",
             Category::syntax_error, "syntax", "", "Dockerfile"},
            {"Dockerfile parse error",
             "(?P<message>Dockerfile parse error line (?P<line>\\d+): .*)$", Category::syntax_error,
             "syntax", "", "Dockerfile"},
            {"failed to compute cache key",
             "(?P<message>failed to (?:compute cache key|calculate checksum of "
             "ref).*?\\\"?(?P<subject>/[^\\s\\\":]+)\\\"?: not found)",
             Category::build_failure, "missing-file", "", "Dockerfile"},
            {"COPY failed",
             "^(?P<message>(?:COPY|ADD) failed: .*?(?P<subject>[^\\s/:]+): no such file or "
             "directory)",
             Category::build_failure, "missing-file", "", "Dockerfile"},
            {"COPY failed", "^(?P<message>(?:COPY|ADD) failed: .*)$", Category::build_failure,
             "missing-file", "", "Dockerfile"},
            {"returned a non-zero code",
             "^(?P<message>The command '(?P<subject>.*)' returned a non-zero code: \\d+)",
             Category::build_failure, "run", "", "", "", "", Weight::consequence},
            {"failed to read dockerfile",
             "(?P<message>failed to read dockerfile: open (?P<subject>\\S+): no such file or "
             "directory)",
             Category::build_failure, "no-dockerfile"},
            {"unable to prepare context", "^(?P<message>unable to prepare context: .*)$",
             Category::build_failure, "context"},
            {"pull access denied", "(?P<message>pull access denied for (?P<subject>[^\\s,]+).*)$",
             Category::dependency_error, "missing-image"},
            {"manifest for", "(?P<message>manifest for (?P<subject>\\S+) not found.*)$",
             Category::dependency_error, "missing-image"},
            {"failed to resolve source metadata",
             "(?P<message>failed to resolve source metadata for (?P<subject>\\S+): .*)$",
             Category::dependency_error, "missing-image"},
            {"no match for platform in manifest",
             "(?P<message>no match for platform in manifest.*)$", Category::dependency_error,
             "platform"},
            {"Cannot connect to the Docker daemon",
             "(?P<message>Cannot connect to the Docker daemon at \\S+)", Category::infrastructure,
             "no-daemon"},
            {"Error response from daemon",
             "^(?:docker: )?Error response from daemon: (?P<message>.*(?:port is already "
             "allocated|address already in use).*)$",
             Category::infrastructure, "port-in-use"},
            {"Error response from daemon",
             "^(?:docker: )?(?P<message>Error response from daemon: "
             ".*(?:exec|executable|entrypoint).*?\\\"?(?P<subject>[\\w./-]+)\\\"?: (?:executable "
             "file not found in \\$PATH|no such file or directory).*)$",
             Category::dependency_error, "command-not-found"},
            {"Error response from daemon",
             "^(?:docker: |ERROR: )?(?P<message>Error response from daemon: .*)$",
             Category::infrastructure, "daemon"},
            {"denied: ",
             "^(?:ERROR: )?(?P<message>(?:denied: requested access to the resource is "
             "denied|unauthorized: authentication required|denied: .*permission.*))",
             Category::infrastructure, "push-refused"},
            {"dependency failed to start",
             "(?P<message>dependency failed to start: container (?P<subject>\\S+) (?:is "
             "unhealthy|exited).*)$",
             Category::runtime_error, "unhealthy", "", "", "", "docker compose"},
            {" is unhealthy",
             "^(?:ERROR: )?(?P<message>(?:for \\S+ +)?[Cc]ontainer \\\"?(?P<subject>[\\w.-]+)\\\"? "
             "is unhealthy.*)$",
             Category::runtime_error, "unhealthy", "", "", "", "docker compose"},
            {"docker-compose.y",
             "^ERROR: (?P<message>.*in file "
             "['\\\"]?(?P<file>\\./?\\S*docker-compose\\.ya?ml)['\\\"]?.*)$",
             Category::build_failure, "compose-file", "", "", "", "docker compose"},
            {"services.",
             "^(?:validating \\S+: )?(?P<message>services\\.(?P<subject>[\\w.-]+) .*)$",
             Category::build_failure, "compose-file", "", "docker-compose.yml", "",
             "docker compose"},
            {" DL",
             "^(?P<file>[^\\s:]*):(?P<line>\\d+) (?P<rule>(?:DL|SC)\\d{4}) "
             "(?P<level>error|warning|info|style): (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "hadolint"},
        });
    const bool is_explained = sink.has_problem();
    read_compose(section, sink);
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto finding = section.claimed(i) ? std::nullopt : k_rules.at(section, i);
        if (!finding)
            continue;
        if (is_explained && finding->weight == Weight::problem)
            finding->weight = Weight::warning;
        if (auto place = excerpt_above(section, i);
            place && finding->failure.tool == "docker" &&
            (finding->failure.locations.empty() || finding->failure.locations[0].line == 0))
            finding->failure.locations = {*place};
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher docker_matcher = {"docker",
                                {"did not complete successfully",
                                 "failed to solve",
                                 "ockerfile parse error",
                                 "failed to compute cache key",
                                 "failed to calculate checksum",
                                 "COPY failed",
                                 "ADD failed",
                                 "returned a non-zero code",
                                 "failed to read dockerfile",
                                 "unable to prepare context",
                                 "pull access denied",
                                 "manifest for ",
                                 "failed to resolve source metadata",
                                 "no match for platform",
                                 "connect to the Docker daemon",
                                 "Error response from daemon",
                                 "denied: requested access",
                                 "unauthorized: authentication",
                                 "dependency failed to start",
                                 " is unhealthy",
                                 "docker-compose.y",
                                 "is invalid because:",
                                 "yaml.parser.",
                                 "yaml.scanner.",
                                 "services.",
                                 " DL"},
                                match_docker};

}  // namespace mendel::diagnose
