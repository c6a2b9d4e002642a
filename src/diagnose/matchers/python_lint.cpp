#include "diagnose/matchers/python_lint.hpp"

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

bool is_syntax(std::string_view code, std::string_view message) {
    return code == "E999" || code == "E0001" || code == "invalid-syntax" || code == "SyntaxError" ||
           (code == "E902" && base::contains(message, "Error: ") &&
            !base::contains(message, "FileNotFound"));
}

/// pyflakes and its heirs quote the name that a remark is about; style remarks are about a place.
std::string subject_of(std::string_view code, std::string_view message) {
    static const base::Regex k_quoted("['`]([^'`]+)['`]");
    static const base::Regex k_pylint("^(?:Unused (?:import|variable|argument) |Unused )([\\w.]+)");
    if (begins(code, "E") && code.size() == 4 && code != "E999")
        return {};
    if (begins(code, "W") && code.size() == 4 && !begins(code, "W6"))
        return {};
    auto groups = k_quoted.match(message);
    if (!groups)
        groups = k_pylint.match(message);
    return groups ? std::string((*groups)[1]) : std::string{};
}

bool is_style(std::string_view code) {
    if (begins(code, "C0"))
        return true;  // pylint's conventions
    if (code.size() != 4 || begins(code, "E9") || begins(code, "E7"))
        return false;
    return code[0] == 'E' || code[0] == 'W';
}

std::vector<std::string> rungs_for(std::string_view code) {
    if (code == "F821" || code == "E0602" || code == "F822")
        return {"imports"};
    if (code == "F401" || code == "W0611" || code == "F811")
        return {"lint", "imports"};
    if (code == "E0401" || code == "E0611")
        return {"imports", "dependencies"};
    if (is_style(code) && code.size() == 4)
        return {"format", "lint"};
    return {"lint"};
}

}  // namespace

Finding lint_finding(std::size_t line, const LintRemark& remark) {
    auto finding = finding_at(line, model::Category::lint_error, remark.tool, remark.code);
    auto& failure = finding.failure;
    failure.message = remark.message;
    failure.locations = {{std::string(remark.file), remark.line, remark.column}};
    failure.confidence = 0.95;
    if (is_syntax(remark.code, remark.message)) {
        failure.category = model::Category::syntax_error;
        failure.severity = model::Severity::high;
        failure.fixable_by = {"syntax"};
        return finding;
    }
    failure.subject = subject_of(remark.code, remark.message);
    failure.severity = is_style(remark.code) ? model::Severity::low : model::Severity::medium;
    failure.fixable_by = rungs_for(remark.code);
    return finding;
}

}  // namespace mendel::diagnose
