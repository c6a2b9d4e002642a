#include "base/regex.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

struct Row {
    std::string_view rule;
    base::Regex pattern;
    bool is_decisive;  ///< ends a run whatever else is said; others are often survived
};

const std::vector<Row>& rows() {
    static const auto k_all = [] {
        std::vector<Row> all;
        const auto add = [&all](std::string_view rule, std::string_view pattern, bool is_decisive) {
            all.push_back({rule, base::Regex(pattern), is_decisive});
        };
        add("disk-full", "[Nn]o space left on device|Disk quota exceeded", true);
        add("runner-lost",
            "The runner has received a shutdown signal|The hosted runner (?:encountered an "
            "error|lost "
            "communication)|The self-hosted runner: .* lost communication|"
            "Job failed \\(system failure\\)",
            true);
        add("action-download",
            "Unable to resolve action |An action could not be found at the URI|"
            "Failed to download action|[Aa]ction .* could not be downloaded",
            true);
        add("canceled", "^The operation was cancell?ed\\.$", true);
        add("out-of-memory",
            "^(?:fatal error: |.*: )?(?:[Cc]annot allocate memory|Out of memory|"
            "virtual memory exhausted)|Killed signal terminated program|Reached heap limit "
            "Allocation failed",
            false);
        add("name-resolution",
            "Could not resolve host(?:name)?:? |Temporary failure in name resolution|"
            "getaddrinfo (?:ENOTFOUND|EAI_AGAIN)|Name or service not known",
            false);
        add("network",
            "(?:Connection|Operation) timed out|Connection reset by "
            "peer|ECONNRESET|ETIMEDOUT|ESOCKETTIMEDOUT|"
            "ECONNREFUSED|Network is unreachable|No route to host|Failed to connect to |TLS "
            "handshake timeout|(?:503|502|504) (?:Service Unavailable|Bad Gateway|Gateway)",
            false);
        add("rate-limit",
            "^(?:\\S+: |.*: )?toomanyrequests: |You have reached your pull rate limit", true);
        add("rate-limit",
            "429 Too Many Requests|toomanyrequests: |API rate limit exceeded|pull rate limit|"
            "secondary rate limit",
            false);
        add("port-in-use", "[Aa]ddress already in use|EADDRINUSE|port is already allocated", false);
        add("clock", "certificate is not yet valid|[Cc]lock skew detected", false);
        return all;
    }();
    return k_all;
}

/// Programs retry and tests talk of networks: only a line that calls itself an error counts.
bool is_stated(std::string_view text, const Row& row) {
    static const base::Regex k_error(
        "(?i)\\b(?:error|fatal|failed|err!|curl|wget|e):|^err:|\\berror\\b.*:");
    return row.pattern.found_in(text) && (row.is_decisive || k_error.found_in(text));
}

void match_infrastructure(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 2000);
        if (section.claimed(i) || text.empty())
            continue;
        for (const auto& row : rows()) {
            if (!is_stated(text, row))
                continue;
            auto finding = finding_at(i, model::Category::infrastructure, "", row.rule);
            finding.failure.message = text;
            finding.failure.confidence = row.is_decisive ? 0.8 : 0.5;
            finding.weight = row.is_decisive && !is_explained ? Weight::problem : Weight::warning;
            sink.report(std::move(finding));
            break;
        }
    }
}

}  // namespace

const Matcher infrastructure_matcher = {"infrastructure",
                                        {"space left on device",
                                         "quota exceeded",
                                         "hutdown signal",
                                         "osted runner",
                                         "operation was cancel",
                                         "annot allocate memory",
                                         "ut of memory",
                                         "memory exhausted",
                                         "Killed signal",
                                         "Allocation failed",
                                         "ould not resolve host",
                                         "name resolution",
                                         "getaddrinfo",
                                         "Name or service not known",
                                         "timed out",
                                         "Connection reset",
                                         "ECONNRESET",
                                         "ETIMEDOUT",
                                         "ESOCKETTIMEDOUT",
                                         "TLS handshake",
                                         "Service Unavailable",
                                         "Bad Gateway",
                                         "Gateway",
                                         "Too Many Requests",
                                         "toomanyrequests",
                                         "rate limit",
                                         "ddress already in use",
                                         "EADDRINUSE",
                                         "already allocated",
                                         "not yet valid",
                                         "lock skew",
                                         "ECONNREFUSED",
                                         "etwork is unreachable",
                                         "No route to host",
                                         "ailed to connect to",
                                         "system failure",
                                         "nable to resolve action",
                                         "ction could not be found",
                                         "ailed to download action",
                                         "ould not be downloaded"},
                                        match_infrastructure};

}  // namespace mendel::diagnose
