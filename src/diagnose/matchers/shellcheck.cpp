#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using model::Severity;

Finding remark(std::size_t i, std::string_view code, std::string_view level,
               std::string_view message) {
    const bool is_syntax = code.substr(0, 3) == "SC1" && level == "error";
    auto finding =
        finding_at(i, is_syntax ? model::Category::syntax_error : model::Category::lint_error,
                   "shellcheck", code);
    auto& failure = finding.failure;
    failure.message = message;
    failure.confidence = 0.95;
    failure.severity = level == "error"     ? Severity::high
                       : level == "warning" ? Severity::medium
                                            : Severity::low;
    failure.fixable_by = {is_syntax ? "syntax" : "lint"};
    if (code == "SC1009" || code == "SC1072")  // they point back at the SC1073 before them
        finding.weight = Weight::consequence;
    return finding;
}

/// "     ^-- SC2086 (info): Double quote ..." below "In s.sh line 3:" and the source.
class TerminalReader {
  public:
    bool read(const Section& section, std::size_t i, Sink& sink) {
        static const base::Regex k_place("^In (.+) line (\\d+):$");
        static const base::Regex k_remark(
            "^( *)\\^-*\\^?(?:--)? ?(SC\\d{4})(?: \\((error|warning|info|style)\\))?: (.+)$");
        const auto text = section.text(i).substr(0, 4000);
        if (const auto groups = k_place.match(text)) {
            m_place = {std::string((*groups)[1]), number_of((*groups)[2]), 0};
            m_begin = i;
            return true;
        }
        const auto groups = m_place.file.empty() ? std::nullopt : k_remark.match(text);
        if (!groups)
            return false;
        auto finding = remark(i, (*groups)[2], (*groups)[3], (*groups)[4]);
        auto place = m_place;
        place.column = static_cast<int>((*groups)[1].size()) + 1;
        finding.failure.locations = {std::move(place)};
        finding.begin = m_begin;
        finding.end = i + 1;
        sink.report(std::move(finding));
        return true;
    }

  private:
    model::Location m_place;
    std::size_t m_begin = 0;
};

/// "s.sh:3:6: note: Double quote ... [SC2086]" of --format=gcc.
void read_gcc(const Section& section, std::size_t i, Sink& sink) {
    static const base::Regex k_gcc(
        "^(.+?):(\\d+):(\\d+): (error|warning|note): (.+) \\[(SC\\d{4})\\]$");
    const auto groups = k_gcc.match(section.text(i).substr(0, 4000));
    if (!groups)
        return;
    auto finding = remark(i, (*groups)[6], (*groups)[4], (*groups)[5]);
    finding.failure.locations = {
        {std::string((*groups)[1]), number_of((*groups)[2]), number_of((*groups)[3])}};
    sink.report(std::move(finding));
}

void match_shellcheck(const Section& section, Sink& sink) {
    TerminalReader reader;
    for (std::size_t i = 0; i < section.size(); ++i)
        if (!section.claimed(i) && !reader.read(section, i, sink))
            read_gcc(section, i, sink);
}

}  // namespace

const Matcher shellcheck_matcher = {
    "shellcheck", {" SC1", " SC2", " SC3", "[SC"}, match_shellcheck};

}  // namespace mendel::diagnose
