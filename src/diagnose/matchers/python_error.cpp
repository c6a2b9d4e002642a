#include "diagnose/matchers/python_error.hpp"

#include <array>

#include "base/regex.hpp"
#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// Patterns whose first group is what an exception is about, with the exceptions they hold for.
struct SubjectPattern {
    std::string_view types;  ///< blank-separated
    base::Regex pattern;
};

const std::vector<SubjectPattern>& subject_patterns() {
    static const auto k_all = [] {
        std::vector<SubjectPattern> all;
        const auto add = [&all](std::string_view types, std::string_view pattern) {
            all.push_back({types, base::Regex(pattern)});
        };
        constexpr std::string_view k_import = "ModuleNotFoundError ImportError";
        add(k_import, "No module named ['\"]?([\\w.]+)['\"]?");
        add(k_import, "cannot import name ['\"]?(\\w+)['\"]?");
        add(k_import, "Error importing plugin \"([^\"]+)\"");
        add("NameError UnboundLocalError", "(?:variable|name) '([^']+)'");
        add("AttributeError", "has no attribute '([^']+)'");
        add("KeyError", "^['\"](.*)['\"]$");
        add("TypeError", "^([\\w.<>]+)\\(\\) (?:missing|got|takes)");
        add("FileNotFoundError", "'([^']+)'$");
        add("PackageNotFoundError", "(?:No package metadata was found for )?([\\w.-]+)$");
        add("DistributionNotFound", "The '([^'<>=!~ ]+)");
        add("VersionConflict", "^\\((\\S+) ");
        return all;
    }();
    return k_all;
}

bool has_word(std::string_view words, std::string_view word) {
    for (const auto candidate : base::split_words(words))
        if (candidate == word)
            return true;
    return false;
}

std::string subject_of(const PythonError& error) {
    for (const auto& [types, pattern] : subject_patterns())
        if (has_word(types, error.type))
            if (const auto groups = pattern.match(error.message))
                return std::string((*groups)[1]);
    return {};
}

bool is_distribution_error(std::string_view type) {
    return has_word("PackageNotFoundError DistributionNotFound VersionConflict", type);
}

void describe_import(model::Failure& failure, const PythonError& error) {
    failure.category = Category::import_error;
    failure.severity = model::Severity::high;
    const bool is_name = base::contains(error.message, "cannot import name");
    failure.fixable_by = {"imports"};
    if (!is_name)
        failure.fixable_by.emplace_back("dependencies");
    if (failure.subject.empty())
        return;
    if (is_name)
        failure.suggestions = {"Correct the name " + failure.subject +
                               " or define it in the module that it is imported from."};
    else
        failure.suggestions = {
            "Install the distribution that provides " + failure.subject +
            ", or correct the import where the module is one of this repository."};
}

}  // namespace

bool is_syntax_error(std::string_view type) {
    return has_word("SyntaxError IndentationError TabError", type);
}

bool is_import_error(std::string_view type) {
    return has_word("ModuleNotFoundError ImportError", type);
}

std::optional<PythonError> split_exception(std::string_view line) {
    static const base::Regex k_exception("^((?:\\w+\\.)*)([A-Za-z_]\\w*)(?:: ?(.*))?$");
    if (line.empty() || line[0] == ' ' || line.size() > 16384)
        return std::nullopt;
    const auto groups = k_exception.match(line);
    if (!groups)
        return std::nullopt;
    PythonError error;
    error.type = (*groups)[2];
    error.message = base::trim((*groups)[3]);
    const bool is_upper = error.type[0] >= 'A' && error.type[0] <= 'Z';
    if (!is_upper && (*groups)[1].empty() && !base::contains(error.type, "rror"))
        return std::nullopt;
    return error;
}

void describe(model::Failure& failure, const PythonError& error) {
    failure.rule = error.type;
    failure.subject = subject_of(error);
    failure.message = error.message.empty() ? error.type : error.type + ": " + error.message;
    failure.frames = error.frames;
    if (!error.place.file.empty())
        failure.locations = {error.place};
    if (is_import_error(error.type)) {
        describe_import(failure, error);
    } else if (is_syntax_error(error.type)) {
        failure.category = Category::syntax_error;
        failure.severity = model::Severity::high;
        failure.fixable_by = {"syntax"};
    } else if (is_distribution_error(error.type)) {
        failure.category = Category::dependency_error;
        failure.fixable_by = {"dependencies"};
    } else if (error.type == "NameError") {
        failure.fixable_by = {"imports"};
        failure.suggestions = {"Define or import " + failure.subject + "."};
    }
}

}  // namespace mendel::diagnose
