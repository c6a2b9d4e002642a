#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

bool begins(std::string_view text, std::string_view with) {
    return text.substr(0, with.size()) == with;
}

/// "ERROR in ./src/a.js 3:5-9" (or the older "ERROR in ./src/a.js"), the words on the line below.
struct Head {
    std::string file;
    int line = 0;
    int column = 0;
};

std::optional<Head> head_of(std::string_view text) {
    static const base::Regex k_head(
        "^ERROR in (?:\\./)?([^\\s:!()]+\\.\\w+)(?: "
        "(\\d+):(\\d+)(?:-[\\d:]+)?|:(\\d+):(\\d+)|\\((\\d+),(\\d+)\\))?"
        "(?:[:.].*)?$");
    const auto groups = k_head.match(text.substr(0, 1000));
    if (!groups)
        return std::nullopt;
    Head head{std::string((*groups)[1])};
    for (std::size_t i = 2; i + 1 < groups->size(); i += 2)
        if (!(*groups)[i].empty()) {
            head.line = number_of((*groups)[i]);
            head.column = number_of((*groups)[i + 1]);
        }
    return head;
}

void describe(std::string_view words, model::Failure& failure) {
    static const base::Regex k_missing(
        "(?:Can't resolve|Cannot find module|Cannot resolve module) '([^']+)'");
    static const base::Regex k_export("export '([^']+)'.* was not found in '[^']+'");
    static const base::Regex k_typescript("^(?:\\[tsl\\] ERROR.*)?(TS\\d+): (.*)$");
    static const base::Regex k_parse("(?:Module parse failed|SyntaxError|Unexpected token)");
    failure.message = words;
    if (const auto missing = k_missing.match(words)) {
        failure.category = Category::import_error;
        failure.rule = "MODULE_NOT_FOUND";
        failure.subject = (*missing)[1];
    } else if (const auto exported = k_export.match(words)) {
        failure.category = Category::import_error;
        failure.rule = "missing-export";
        failure.subject = (*exported)[1];
    } else if (const auto typescript = k_typescript.match(words)) {
        failure.category = Category::type_error;
        failure.tool = "tsc";
        failure.rule = (*typescript)[1];
        failure.message = (*typescript)[2];
    } else if (k_parse.found_in(words)) {
        failure.category = Category::syntax_error;
        failure.rule = "syntax";
    }
}

void read_error(const Section& section, std::size_t at, Sink& sink) {
    auto finding = finding_at(at, Category::build_failure, "webpack", "");
    auto& failure = finding.failure;
    auto words_at = at;
    if (const auto head = head_of(section.text(at))) {
        failure.locations = {{head->file, head->line, head->column}};
        words_at = at + 1;
    }
    static const base::Regex k_loader("^\\[tsl\\] ERROR in \\S+?\\((\\d+),(\\d+)\\)$");
    static const base::Regex k_place("^\\./\\S+ \\d+:\\d+(?:-[\\d:]+)?$");
    if (k_place.found_in(section.text(words_at).substr(0, 500)))
        ++words_at;
    const auto loader = k_loader.match(section.text(words_at).substr(0, 1000));
    if (loader && !failure.locations.empty()) {
        failure.locations[0].line = number_of((*loader)[1]);
        failure.locations[0].column = number_of((*loader)[2]);
        ++words_at;
    }
    auto words = base::trim(section.text(words_at));
    if (begins(words, "ERROR in "))
        words = words.substr(9);
    static const base::Regex k_position("\\((\\d+):(\\d+)\\)");
    if (!failure.locations.empty() && failure.locations[0].line == 0)
        for (auto i = words_at; i < words_at + 3; ++i)
            if (const auto position = k_position.match(section.text(i).substr(0, 1000))) {
                failure.locations[0].line = number_of((*position)[1]);
                failure.locations[0].column = number_of((*position)[2]);
                break;
            }
    describe(words, failure);
    finding.line = words_at;
    finding.begin = at;
    auto end = words_at + 1;
    while (end < section.size() && end < at + 30 && !section.text(end).empty() &&
           !begins(section.text(end), "ERROR in "))
        ++end;
    finding.end = end;
    if (!words.empty())
        sink.report(std::move(finding));
}

/// Create React App: "Failed to compile.", an empty line, "./src/a.js" or the words.
void read_failed(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_words(
        "(?:Module not found|SyntaxError|Can't resolve|Syntax error|Attempted import error|Type "
        "error)");
    for (auto i = at + 1; i < section.size() && i < at + 12; ++i) {
        if (!k_words.found_in(section.text(i).substr(0, 500)))
            continue;
        auto finding = finding_at(i, Category::build_failure, "webpack", "");
        finding.begin = at;
        describe(base::trim(section.text(i)), finding.failure);
        static const base::Regex k_file("^(?:\\./)?([^\\s:]+\\.\\w+)(?::(\\d+):(\\d+))?$");
        if (const auto file = k_file.match(section.text(i - 1).substr(0, 500)))
            finding.failure.locations = {
                {std::string((*file)[1]), number_of((*file)[2]), number_of((*file)[3])}};
        sink.report(std::move(finding));
        return;
    }
}

/// What the command itself cannot do: "[webpack-cli] Invalid configuration object. ...".
void read_command(const Section& section, std::size_t at, Sink& sink) {
    static const base::Regex k_config("^\\[webpack-cli\\] Failed to load '([^']+)' config");
    constexpr std::string_view k_mark = "[webpack-cli] ";
    auto finding = finding_at(at, Category::build_failure, "webpack", "configuration");
    auto& failure = finding.failure;
    failure.message = section.text(at).substr(k_mark.size(), 1000);
    if (const auto config = k_config.match(section.text(at).substr(0, 1000))) {
        failure.locations = {{std::string((*config)[1])}};
        const auto below = section.text(at + 1).substr(0, 1000);
        if (begins(below, k_mark)) {
            failure.message = below.substr(k_mark.size());
            finding.end = at + 2;
        }
    } else if (begins(section.text(at + 1), " - ")) {
        failure.message += " " + std::string(section.text(at + 1).substr(3, 1000));
        finding.line = at + 1;
        finding.end = at + 2;
    }
    sink.report(std::move(finding));
}

bool is_command_error(std::string_view text) {
    static const base::Regex k_error(
        "^\\[webpack-cli\\] (?:Invalid |Failed |Error|\\w*Error: |Unable |Unknown |Cannot )");
    return k_error.found_in(text.substr(0, 500));
}

void match_webpack(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        if (section.claimed(i))
            continue;
        const auto text = section.text(i).substr(0, 1000);
        if (begins(text, "ERROR in ") && !base::contains(text, ": error TS"))  // told by tsc
            read_error(section, i, sink);
        else if (begins(section.text(i), "[webpack-cli] ") && is_command_error(section.text(i)))
            read_command(section, i, sink);
        else if (base::trim(section.text(i)) == "Failed to compile.")
            read_failed(section, i, sink);
    }
}

}  // namespace

const Matcher webpack_matcher = {
    "webpack", {"ERROR in ", "Failed to compile.", "[webpack-cli] "}, match_webpack};

}  // namespace mendel::diagnose
