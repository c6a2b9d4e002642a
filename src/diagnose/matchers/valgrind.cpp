#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

/// "==12==    at 0x10915E: f (a.c:6)" and "by" for its callers.
std::optional<model::Frame> frame_of(std::string_view text) {
    static const base::Regex k_frame(
        "^(?:at|by) 0x[0-9A-F]+: (.+?) \\((?:in )?([^:)]+)(?::(\\d+))?\\)$");
    const auto groups = k_frame.match(text);
    if (!groups)
        return std::nullopt;
    const bool has_source = !(*groups)[3].empty();
    const auto name = std::string((*groups)[2]);
    const bool is_own =
        has_source && !base::contains(name, "vg_replace") && !base::contains(name, "libc");
    return model::Frame{is_own ? name : "<" + name + ">", number_of((*groups)[3]),
                        std::string((*groups)[1])};
}

std::string_view said(const Section& section, std::size_t at) {
    static const base::Regex k_prefix("^==\\d+== ?(.*)$");
    const auto groups = k_prefix.match(section.text(at).substr(0, 1000));
    return groups ? base::trim((*groups)[1]) : std::string_view{};
}

std::string_view rule_of(std::string_view text) {
    static const base::Regex k_leak("are (definitely|indirectly) lost in loss record");
    static const base::Regex k_access(
        "^Invalid (?:read|write) of size \\d+|^Invalid free\\(\\)|"
        "^Mismatched free\\(\\)|^Jump to the invalid address");
    static const base::Regex k_value(
        "^(?:Conditional jump or move depends on|Use of|Syscall param .*) ?.*uninitialised ");
    static const base::Regex k_race("^Possible data race during|lock order .* violated");
    if (k_leak.found_in(text))
        return "leak";
    if (k_access.found_in(text))
        return "invalid-access";
    if (k_value.found_in(text))
        return "uninitialised";
    return k_race.found_in(text) ? "race" : "";
}

void match_valgrind(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = said(section, i);
        const auto rule = text.empty() ? std::string_view{} : rule_of(text);
        if (rule.empty())
            continue;
        auto finding = finding_at(i, Category::runtime_error, "valgrind", rule);
        auto& failure = finding.failure;
        failure.message = text;
        failure.severity = model::Severity::high;
        auto end = i + 1;
        for (; end < section.size() && end < i + 60; ++end) {
            auto frame = frame_of(said(section, end));
            if (!frame)
                break;
            failure.frames.insert(failure.frames.begin(), std::move(*frame));
        }
        finding.end = end;
        sink.report(std::move(finding));
        i = end - 1;
    }
}

}  // namespace

const Matcher valgrind_matcher = {
    "valgrind",
    {"lost in loss record", "Invalid read of size", "Invalid write of size", "Invalid free()",
     "Mismatched free()", "uninitialised ", "Possible data race", "invalid address on the next"},
    match_valgrind};

}  // namespace mendel::diagnose
