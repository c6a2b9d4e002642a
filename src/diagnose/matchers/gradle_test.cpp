#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/jvm_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

/// A test as gradle prints it: "pkg.Type > Nested > method() FAILED".
struct Header {
    std::string name;  ///< "pkg.Type$Nested.method()"
    std::string type;  ///< "pkg.Type"
};

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find(" > ", at), text.size());
        const auto part = base::trim(text.substr(at, end - at));
        const bool is_frame = part.substr(0, 7) == "Gradle " || part.empty();
        if (!is_frame)
            parts.emplace_back(part);
        at = end + 3;
    }
    return parts;
}

/// Nested classes join with "$", the method with "."; a last part that repeats the class is whole.
Header header_of_parts(const std::vector<std::string>& parts) {
    static const base::Regex k_type("^[A-Z]\\w*$");
    Header header{parts[0], parts[0]};
    if (parts.size() > 1 && contains(parts.back(), parts[0] + ".")) {
        header.name = parts.back();
        return header;
    }
    for (std::size_t i = 1; i < parts.size(); ++i) {
        const bool is_nested = i + 1 < parts.size() && k_type.found_in(parts[i]);
        header.name += (is_nested ? "$" : ".") + parts[i];
    }
    return header;
}

std::optional<Header> header_of(std::string_view text) {
    static const base::Regex k_name("^([\\w$]+(?:\\.[\\w$]+){2,})\\.([\\w$]+(?:\\[[^\\]]*\\])?)$");
    constexpr std::string_view k_end = " FAILED";
    if (text.size() > 2000 || text.size() <= k_end.size() ||
        text.substr(text.size() - k_end.size()) != k_end || text[0] == ' ' || text[0] == '>' ||
        text[0] == ':')
        return std::nullopt;
    text.remove_suffix(k_end.size());
    if (contains(text, " > ")) {
        const auto parts = parts_of(text);
        return parts.size() > 1 || (parts.size() == 1 && contains(parts[0], "."))
                   ? std::optional(header_of_parts(parts))
                   : std::nullopt;
    }
    if (const auto groups = k_name.match(text))
        return Header{std::string(text), std::string((*groups)[1])};
    return std::nullopt;
}

/// "    java.lang.AssertionError at FooTest.java:12": the short form of an exception.
bool read_short(const Section& section, JvmError& error, const Header& header) {
    static const base::Regex k_short("^\\s+[\\w.$]+(?: at|:.* at) ([\\w$]+\\.\\w+):(\\d+)$");
    const auto groups = k_short.match(section.text(error.line).substr(0, 2000));
    if (!groups)
        return false;
    const auto dot = header.type.rfind('.');
    const auto folder = dot == std::string::npos
                            ? std::string{}
                            : base::replace_all(header.type.substr(0, dot), ".", "/") + "/";
    error.frames = {{folder + std::string((*groups)[1]), number_of((*groups)[2]), header.type}};
    return true;
}

/// The lines below a header are indented; a cause may stand in them too.
std::size_t end_of_block(const Section& section, std::size_t at) {
    auto end = at + 1;
    for (std::size_t blanks = 0; end < section.size() && end < at + 500; ++end) {
        const auto text = section.text(end);
        blanks = text.empty() ? blanks + 1 : 0;
        if (blanks > 2 || (!text.empty() && text[0] != ' ' && text[0] != '\t'))
            break;
    }
    while (end > at + 1 && section.text(end - 1).empty())
        --end;
    return end;
}

void report(const Section& section, std::size_t at, const Header& header, Sink& sink) {
    const auto end = end_of_block(section, at);
    auto first = at + 1;
    while (first < end && section.text(first).empty())
        ++first;
    if (first >= end) {
        auto finding = finding_at(at, Category::test_failure, "gradle", "failed");
        finding.failure.message = header.name + " failed";
        finding.failure.tests = {{.name = header.name}};
        sink.report(std::move(finding));
        return;
    }
    auto error = read_jvm_error(section, first, header.type);
    error.end = end;
    read_short(section, error, header);
    auto finding = jvm_test_finding(section, error, "gradle", header.name, header.type);
    finding.begin = at;
    sink.report(std::move(finding));
}

void match_gradle_test(const Section& section, Sink& sink) {
    for (std::size_t i = 0; i < section.size(); ++i) {
        const auto text = section.text(i);
        if (!contains(text, " FAILED") || section.claimed(i))
            continue;
        if (const auto header = header_of(text))
            report(section, i, *header, sink);
    }
}

}  // namespace

const Matcher gradle_test_matcher = {"gradle test", {" FAILED"}, match_gradle_test};

}  // namespace mendel::diagnose
