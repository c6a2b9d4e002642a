#include <algorithm>

#include "base/regex.hpp"
#include "base/text.hpp"
#include "diagnose/matchers.hpp"
#include "diagnose/matchers/node_error.hpp"

namespace mendel::diagnose {

namespace {

using base::contains;
using model::Category;

constexpr std::size_t k_reach = 40;

/// The "file:line", source and caret lines that Node prints above an error nobody caught.
struct Header {
    std::string file;
    int line = 0;
    std::size_t begin = 0;
};

bool is_caret(std::string_view text) {
    return !text.empty() && text.find_first_not_of(" \t^~") == std::string_view::npos &&
           contains(text, "^");
}

/// node:test passes on what a test file wrote as TAP comments.
std::string_view without_hash(std::string_view text) {
    return text.substr(0, 2) == "# " ? text.substr(2) : text;
}

/// The text behind "# " as the test file wrote it: TAP writes '#' and '\' with a '\' before them,
/// and node:test a tab as "\t" with one or two.
std::string unescaped(std::string_view text) {
    std::string plain;
    bool is_indent = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto escape = text.find_first_not_of('\\', i);
        const auto count = std::min(escape, text.size()) - i;
        if (is_indent && count > 0 && count <= 2 && text.substr(i + count, 1) == "t") {
            plain += '\t';
            i += count;
            continue;
        }
        is_indent = is_indent && (text[i] == ' ' || text[i] == '\t');
        const auto next = text.substr(i + 1, 1);
        if (text[i] == '\\' && (next == "\\" || next == "#"))
            ++i;
        plain += text[i];
    }
    return plain;
}

std::string plain_text(std::string_view text) {
    const auto behind = without_hash(text);
    return behind.size() == text.size() ? std::string(text) : unescaped(behind);
}

/// Below the header stand the source line and a caret; both are blank at the end of a file.
std::optional<Header> header_above(const Section& section, std::size_t error) {
    static const base::Regex k_place("^(?:.*: )?((?:file://|node:)?[^\\s:][^:]*):(\\d+)$");
    const auto begin = error < 6 ? 0 : error - 6;
    bool has_caret = false;
    bool is_blank = true;
    for (auto i = error; i-- > begin;) {
        const auto text = plain_text(section.text(i).substr(0, 2000));
        has_caret = has_caret || is_caret(text);
        const bool may_head = has_caret || (is_blank && i + 3 <= error);
        const auto groups = may_head ? k_place.match(text) : std::nullopt;
        is_blank = is_blank && base::trim(text).empty();
        if (groups)
            return Header{std::string((*groups)[1]),
                          static_cast<int>(base::to_number((*groups)[2])), i};
    }
    return std::nullopt;
}

/// The frames that belong to the error at a line: [first, end); empty where none follow it closely.
std::pair<std::size_t, std::size_t> stack_below(const Section& section, std::size_t error) {
    auto first = error + 1;
    while (first < section.size() && first < error + k_reach &&
           !node_frame_of(section.text(first))) {
        if (node_error_of(section.text(first)) && section.text(first).substr(0, 1) != " ")
            return {error + 1, error + 1};
        ++first;
    }
    if (!node_frame_of(section.text(first)))
        return {error + 1, error + 1};
    auto end = first;
    while (base::trim(without_hash(section.text(end))).substr(0, 3) == "at ")
        ++end;
    return {first, end};
}

/// "Require stack:" lists who asked for the module, the nearest first.
std::string requirer_below(const Section& section, std::size_t error, std::size_t end) {
    for (auto i = error + 1; i < end; ++i)
        if (without_hash(section.text(i)) == "Require stack:" &&
            without_hash(section.text(i + 1)).substr(0, 2) == "- ")
            return std::string(without_hash(section.text(i + 1)).substr(2));
    return {};
}

bool ends_process(const Section& section, std::size_t from) {
    for (auto i = from; i < std::min(section.size(), from + 15); ++i)
        if (without_hash(section.text(i)).substr(0, 9) == "Node.js v")
            return true;
    return false;
}

void locate(const Section& section, const std::optional<Header>& header,
            const std::string& importer, model::Failure& failure) {
    if (!importer.empty()) {
        int line = 0;
        for (const auto& frame : failure.frames)
            if (frame.file == importer)
                line = frame.line;
        if (line == 0 && header && contains(header->file, importer))
            line = header->line;
        failure.locations = {{importer, line}};
        return;
    }
    const bool is_own_header = header && is_own_frame({header->file, header->line}, section);
    const auto* own = innermost_own(failure.frames, section);
    if (is_own_header && (own == nullptr || failure.category != Category::runtime_error))
        failure.locations = {{header->file, header->line}};
    else if (own != nullptr)
        failure.locations = {{own->file, own->line}};
}

void report_error(const Section& section, std::size_t at, const NodeError& error, Sink& sink) {
    const auto [first, end] = stack_below(section, at);
    const auto header = header_above(section, at);
    if (first == end && !header)
        return;
    auto finding = finding_at(at, Category::runtime_error, "node", "");
    finding.begin = header ? header->begin : at;
    finding.end = std::max(end, at + 1);
    auto& failure = finding.failure;
    failure.frames = node_frames(section, first, end);
    describe(error, Category::runtime_error, section, failure);
    auto importer = importer_of(failure.message);
    if (importer.empty() && failure.category == Category::import_error)
        importer = requirer_below(section, at, finding.end);
    locate(section, header, importer, failure);
    const bool is_uncaught = header || ends_process(section, finding.end) ||
                             contains(section.text(at), "Exception during run") ||
                             section.text(at).substr(0, 8) == "Uncaught";
    finding.weight = is_uncaught ? Weight::problem : Weight::warning;
    sink.report(std::move(finding));
}

/// `throw "text"`: no name, no stack.
void report_value(const Section& section, std::size_t hint, Sink& sink) {
    const auto at = hint - 1;
    const auto header = header_above(section, at);
    if (!header)
        return;
    auto finding = finding_at(at, Category::runtime_error, "node", "uncaught");
    finding.begin = header->begin;
    finding.failure.message = "Uncaught " + std::string(section.text(at));
    finding.failure.locations = {{header->file, header->line}};
    finding.end = hint + 1;
    sink.report(std::move(finding));
}

void report_heap(std::size_t at, std::string_view text, Sink& sink) {
    auto finding = finding_at(at, Category::infrastructure, "node", "out-of-memory");
    finding.failure.message = text;
    sink.report(std::move(finding));
}

void match_node(const Section& section, Sink& sink) {
    constexpr std::string_view k_run = "Exception during run: ";
    for (std::size_t i = 0; i < section.size(); ++i) {
        auto text = without_hash(section.text(i));
        if (section.claimed(i) || text.empty())
            continue;
        if (i > 0 && text.substr(0, 25) == "(Use `node --trace-uncaug")
            report_value(section, i, sink);
        if (contains(text, "FATAL ERROR:") && contains(text, "heap out of memory"))
            report_heap(i, text, sink);
        if (const auto at = text.find(k_run); at != std::string_view::npos)
            text = text.substr(at + k_run.size());
        if (text.empty() || text[0] == ' ')
            continue;
        auto error = node_error_of(text);
        if (!error)
            continue;
        if (section.text(i).substr(0, 2) == "# ")
            error->message = unescaped(error->message);
        report_error(section, i, *error, sink);
    }
}

}  // namespace

const Matcher node_matcher = {
    "node",
    {"    at ", "Node.js v", "(Use `node --trace-uncaught", "heap out of memory"},
    match_node};

}  // namespace mendel::diagnose
