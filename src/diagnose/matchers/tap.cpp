#include <algorithm>
#include <map>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using model::Category;

std::size_t indent_of(std::string_view text) {
    const auto at = text.find_first_not_of(' ');
    return at == std::string_view::npos ? text.size() : at;
}

std::string unquoted(std::string_view text) {
    text = base::trim(text);
    if (text.size() > 1 && (text[0] == '\'' || text[0] == '"') && text.back() == text[0])
        text = text.substr(1, text.size() - 2);
    return std::string(text);
}

/// The diagnostic block of a "not ok" line: YAML between "---" and "...", or indented text.
struct Details {
    std::map<std::string, std::string> fields;  ///< values of more lines joined by LF
    std::vector<std::string> lines;             ///< text without keys
    std::size_t end = 0;
};

void read_yaml(const Section& section, std::size_t begin, std::size_t end, Details& details) {
    static const base::Regex k_key("^\\s+(\\w+): *(.*)$");
    std::string key;
    const auto base_indent = indent_of(section.text(begin));
    std::size_t key_indent = 0;
    for (auto i = begin; i < end; ++i) {
        const auto text = section.text(i).substr(0, 4000);
        const auto indent = indent_of(text);
        const auto groups = key.empty() || indent <= key_indent ? k_key.match(text) : std::nullopt;
        if (groups && indent >= base_indent) {
            key = (*groups)[1];
            key_indent = indent;
            const auto value = (*groups)[2];
            details.fields[key] = value == "|-" || value == "|" || value == ">-" || value == ">"
                                      ? ""
                                      : unquoted(value);
        } else if (auto& value = details.fields[key]; value.size() < 8000) {
            value.append(value.empty() ? "" : "\n").append(base::trim(text));
        }
    }
}

Details details_below(const Section& section, std::size_t line) {
    Details details;
    const auto indent = indent_of(section.text(line));
    auto i = line + 1;
    if (base::trim(section.text(i)) == "---") {
        auto end = i + 1;
        while (end < section.size() && end < i + 400 && base::trim(section.text(end)) != "...")
            ++end;
        read_yaml(section, i + 1, end, details);
        details.end = std::min(end + 1, section.size());
        return details;
    }
    for (; i < section.size() && i < line + 60; ++i) {
        const auto text = section.text(i);
        const bool is_comment = !text.empty() && text.substr(indent_of(text), 1) == "#";
        if (!is_comment && (text.empty() || indent_of(text) <= indent))
            break;
        details.lines.emplace_back(base::trim(is_comment ? text.substr(text.find('#') + 1) : text));
    }
    details.end = i;
    return details;
}

model::Location place_in(std::string_view text) {
    static const base::Regex k_place(
        "(?:^|[\\s(])((?:file://)?[^\\s():]+\\.\\w+):(\\d+)(?::(\\d+))?\\)?$");
    static const base::Regex k_bats("in (?:test )?file ([^\\s,]+), line (\\d+)");
    auto groups = k_place.match(text);
    if (!groups)
        groups = k_bats.match(text);
    if (!groups)
        return {};
    if ((*groups)[1].substr(0, 4) == "http")
        return {};
    return {std::string((*groups)[1]), static_cast<int>(base::to_number((*groups)[2]))};
}

/// V8 frames of the YAML's stack: printed with or without "at ".
std::vector<model::Frame> frames_in(std::string_view stack) {
    std::vector<model::Frame> frames;
    for (auto line : base::split(stack, '\n')) {
        line = base::trim(line);
        const auto text = (line.substr(0, 3) == "at " ? "    " : "    at ") + std::string(line);
        if (auto frame = node_frame_of(text))
            frames.insert(frames.begin(), std::move(*frame));
    }
    return frames;
}

std::string first_line_of(std::string_view text) {
    for (const auto line : base::split(text, '\n'))
        if (!base::trim(line).empty())
            return std::string(base::trim(line));
    return {};
}

struct NotOk {
    std::size_t line = 0;
    std::string name;
    Details details;
};

std::string field_of(const NotOk& not_ok, const char* key) {
    const auto found = not_ok.details.fields.find(key);
    return found == not_ok.details.fields.end() ? std::string{} : found->second;
}

/// Whether more than brackets stand in a line: a script's own source does not tell the error.
bool has_words(std::string_view line) {
    return std::count_if(line.begin(), line.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
           }) >= 3;
}

/// The error's first line: the field, else the first text that looks like an error, else any.
std::string message_of(const NotOk& not_ok) {
    auto message = first_line_of(field_of(not_ok, "error"));
    for (const auto& line : not_ok.details.lines)
        if (has_words(line) &&
            (message.empty() || (!node_error_of(message) && node_error_of(line))))
            message = line;
    if (message.empty())
        message = first_line_of(field_of(not_ok, "message"));
    const auto assertion = field_of(not_ok, "operator");
    return message.empty() && !assertion.empty() ? assertion + ": " + not_ok.name : message;
}

/// node:test names the error's class in a field of its own, and none for a plain Error.
std::optional<NodeError> error_of(const NotOk& not_ok, const std::string& said) {
    const auto name = field_of(not_ok, "name");
    if (auto error = node_error_of(name.empty() || node_error_of(said) ? said : name + ": " + said))
        return error;
    if (name.empty() && !said.empty() && field_of(not_ok, "failureType") == "testCodeFailure")
        return NodeError{"Error", "", said};
    return std::nullopt;
}

void describe_error(const NotOk& not_ok, const Section& section, model::FailedTest& test,
                    model::Failure& failure) {
    test.expected = field_of(not_ok, "expected");
    test.actual = field_of(not_ok, "actual");
    test.message = message_of(not_ok);
    failure.message = test.message.empty() ? "not ok " + not_ok.name : test.message;
    if (const auto error = error_of(not_ok, test.message))
        describe(*error, Category::test_failure, section, failure);
    else if (not_ok.details.fields.count("operator") != 0)
        failure.rule = "AssertionError";
    if (failure.category == Category::infrastructure)
        failure.category = Category::test_failure;
    if (!(test.expected.empty() && test.actual.empty()) && failure.subject.empty())
        failure.message +=
            "; expected " + first_line_of(test.expected) + ", actual " + first_line_of(test.actual);
    if (test.message.empty())
        test.message = failure.message;
}

void locate(const NotOk& not_ok, const Section& section, model::FailedTest& test,
            model::Failure& failure) {
    const auto& fields = not_ok.details.fields;
    if (const auto stack = fields.find("stack"); stack != fields.end())
        failure.frames = frames_in(stack->second);
    if (failure.frames.empty())
        failure.frames = node_frames(section, not_ok.line, not_ok.details.end);
    model::Location place;
    for (const char* key : {"location", "at"})
        if (const auto found = fields.find(key); found != fields.end() && place.file.empty())
            place = place_in(found->second);
    for (const auto& line : not_ok.details.lines)
        if (place.file.empty() && line.substr(0, 3) != "at ")
            place = place_in(line);
    test.file = place.file;
    test.line = place.line;
    if (const auto* own = innermost_own(failure.frames, section)) {
        failure.locations = {{own->file, own->line}};
        if (test.file.empty()) {
            test.file = own->file;
            test.line = own->line;
        }
    } else if (!place.file.empty()) {
        failure.locations = {place};
    }
}

void report(const NotOk& not_ok, const Section& section, Sink& sink) {
    const auto& fields = not_ok.details.fields;
    const auto type = fields.find("failureType");
    if (type != fields.end() && type->second == "subtestsFailed")
        return;
    auto finding = finding_at(not_ok.line, Category::test_failure,
                              fields.count("duration_ms") != 0 ? "node:test" : "tap", "");
    finding.end = not_ok.details.end;
    model::FailedTest test{not_ok.name};
    describe_error(not_ok, section, test, finding.failure);
    locate(not_ok, section, test, finding.failure);
    if (test.message == "test failed")
        finding.weight = Weight::consequence;
    finding.failure.tests = {std::move(test)};
    sink.report(std::move(finding));
}

/// The names of the subtests that a line stands in, by indentation ("# Subtest: name").
class Parents {
  public:
    void enter(std::size_t indent, std::string_view name) {
        leave(indent);
        m_names[indent] = name;
    }
    std::string qualified(std::size_t indent, std::string_view name) {
        leave(indent);
        std::string all;
        for (const auto& [depth, parent] : m_names)
            if (depth < indent)
                all += parent + " ";
        return all + std::string(name);
    }

  private:
    void leave(std::size_t indent) { m_names.erase(m_names.lower_bound(indent), m_names.end()); }
    std::map<std::size_t, std::string> m_names;
};

void match_tap(const Section& section, Sink& sink) {
    static const base::Regex k_not_ok("^\\s*not ok\\b(?: \\d+)?(?: -)? ?(.*)$");
    static const base::Regex k_excused("(?i)# (?:todo|skip)\\b");
    constexpr std::string_view k_subtest = "# Subtest: ";
    Parents parents;
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        const auto rest = base::trim(text);
        if (rest.substr(0, k_subtest.size()) == k_subtest)
            parents.enter(indent_of(text), rest.substr(k_subtest.size()));
        if (rest.substr(0, 6) != "not ok" || section.claimed(i) ||
            k_excused.found_in(text.substr(0, 4000)))
            continue;
        const auto groups = k_not_ok.match(text.substr(0, 4000));
        if (!groups)
            continue;
        NotOk not_ok{i, parents.qualified(indent_of(text), (*groups)[1]),
                     details_below(section, i)};
        report(not_ok, section, sink);
    }
}

}  // namespace

const Matcher tap_matcher = {"tap", {"not ok"}, match_tap};

}  // namespace mendel::diagnose
