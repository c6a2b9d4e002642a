#include "publish/workflow_commands.hpp"

#include <fmt/format.h>

#include "base/text.hpp"

namespace mendel::publish {

namespace {

constexpr std::size_t k_longest_message = 4096;

std::string escaped_data(std::string_view text) {
    auto data = base::replace_all(text, "%", "%25");
    data = base::replace_all(data, "\r", "%0D");
    return base::replace_all(data, "\n", "%0A");
}

std::string escaped_property(std::string_view text) {
    auto property = base::replace_all(escaped_data(text), ":", "%3A");
    return base::replace_all(property, ",", "%2C");
}

std::string_view name_of(Annotation kind) {
    switch (kind) {
        case Annotation::notice:
            return "notice";
        case Annotation::warning:
            return "warning";
        default:
            return "error";
    }
}

}  // namespace

std::string annotation(Annotation kind, std::string_view message, const AnnotationPlace& place) {
    std::string properties;
    const auto add = [&](std::string_view name, const std::string& value) {
        properties += fmt::format("{}{}={}", properties.empty() ? " " : ",", name, value);
    };
    if (!place.file.empty())
        add("file", escaped_property(place.file));
    if (place.line > 0)
        add("line", std::to_string(place.line));
    if (place.line > 0 && place.column > 0)
        add("col", std::to_string(place.column));
    if (!place.title.empty())
        add("title", escaped_property(place.title));
    return fmt::format("::{}{}::{}\n", name_of(kind), properties,
                       escaped_data(base::ellipsize(message, k_longest_message)));
}

std::string mask_command(std::string_view secret) {
    std::string commands;
    for (const auto line : base::split_lines(secret))
        if (!base::trim(line).empty())
            commands += fmt::format("::add-mask::{}\n", escaped_data(base::trim_right(line)));
    return commands;
}

std::string without_commands(std::string_view text, std::string_view token) {
    // Of these marks the runner obeys one anywhere in a line, also between stop-commands.
    const auto plain = base::replace_all(text, "##[", "# [");
    return fmt::format("::stop-commands::{}\n{}{}::{}::\n", token, plain,
                       plain.empty() || plain.back() == '\n' ? "" : "\n", token);
}

std::string output_entry(std::string_view name, std::string_view value,
                         std::string_view delimiter) {
    return fmt::format("{}<<{}\n{}\n{}\n", name, delimiter, value, delimiter);
}

}  // namespace mendel::publish
