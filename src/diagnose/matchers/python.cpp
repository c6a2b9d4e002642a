#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/python_error.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_traceback = "Traceback (most recent call last):";

/// A syntax error that Python reports without a traceback: 'File "x.py", line 3', the source, a
/// caret, "SyntaxError: ...".
std::optional<PythonError> read_bare_syntax_error(const Section& section, std::size_t at) {
    static const base::Regex k_file("^\\s*File \"([^\"]+)\", line (\\d+)$");
    const auto place = k_file.match(section.text(at).substr(0, 5000));
    if (!place)
        return std::nullopt;
    for (auto i = at + 1; i < at + 6; ++i) {
        auto text = base::trim(section.text(i));
        if (text.substr(0, 7) == "Sorry: ")
            text.remove_prefix(7);
        auto error = split_exception(text);
        if (!error || !is_syntax_error(error->type))
            continue;
        error->place = {std::string((*place)[1]), number_of((*place)[2]), 0};
        error->line = i;
        error->begin = at;
        error->end = i + 1;
        return error;
    }
    return std::nullopt;
}

/// py_compile's one line: "Sorry: IndentationError: unexpected indent (x.py, line 3)".
std::optional<PythonError> read_sorry(const Section& section, std::size_t at) {
    static const base::Regex k_sorry("^Sorry: (\\w+Error): (.*) \\(([^()]+), line (\\d+)\\)$");
    const auto groups = k_sorry.match(section.text(at).substr(0, 5000));
    if (!groups)
        return std::nullopt;
    PythonError error;
    error.type = (*groups)[1];
    error.message = (*groups)[2];
    error.place = {std::string((*groups)[3]), number_of((*groups)[4]), 0};
    error.line = error.begin = at;
    error.end = at + 1;
    return error;
}

/// "python3: No module named pytest", "python3: can't open file 'x.py': [Errno 2] ...".
std::optional<Finding> read_launcher(const Section& section, std::size_t at) {
    static const base::Regex k_module("^\\S*python[\\d.]*(?:\\.exe)?: No module named ([\\w.]+)");
    static const base::Regex k_file("^\\S*python[\\d.]*: can't open file '([^']+)'");
    const auto text = section.text(at).substr(0, 2000);
    if (const auto groups = k_module.match(text)) {
        auto finding =
            finding_at(at, model::Category::dependency_error, "python", "ModuleNotFoundError");
        finding.failure.subject = base::split((*groups)[1], '.')[0];
        finding.failure.message = text;
        finding.failure.severity = model::Severity::high;
        finding.failure.fixable_by = {"dependencies"};
        finding.failure.suggestions = {"Install " + finding.failure.subject +
                                       " for the Python that runs the command."};
        return finding;
    }
    if (const auto groups = k_file.match(text)) {
        auto finding =
            finding_at(at, model::Category::runtime_error, "python", "FileNotFoundError");
        finding.failure.subject = (*groups)[1];
        finding.failure.message = text;
        return finding;
    }
    return std::nullopt;
}

Finding finding_of(const PythonError& error) {
    auto finding = finding_at(error.line, model::Category::runtime_error, "python", error.type);
    finding.begin = error.begin;
    finding.end = error.end;
    finding.failure.severity = model::Severity::high;
    describe(finding.failure, error);
    finding.failure.confidence = 0.85;
    return finding;
}

std::optional<PythonError> read_at(const Section& section, std::size_t at) {
    const auto text = section.text(at);
    if (base::contains(text, k_traceback))
        return read_traceback(section, at);
    if (base::contains(text, "File \""))
        return read_bare_syntax_error(section, at);
    return base::contains(text, "Sorry: ") ? read_sorry(section, at) : std::nullopt;
}

/// Programs also log exceptions that they survive: where another tool states a problem, or where
/// another traceback follows, one counts as a warning only.
void match_python(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem();
    std::vector<Finding> findings;
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        if (const auto error = read_at(section, i)) {
            findings.push_back(finding_of(*error));
            i = error->end - 1;
        } else if (auto finding = read_launcher(section, i)) {
            findings.push_back(std::move(*finding));
        }
    }
    for (auto& finding : findings) {
        const bool is_last = &finding == &findings.back();
        const bool is_syntax = finding.failure.category == model::Category::syntax_error;
        if (is_explained || (!is_last && !is_syntax))
            finding.weight = Weight::warning;
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher python_matcher = {"python",
                                {k_traceback, "SyntaxError", "IndentationError", "TabError",
                                 "No module named", "can't open file"},
                                match_python};

}  // namespace mendel::diagnose
