#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// kubectl, Helm, kubeconform and kind.
void match_kubernetes(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "kubectl",
        {
            {"error validating",
             "^error: (?P<message>error validating \\\"(?P<file>[^\\\"]+)\\\": .*)$",
             Category::build_failure, "validation"},
            {"error parsing",
             "^error: (?P<message>error parsing (?P<file>\\S+): .*?(?:line (?P<line>\\d+))?.*)$",
             Category::syntax_error, "yaml"},
            {"timed out waiting for the condition",
             "^error: (?P<message>timed out waiting for the condition.*)$", Category::timeout,
             "timeout"},
            {"exceeded its progress deadline",
             "^error: (?P<message>deployment \\\"(?P<subject>[^\\\"]+)\\\" exceeded its progress "
             "deadline)",
             Category::timeout, "rollout"},
            {"Error from server",
             "^(?P<message>Error from server \\(NotFound\\): .*?\\\"(?P<subject>[^\\\"]+)\\\" not "
             "found.*)$",
             Category::runtime_error, "not-found"},
            {"Error from server", "^(?P<message>Error from server \\((?P<rule>\\w+)\\).*)$",
             Category::infrastructure},
            {"Error: INSTALLATION FAILED",
             "^(?P<message>Error: (?:INSTALLATION|UPGRADE) FAILED: .*)$", Category::runtime_error,
             "release", "", "", "", "helm"},
            {"Error: UPGRADE FAILED", "^(?P<message>Error: UPGRADE FAILED: .*)$",
             Category::runtime_error, "release", "", "", "", "helm"},
            {"execution error at",
             "^(?P<message>Error: execution error at "
             "\\((?P<file>[^:]+):(?P<line>\\d+):(?P<column>\\d+)\\): .*)$",
             Category::build_failure, "template", "", "", "", "helm"},
            {"template: ",
             "^(?P<message>Error: (?:template: |parse error at "
             "\\()(?P<file>[^\\s:]+):(?P<line>\\d+).*)$",
             Category::build_failure, "template", "", "", "", "helm"},
            {"YAML parse error on", "^(?P<message>Error: YAML parse error on (?P<file>\\S+): .*)$",
             Category::syntax_error, "yaml", "", "", "", "helm"},
            {"[ERROR] ", "^\\[ERROR\\] (?P<file>(?:templates/|values|Chart)\\S*): (?P<message>.*)$",
             Category::lint_error, "lint", "", "", "", "helm"},
            {"found in Chart.yaml",
             "^(?P<message>Error: found in Chart\\.yaml, but missing in charts/ directory: "
             "(?P<subject>.*))$",
             Category::dependency_error, "missing-chart", "", "Chart.yaml", "", "helm"},
            {"ERROR: failed to create cluster",
             "^(?P<message>ERROR: failed to create cluster: .*)$", Category::infrastructure,
             "cluster", "", "", "", "kind"},
            {" is invalid: ",
             "^(?P<file>\\S+\\.ya?ml) - (?P<message>(?P<subject>\\w+ \\S+) (?:is invalid|failed "
             "validation): .*)$",
             Category::lint_error, "schema", "", "", "", "kubeconform"},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher kubernetes_matcher = {
    "kubectl",
    {"error: error validating", "error: error parsing", "timed out waiting for the condition",
     "exceeded its progress deadline", "Error from server", "Error: INSTALLATION FAILED",
     "Error: UPGRADE FAILED", "Error: execution error at",
     "Error: template: ", "Error: parse error at", "Error: YAML parse error", "[ERROR] templates/",
     "[ERROR] values", "[ERROR] Chart", "found in Chart.yaml", "failed to create cluster",
     " is invalid: ", "failed validation: "},
    match_kubernetes};

}  // namespace mendel::diagnose
