#include "cli/style.hpp"

#include <vector>

#include <fmt/format.h>

#include "base/text.hpp"
#include "sys/environment.hpp"
#include "sys/terminal.hpp"

namespace mendel::cli {

std::string Style::wrapped(std::string_view code, std::string_view text) const {
    return m_colored ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

Style style_for(const GlobalOptions& global, int descriptor) {
    const bool refused = global.no_color || sys::environment_value("NO_COLOR").has_value();
    return Style(!refused && sys::is_terminal(descriptor));
}

std::string printable(std::string_view text) {
    std::string safe;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7f)
            safe += fmt::format("\\x{:02x}", byte);
        else
            safe += c;
    }
    return safe;
}

namespace {

bool begins_file(std::string_view line) {
    return line.substr(0, 5) == "diff ";
}

bool is_header(std::string_view line) {
    return begins_file(line) || line.substr(0, 4) == "+++ " || line.substr(0, 4) == "--- ";
}

bool is_content(std::string_view line) {
    return !is_header(line) && !line.empty() &&
           (line[0] == ' ' || line[0] == '+' || line[0] == '-');
}

/// Whether all lines shown of the file that begins at `from` end with CR: then none is told.
bool has_only_crlf(const std::vector<std::string_view>& lines, std::size_t from) {
    for (auto i = from + 1; i < lines.size() && !begins_file(lines[i]); ++i)
        if (is_content(lines[i]) && lines[i].back() != '\r')
            return false;
    return true;
}

std::string colored_line(std::string_view line, const Style& style) {
    const auto safe = printable(line);
    if (is_header(line))
        return style.bold(safe);
    if (line.substr(0, 1) == "+")
        return style.green(safe);
    if (line.substr(0, 1) == "-")
        return style.red(safe);
    return line.substr(0, 2) == "@@" ? style.cyan(safe) : safe;
}

}  // namespace

std::string colored_diff(std::string_view diff, const Style& style) {
    std::string text;
    const auto lines = base::split_lines(diff);
    bool hides_cr = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        auto line = lines[i];
        if (begins_file(line))
            hides_cr = has_only_crlf(lines, i);
        if (hides_cr && is_content(line))
            line.remove_suffix(1);
        text += colored_line(line, style) + "\n";
    }
    return text;
}

}  // namespace mendel::cli
