#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// One error with the lines that --pretty wrapped it into.
struct TypeRemark {
    std::string file;
    int line = 0;
    int column = 0;
    std::string message;
    std::string code;
};

bool is_continuation(std::string_view text) {
    return !text.empty() && text.substr(0, 4) != "    " &&
           text.find(".py:") == std::string_view::npos && text.substr(0, 6) != "Found ";
}

std::optional<TypeRemark> read_remark(const Section& section, std::size_t i) {
    static const base::Regex k_error(
        "^([^\\s:][^:]*\\.pyi?):(?:(\\d+):)?(?:(\\d+):)?(?:\\d+:\\d+:)? error: (.+)$");
    static const base::Regex k_code("^(.*?) *\\[([a-z][a-z0-9-]*)\\]$");
    const auto groups = k_error.match(section.text(i).substr(0, 8000));
    if (!groups)
        return std::nullopt;
    TypeRemark remark{std::string((*groups)[1]),
                      number_of((*groups)[2]),
                      number_of((*groups)[3]),
                      std::string((*groups)[4]),
                      {}};
    auto coded = k_code.match(remark.message);
    std::string joined = remark.message;
    for (auto next = i + 1; !coded && next < i + 4 && is_continuation(section.text(next)); ++next) {
        joined += " " + std::string(base::trim(section.text(next)));
        coded = k_code.match(joined);
    }
    if (coded) {
        remark.code = (*coded)[2];
        remark.message = std::string((*coded)[1]);
    }
    return remark;
}

std::string quoted_name(const std::string& message, std::string_view before) {
    const auto at = message.find(before);
    if (at == std::string::npos)
        return {};
    const auto begin = at + before.size();
    const auto end = message.find('"', begin);
    return end == std::string::npos ? std::string{} : message.substr(begin, end - begin);
}

void classify(model::Failure& failure, const TypeRemark& remark) {
    const auto& message = remark.message;
    if (remark.code == "syntax" || message == "invalid syntax") {
        failure.category = Category::syntax_error;
        failure.severity = model::Severity::high;
        failure.fixable_by = {"syntax"};
    } else if (base::contains(message, "Cannot find implementation or library stub for module")) {
        failure.category = Category::import_error;
        failure.subject = quoted_name(message, "named \"");
        failure.fixable_by = {"imports", "dependencies"};
    } else if (base::contains(message, "Library stubs not installed for")) {
        failure.subject = quoted_name(message, "for \"");
        failure.fixable_by = {"dependencies"};
        failure.suggestions = {"Install the stub package that mypy's hint names."};
    } else if (base::contains(message, "\" is not defined")) {
        failure.subject = quoted_name(message, "Name \"");
        failure.fixable_by = {"imports"};
    } else if (base::contains(message, "has no attribute \"")) {
        failure.subject = quoted_name(message, "has no attribute \"");
        if (base::contains(message, "Module \""))
            failure.fixable_by = {"imports"};
    } else if (base::contains(message, "nused \"type: ignore")) {
        failure.fixable_by = {"lint"};
    }
}

/// "mypy: error: ..." and "mypy: can't read file 'x.py': ...": the command line is wrong.
bool read_usage(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_usage(
        "^mypy: (?:error: )?((?:can't read file '([^']+)'|.*unrecognized "
        "arguments|.*invalid choice|Cannot find|.*must be).*)$");
    const auto groups = k_usage.match(section.text(i).substr(0, 4000));
    if (!groups)
        return false;
    auto finding = finding_at(i, Category::runtime_error, "mypy", "usage");
    finding.failure.message = (*groups)[1];
    finding.failure.subject = (*groups)[2];
    sink.report(std::move(finding));
    return true;
}

void match_mypy(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || read_usage(section, i, sink))
            continue;
        const auto remark = read_remark(section, i);
        if (!remark)
            continue;
        auto finding = finding_at(i, Category::type_error, "mypy",
                                  remark->code.empty() ? "error" : remark->code);
        finding.failure.message = remark->message;
        finding.failure.locations = {{remark->file, remark->line, remark->column}};
        classify(finding.failure, *remark);
        sink.report(std::move(finding));
    }
}

}  // namespace

const Matcher mypy_matcher = {"mypy", {": error: ", "mypy: "}, match_mypy};

}  // namespace mendel::diagnose
