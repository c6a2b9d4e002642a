#include "cli/style.hpp"

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

std::string colored_diff(std::string_view diff, const Style& style) {
    std::string text;
    for (const auto line : base::split_lines(diff)) {
        const auto safe = printable(line);
        if (line.substr(0, 4) == "+++ " || line.substr(0, 4) == "--- " ||
            line.substr(0, 5) == "diff ")
            text += style.bold(safe);
        else if (line.substr(0, 1) == "+")
            text += style.green(safe);
        else if (line.substr(0, 1) == "-")
            text += style.red(safe);
        else if (line.substr(0, 2) == "@@")
            text += style.cyan(safe);
        else
            text += safe;
        text += "\n";
    }
    return text;
}

}  // namespace mendel::cli
