#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/line_rules.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

const LineRules& rules() {
    constexpr auto k_high = model::Severity::high;
    static const LineRules k_rules(
        "php",
        {
            {"arse error: ",
             "^(?:PHP )?Parse error: +(?P<message>.*?) in (?P<file>\\S+) on line "
             "(?P<line>\\d+)",
             Category::syntax_error, "syntax", "", "", "", "", Weight::problem, k_high},
            {"atal error: ",
             "^(?:PHP )?(?:Fatal|Catchable fatal|Recoverable fatal) error: +"
             "(?P<message>.*?) in (?P<file>\\S+?)(?:\\(\\d+\\) : eval\\(\\)'d code)?(?::| on line )"
             "(?P<line>\\d+)",
             Category::runtime_error, "fatal", "", "", "", "", Weight::problem, k_high},
            {"atal error: ", "^(?:PHP )?Fatal error: +(?P<message>Uncaught .*)$",
             Category::runtime_error, "fatal", "", "", "", "", Weight::problem, k_high},
        });
    return k_rules;
}

void refine(model::Failure& failure) {
    static const base::Regex k_class("(?:Class|Interface|Trait) ['\"]([^'\"]+)['\"] not found");
    static const base::Regex k_function("Call to undefined (?:function|method) ([\\w\\\\:]+)");
    static const base::Regex k_open(
        "(?:Failed opening required|failed to open stream).*?'([^']+)'");
    static const base::Regex k_memory("Allowed memory size of \\d+ bytes exhausted");
    static const base::Regex k_uncaught("^Uncaught (?:\\w+\\\\)*(\\w+)");
    if (failure.category == Category::syntax_error)
        return;
    if (const auto groups = k_class.match(failure.message)) {
        failure.category = Category::import_error;
        failure.rule = "missing-class";
        failure.subject = (*groups)[1];
    } else if (const auto open = k_open.match(failure.message)) {
        failure.category = Category::import_error;
        failure.rule = "missing-file";
        failure.subject = (*open)[1];
    } else if (const auto function = k_function.match(failure.message)) {
        failure.rule = "undefined";
        failure.subject = (*function)[1];
    } else if (k_memory.found_in(failure.message)) {
        failure.rule = "out-of-memory";
    } else if (const auto uncaught = k_uncaught.match(failure.message)) {
        failure.rule = (*uncaught)[1];
    }
}

/// "#0 /x/a.php(12): f()" below "Stack trace:".
std::size_t read_frames(const Section& section, std::size_t at, model::Failure& failure) {
    static const base::Regex k_frame("^(?:PHP +)?#?\\d+\\.? +(\\S+\\.php)\\((\\d+)\\): (.*)$");
    auto end = at + 1;
    for (auto i = at + 1; i < section.size() && i < at + 60; ++i) {
        const auto text = base::trim(section.text(i)).substr(0, 2000);
        if (const auto groups = k_frame.match(text)) {
            failure.frames.insert(
                failure.frames.begin(),
                {std::string((*groups)[1]), number_of((*groups)[2]), std::string((*groups)[3])});
            end = i + 1;
        } else if (text != "Stack trace:" && text != "PHP Stack trace:" &&
                   text.substr(0, 1) != "#") {
            break;
        }
    }
    return end;
}

/// PHP prints an error twice where it goes to standard output and to the log.
bool is_repeated(const Section& section, std::size_t at) {
    const auto text = section.text(at);
    if (text.substr(0, 4) == "PHP ")
        return false;
    for (std::size_t i = at < 12 ? 0 : at - 12; i < at; ++i)
        if (section.text(i).substr(0, 4) == "PHP " &&
            base::contains(section.text(i), text.substr(0, text.find(':'))))
            return true;
    return false;
}

void match_php(const Section& section, Sink& sink) {
    const bool is_explained = sink.has_problem();
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i) || !base::contains(section.text(i), " error: "))
            continue;
        auto finding = rules().at(section, i);
        if (!finding || is_repeated(section, i))
            continue;
        refine(finding->failure);
        if (is_explained)
            finding->weight = Weight::warning;
        finding->end = read_frames(section, i, finding->failure);
        sink.report(std::move(*finding));
    }
}

}  // namespace

const Matcher php_matcher = {"php", {"arse error: ", "atal error: "}, match_php};

}  // namespace mendel::diagnose
