#include "code/checks.hpp"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "base/text.hpp"
#include "base/yaml.hpp"
#include "code/data.hpp"
#include "code/invocation.hpp"

namespace mendel::code {
namespace {

struct CheckRow {
    std::string tool;
    CheckKind kind = CheckKind::lint;
    std::vector<std::string> first;
    std::vector<std::string> any;
    bool node = false;
};

CheckKind kind_named(const std::string& name) {
    if (name == "test")
        return CheckKind::test;
    if (name == "format")
        return CheckKind::format;
    if (name == "type")
        return CheckKind::type;
    if (name == "install")
        return CheckKind::install;
    return name == "build" ? CheckKind::build : CheckKind::lint;
}

std::vector<CheckRow> load_rows() {
    const auto document = base::parse_yaml(data_file("checks.yaml"), "checks.yaml");
    if (!document)
        throw std::logic_error(base::describe(document.error()));
    std::vector<CheckRow> rows;
    for (const auto& entry : *document->value) {
        CheckRow row;
        row.tool = entry.at("tool").get<std::string>();
        row.kind = kind_named(entry.at("kind").get<std::string>());
        row.first = entry.value("first", std::vector<std::string>{});
        row.any = entry.value("any", std::vector<std::string>{});
        row.node = entry.value("node", false);
        rows.push_back(std::move(row));
    }
    return rows;
}

const std::vector<CheckRow>& rows() {
    static const std::vector<CheckRow> k_rows = load_rows();
    return k_rows;
}

bool has(const std::vector<std::string>& list, const std::string& word) {
    return std::find(list.begin(), list.end(), word) != list.end();
}

std::string first_word(const std::vector<std::string>& arguments) {
    for (const auto& argument : arguments) {
        if (!argument.empty() && argument.front() != '-' && argument.front() != '+')
            return argument;
    }
    return {};
}

/// A script or program of the repository whose name speaks of tests: `python run_tests.py`.
bool runs_test_script(const Invocation& invocation) {
    static const std::vector<std::string> k_hosts = {"python", "node", "bash",
                                                     "sh",     "ruby", "perl"};
    const auto subject =
        has(k_hosts, invocation.tool) ? first_word(invocation.arguments)
        : !invocation.launcher.empty() && base::contains(invocation.launcher.back(), "/")
            ? invocation.launcher.back()
            : std::string();
    const auto slash = subject.rfind('/');
    const auto name =
        base::to_lower(slash == std::string::npos ? subject : subject.substr(slash + 1));
    if (base::contains(name, "test"))
        return true;
    return (name == "setup.py" || name == "manage.py") && has(invocation.arguments, "test");
}

}  // namespace

std::optional<CheckKind> check_kind(const Invocation& invocation) {
    const auto first = first_word(invocation.arguments);
    for (const auto& row : rows()) {
        if (row.tool != invocation.tool || (!row.first.empty() && !has(row.first, first)))
            continue;
        const bool fits = row.any.empty() ||
                          std::any_of(row.any.begin(), row.any.end(), [&](const std::string& word) {
                              return has(invocation.arguments, word);
                          });
        if (fits)
            return row.kind;
    }
    if (runs_test_script(invocation))
        return CheckKind::test;
    return std::nullopt;
}

bool is_test_tool(const Invocation& invocation) {
    return check_kind(invocation) == CheckKind::test;
}

bool is_check_tool(const Invocation& invocation) {
    return check_kind(invocation).has_value();
}

bool is_node_tool(const std::string& tool) {
    return std::any_of(rows().begin(), rows().end(),
                       [&](const CheckRow& row) { return row.node && row.tool == tool; });
}

bool is_known_tool(const std::string& tool) {
    return std::any_of(rows().begin(), rows().end(),
                       [&](const CheckRow& row) { return row.tool == tool; });
}

}  // namespace mendel::code
