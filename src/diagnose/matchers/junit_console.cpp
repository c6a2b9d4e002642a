#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

std::string_view said(const Section& section, std::size_t at) {
    return base::trim(without_mark(section.text(at))).substr(0, 4000);
}

/// The source of a failed test: "MethodSource [className = 'x.T', methodName = 'm', ...]".
struct Source {
    std::string type;
    std::string method;
};

std::optional<Source> source_of(std::string_view text) {
    static const base::Regex k_method("className = '([^']+)', methodName = '([^']+)'");
    static const base::Regex k_class("^ClassSource \\[className = '([^']+)'");
    if (const auto groups = k_method.match(text))
        return Source{std::string((*groups)[1]), std::string((*groups)[2])};
    if (const auto groups = k_class.match(text))
        return Source{std::string((*groups)[1]), ""};
    return std::nullopt;
}

/// Frames here have no "at " in front.
void read_frames(const Section& section, std::size_t at, const Source& source, JvmError& error) {
    error.frames.clear();
    const auto dot = source.type.find('.', source.type.find('.') + 1);
    const auto package = source.type.substr(0, dot);
    auto i = at;
    for (; i < section.size() && i < at + 100; ++i) {
        const auto text = said(section, i);
        auto frame = jvm_frame_of("at " + std::string(text), package);
        if (!frame && text != "[...]")
            break;
        if (frame)
            error.frames.insert(error.frames.begin(), std::move(*frame));
    }
    error.end = i;
}

/// JUnit Platform's console launcher: "Failures (2):", "JUnit Jupiter:Type:method()", its source,
/// "=> exception" and frames.
void match_junit_console(const Section& section, Sink& sink) {
    std::optional<Source> source;
    std::size_t begin = 0;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        if (auto found = source_of(text)) {
            source = std::move(found);
            begin = i == 0 ? 0 : i - 1;
        }
        if (!source || text.substr(0, 3) != "=> ")
            continue;
        const auto words = text.substr(3);
        auto error = jvm_error_of(words).value_or(JvmError{"AssertionError", std::string(words)});
        error.line = i;
        read_frames(section, i + 1, *source, error);
        const auto name = source->type + (source->method.empty() ? "" : "." + source->method);
        auto finding = jvm_test_finding(section, error, "junit", name, source->type);
        finding.begin = begin;
        sink.report(std::move(finding));
        source = std::nullopt;
        i = error.end - 1;
    }
}

}  // namespace

const Matcher junit_console_matcher = {
    "junit", {"MethodSource [", "ClassSource ["}, match_junit_console};

}  // namespace mendel::diagnose
