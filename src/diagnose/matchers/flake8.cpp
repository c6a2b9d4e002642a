#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/python_lint.hpp"

namespace mendel::diagnose {

namespace {

/// pyflakes alone prints no codes; these are the ones flake8 gives its messages
/// (https://flake8.pycqa.org/en/latest/user/error-codes.html).
std::string_view code_of_pyflakes(std::string_view message) {
    struct Row {
        std::string_view part;
        std::string_view code;
    };
    static constexpr Row k_rows[] = {{"imported but unused", "F401"},
                                     {"unable to detect undefined names", "F403"},
                                     {"may be undefined, or defined", "F405"},
                                     {"is assigned to but never used", "F841"},
                                     {"undefined name in __all__", "F822"},
                                     {"undefined name ", "F821"},
                                     {"redefinition of unused", "F811"},
                                     {"f-string is missing placeholders", "F541"},
                                     {"referenced before assignment", "F823"},
                                     {"invalid syntax", "E999"},
                                     {"unexpected indent", "E999"},
                                     {"was never closed", "E999"},
                                     {"expected ':'", "E999"},
                                     {"expected an indented block", "E999"},
                                     {"unexpected EOF", "E999"},
                                     {"unterminated string", "E999"},
                                     {"EOL while scanning", "E999"},
                                     {"unmatched '", "E999"},
                                     {"unindent does not match", "E999"}};
    for (const auto& row : k_rows)
        if (base::contains(message, row.part))
            return row.code;
    return {};
}

std::string_view tool_of(const Section& section) {
    for (const std::string_view tool : {"flake8", "pycodestyle", "pylint", "ruff"})
        if (section.runs(tool))
            return tool;
    return "flake8";
}

/// The forms of one remark: flake8 and pycodestyle, pylint's text and its parseable format.
const std::vector<base::Regex>& forms() {
    static const auto k_all = [] {
        std::vector<base::Regex> all;
        all.emplace_back("^([^\\s:][^:]*):(\\d+):(\\d+): ([A-Z]{1,4}\\d{1,5}) (.+)$");
        all.emplace_back("^([^\\s:][^:]*):(\\d+):(\\d+): ([CRWEF]\\d{4}): (.+)$");
        all.emplace_back(
            "^([^\\s:][^:]*):(\\d+):() \\[([A-Z]{1,4}\\d{1,5})(?:\\([^)]*\\), ?[^\\]]*)?\\] (.+)$");
        return all;
    }();
    return k_all;
}

bool is_python(std::string_view file) {
    return base::contains(file, ".py") || base::contains(file, ".ipynb");
}

std::optional<Finding> read_coded(std::size_t i, std::string_view text, std::string_view tool) {
    std::optional<std::vector<std::string_view>> groups;
    for (const auto& form : forms())
        if (!groups)
            groups = form.match(text);
    if (!groups)
        return std::nullopt;
    const bool is_pylint = (*groups)[4].size() == 5;  // counts columns from 0
    const int column = number_of((*groups)[3]) + (is_pylint && !(*groups)[3].empty() ? 1 : 0);
    return lint_finding(i, {is_pylint ? "pylint" : tool, (*groups)[1], number_of((*groups)[2]),
                            column, (*groups)[4], (*groups)[5]});
}

std::optional<Finding> read_pyflakes(std::size_t i, std::string_view text) {
    static const base::Regex k_pyflakes("^([^\\s:][^:]*\\.pyi?):(\\d+):(\\d+):? (.+)$");
    const auto groups = k_pyflakes.match(text);
    const auto code = groups ? code_of_pyflakes((*groups)[4]) : std::string_view{};
    if (code.empty() || base::contains((*groups)[4], "error: "))
        return std::nullopt;
    return lint_finding(i, {"pyflakes", (*groups)[1], number_of((*groups)[2]),
                            number_of((*groups)[3]), code, (*groups)[4]});
}

void match_flake8(const Section& section, Sink& sink) {
    const auto tool = tool_of(section);
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i).substr(0, 8000);
        if (section.claimed(i) || !is_python(text))
            continue;
        auto finding = read_coded(i, text, tool);
        if (!finding)
            finding = read_pyflakes(i, text);
        if (finding)
            sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher flake8_matcher = {"flake8", {".py:", ".pyi:", ".ipynb:"}, match_flake8};

}  // namespace mendel::diagnose
