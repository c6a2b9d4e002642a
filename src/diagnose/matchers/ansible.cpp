#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Ansible's failed tasks and syntax errors, ansible-lint's lines.
void match_ansible(const Section& section, Sink& sink) {
    static const LineRules k_rules(
        "ansible",
        {
            {"fatal: [", "^fatal: \\[(?P<subject>[^\\]]+)\\]: (?P<message>UNREACHABLE! .*)$",
             Category::infrastructure, "unreachable"},
            {"fatal: [", "^fatal: \\[(?P<subject>[^\\]]+)\\]: (?P<message>FAILED! .*)$",
             Category::runtime_error, "task"},
            {"failed: [", "^failed: \\[(?P<subject>[^\\]]+)\\] (?P<message>\\(item=.*)$",
             Category::runtime_error, "task"},
            {"ERROR! ",
             "^ERROR! (?P<message>couldn't resolve module/action '(?P<subject>[^']+)'.*)$",
             Category::dependency_error, "missing-module"},
            {"ERROR! ", "^ERROR! (?P<message>the role '(?P<subject>[^']+)' was not found.*)$",
             Category::dependency_error, "missing-role"},
            {"ERROR! ", "^ERROR! (?P<message>.*)$", Category::syntax_error, "playbook"},
            {"]: ",
             "^(?P<file>\\S+\\.ya?ml):(?P<line>\\d+)(?::(?P<column>\\d+))?: "
             "(?P<rule>[a-z-]+(?:\\[[\\w-]+\\])?): (?P<message>.*)$",
             Category::lint_error, "", "", "", "", "ansible-lint"},
        });
    k_rules.read_as_last(section, sink);
}

}  // namespace

const Matcher ansible_matcher = {"ansible", {"fatal: [", "failed: [", "ERROR! "}, match_ansible};

}  // namespace mendel::diagnose
