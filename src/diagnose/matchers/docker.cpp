#include <iterator>

#include "diagnose/line_rules.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

constexpr LineRule k_lines[] = {
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
     "(?P<message>dockerfile parse error (?:on )?line (?P<line>\\d+): .*)$", Category::syntax_error,
     "syntax", "", "Dockerfile"},
    {"dockerfile parse error", "(?P<message>dockerfile parse error: .*)$", Category::syntax_error,
     "syntax", "", "Dockerfile"},
    {"Dockerfile parse error", "(?P<message>Dockerfile parse error line (?P<line>\\d+): .*)$",
     Category::syntax_error, "syntax", "", "Dockerfile"},
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
    {"no match for platform in manifest", "(?P<message>no match for platform in manifest.*)$",
     Category::dependency_error, "platform"},
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
     "^(?:docker: |ERROR: )?(?P<message>Error response from daemon: .*)$", Category::infrastructure,
     "daemon"},
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
    {"services.", "^(?:validating \\S+: )?(?P<message>services\\.(?P<subject>[\\w.-]+) .*)$",
     Category::build_failure, "compose-file", "", "docker-compose.yml", "", "docker compose"},
    {" DL",
     "^(?P<file>[^\\s:]*):(?P<line>\\d+) (?P<rule>(?:DL|SC)\\d{4}) "
     "(?P<level>error|warning|info|style): (?P<message>.*)$",
     Category::lint_error, "", "", "", "", "hadolint"},
};

/// Builds with BuildKit and without, pulls and runs, Compose, hadolint.
void match_docker(const Section& section, Sink& sink) {
    static const LineRules k_rules("docker", {std::begin(k_lines), std::end(k_lines)});
    k_rules.read_as_last(section, sink);
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
                                 "services.",
                                 " DL"},
                                match_docker};

}  // namespace mendel::diagnose
