#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// "    #0 0x55 in f(int) /x/a.cpp:12:5" of a sanitizer's stack.
std::optional<model::Frame> frame_of(std::string_view text) {
    static const base::Regex k_frame(
        "^#\\d+ (?:0x[0-9a-f]+ )?(?:in )?(.+?) "
        "(?:(<null>)|([^\\s()]+?):(\\d+)(?::\\d+)?|\\(.*\\))(?: "
        "\\(.*\\))?$");
    const auto groups = k_frame.match(base::trim(text).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    if ((*groups)[3].empty())
        return model::Frame{"<unknown>", 0, std::string((*groups)[1])};
    return model::Frame{std::string((*groups)[3]), number_of((*groups)[4]),
                        std::string((*groups)[1])};
}

/// The first stack below, innermost last; the runtime's own frames are in no source of the
/// repository.
std::size_t read_frames(const Section& section, std::size_t at, model::Failure& failure) {
    auto i = at + 1;
    for (; i < section.size() && i < at + 80; ++i) {
        auto frame = frame_of(section.text(i));
        if (!frame && !failure.frames.empty())
            break;
        if (!frame)
            continue;
        if (contains(frame->file, "/sanitizer_common/") || contains(frame->file, "compiler-rt/") ||
            contains(frame->file, "/libsanitizer/") || contains(frame->file, "sysdeps/") ||
            contains(frame->file, "../csu/"))
            frame->file = "<" + frame->file + ">";
        failure.frames.insert(failure.frames.begin(), std::move(*frame));
    }
    return failure.frames.empty() ? at + 1 : i;
}

/// "==1==ERROR: AddressSanitizer: heap-use-after-free on ...", leaks and data races likewise.
std::optional<Finding> report_at(const Section& section, std::size_t at) {
    static const base::Regex k_report(
        "^=*\\d*=*(?:ERROR|WARNING): (\\w+Sanitizer): ([\\w-]+(?: leaks| race)?)(.*)$");
    const auto groups = k_report.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(at, Category::runtime_error, (*groups)[1], (*groups)[2]);
    auto& failure = finding.failure;
    static const base::Regex k_address(
        " (?:on|at|for) (?:unknown )?address 0x[0-9a-f]+.*| \\(pid=\\d+\\)");
    failure.message = std::string((*groups)[1]) + ": " + std::string((*groups)[2]) +
                      k_address.replace_all((*groups)[3], "");
    if (contains(failure.message, "memory leaks"))
        failure.rule = "memory-leak";
    failure.severity = model::Severity::high;
    finding.end = read_frames(section, at, failure);
    return finding;
}

/// "a.c:12:5: runtime error: signed integer overflow: ..." of UndefinedBehaviorSanitizer.
std::optional<Finding> undefined_at(const Section& section, std::size_t at) {
    static const base::Regex k_undefined("^(\\S+?):(\\d+):(?:(\\d+):)? runtime error: (.*)$");
    const auto groups = k_undefined.match(section.text(at).substr(0, 2000));
    if (!groups)
        return std::nullopt;
    auto finding = finding_at(at, Category::runtime_error, "UndefinedBehaviorSanitizer", "");
    auto& failure = finding.failure;
    failure.message = (*groups)[4];
    failure.rule = base::trim(failure.message.substr(0, failure.message.find(':')));
    if (failure.rule == failure.message)
        failure.rule = "undefined-behavior";
    failure.severity = model::Severity::high;
    failure.locations = {
        {std::string((*groups)[1]), number_of((*groups)[2]), number_of((*groups)[3])}};
    finding.end = read_frames(section, at, failure);
    return finding;
}

void match_sanitizers(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (section.claimed(i))
            continue;
        auto finding = contains(text, "Sanitizer: ") ? report_at(section, i) : std::nullopt;
        if (!finding && contains(text, " runtime error: "))
            finding = undefined_at(section, i);
        if (!finding)
            continue;
        i = finding->end - 1;
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher sanitizers_matcher = {
    "sanitizer", {"Sanitizer: ", ": runtime error: "}, match_sanitizers};

}  // namespace mendel::diagnose
