#include "diagnose/shown.hpp"

#include <algorithm>

#include "base/text.hpp"

namespace mendel::diagnose {

namespace {

constexpr std::string_view k_word_ends = " \t\n;|&()'\"`$=";

/// "-14" and "-14.0" behind a program's name.
std::size_t past_version(std::string_view command, std::size_t at) {
    if (at + 1 >= command.size() || command[at] != '-' || command[at + 1] < '0' ||
        command[at + 1] > '9')
        return at;
    const auto end = command.find_first_not_of("0123456789.", at + 1);
    return end == std::string_view::npos ? command.size() : end;
}

bool has_word(std::string_view command, std::string_view word) {
    const auto is_end = [](char c) { return k_word_ends.find(c) != std::string_view::npos; };
    for (auto at = command.find(word); at != std::string_view::npos;
         at = command.find(word, at + 1)) {
        const auto end = past_version(command, at + word.size());
        const bool begins = at == 0 || is_end(command[at - 1]) || command[at - 1] == '/';
        if (begins && (end == command.size() || is_end(command[end])))
            return true;
    }
    return false;
}

bool is_shown(std::string_view text) {
    return text.size() > 2 && text[1] == ' ' &&
           (text[0] == '>' || text[0] == '$' || text[0] == '+');
}

bool ends_with(std::string_view text, std::string_view end) {
    return text.size() > end.size() && text.substr(text.size() - end.size()) == end;
}

}  // namespace

std::vector<std::string_view> shown_commands(const Section& section) {
    std::vector<std::string_view> commands = {section.step().command};
    for (std::size_t i = 0; i < section.size(); ++i)
        if (is_shown(section.text(i)))
            commands.push_back(section.text(i).substr(2));
    return commands;
}

bool shows(const Section& section, std::string_view program,
           const std::vector<std::string_view>& options) {
    const auto commands = shown_commands(section);
    return std::any_of(commands.begin(), commands.end(), [&](std::string_view command) {
        return has_word(command, program) &&
               (options.empty() ||
                std::any_of(options.begin(), options.end(), [command](std::string_view option) {
                    return has_word(command, option);
                }));
    });
}

bool is_path_of(std::string_view text, const std::vector<std::string_view>& extensions) {
    constexpr std::string_view k_never = " \t:*?\"'<>|()[]{}=,;";
    return text.find_first_of(k_never) == std::string_view::npos &&
           std::any_of(extensions.begin(), extensions.end(),
                       [text](std::string_view end) { return ends_with(text, end); });
}

}  // namespace mendel::diagnose
